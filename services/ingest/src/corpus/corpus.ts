import { parseArgs } from 'node:util';
import { FeedFormat } from '@hinomi/contracts';
import { readFolder } from './read-folder.js';
import { printCorpusReport, tallyVerdicts, type Judged } from './tally-verdicts.js';

const USAGE = `Usage: npm run corpus -- <file|folder>... [options]
Feeds every file through its parser and prints what was accepted and what was refused, with the reason.
  --format <${FeedFormat.options.join('|')}>   take every file for this format (otherwise the content decides)
  --json     the report as JSON
  --strict   exit with 1 when anything was refused`;

/** A sign of life on long runs. */
const TELL_EVERY = 1_000;

/** `npm run corpus -- <folder>`: nothing is sent anywhere, no hub is needed. */
async function main(argv: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      format: { type: 'string' },
      json: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(`${USAGE}\n`);
  if (positionals.length === 0) throw new Error(USAGE);
  const format = values.format === undefined ? undefined : FeedFormat.safeParse(values.format);
  if (format && !format.success) throw new Error(`--format ${values.format} is not known.\n${USAGE}`);
  const judged: Judged[] = [];
  for (const named of positionals) {
    const found = await readFolder(named, {
      ...(format ? { format: format.data } : {}),
      onFile: (count) => count % TELL_EVERY === 0 && process.stderr.write(`${count} files …\n`),
    }).catch((cause: unknown) => {
      throw new Error(`${named} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
    });
    judged.push(...found);
  }
  const report = tallyVerdicts(judged);
  process.stdout.write(`${values.json ? JSON.stringify(report, null, 2) : printCorpusReport(report)}\n`);
  if (values.strict && report.totals.refused > 0) process.exitCode = 1;
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
