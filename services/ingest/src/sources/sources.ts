import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { FeedFormat, HubError, type Instant } from '@hinomi/contracts';
import { readSecrets } from '../config.js';
import { loadSources, SourcesInvalid } from './load-sources.js';
import { previewReport, printPreview, printProblems } from './preview-report.js';
import { reportSourceOf, type Source } from './source.js';

const USAGE = `Usage: npm run -s sources -- check [options]
       npm run -s sources -- preview <source> <file> [options]
check    reads every entry of the folder and lists all problems at once
preview  shows what a document of that source would become; nothing is sent anywhere, no hub is needed
  --folder <folder>   the entries (infra/sources)
  --format <${FeedFormat.options.join('|')}>   for a source that takes any`;

const SHIPPED = fileURLToPath(new URL('../../../../infra/sources/', import.meta.url));

interface Options {
  folder: string;
  format: string | undefined;
}

async function check({ folder }: Options): Promise<void> {
  const sources = await loadSources(folder, readSecrets());
  const missing = sources.flatMap(({ problems = [] }) => problems);
  if (missing.length > 0) throw new SourcesInvalid(missing);
  for (const { id, kind, format, enabled, title } of sources) {
    say(`${enabled ? 'on ' : 'off'}  ${id}  ${kind}  ${format}  ${title}`);
  }
  say(`${sources.length} sources, no problems`);
}

async function preview(id: string, file: string, options: Options): Promise<void> {
  const sources = await loadSources(options.folder, readSecrets());
  const source = sources.find((known) => known.id === id);
  if (!source) throw new Error(`There is no source ${id}; there are ${sources.map((known) => known.id).join(', ')}`);
  const now = new Date().toISOString() as Instant;
  const { rows, problems } = await previewReport(
    reportSourceOf(source),
    formatOf(source, options),
    await readFile(file),
    now,
  );
  say(printPreview(rows));
  if (problems.length > 0) say(`\n${printProblems(problems)}`);
}

function formatOf(source: Source, { format }: Options): FeedFormat {
  const parsed = FeedFormat.safeParse(format ?? source.format);
  if (parsed.success) return parsed.data;
  throw new Error(`${source.id} takes any format: tell with --format which this is.\n${USAGE}`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** `npm run sources`: exits with 1 for a problem of an entry or a document, with 2 for one of the command itself. */
async function main(argv: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      folder: { type: 'string', default: SHIPPED },
      format: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const [command, id, file, ...more] = positionals;
  const options = { folder: values.folder, format: values.format };
  if (values.help) return say(USAGE);
  if (command === 'check' && id === undefined) return check(options);
  if (command === 'preview' && id !== undefined && file !== undefined && more.length === 0) {
    return preview(id, file, options);
  }
  throw new Error(USAGE);
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof HubError || (error as Error).name === 'SourcesInvalid' ? 1 : 2;
});
