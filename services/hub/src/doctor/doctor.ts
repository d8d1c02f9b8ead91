import { diagnose } from './diagnose.js';
import { findingLines, type Finding } from './finding.js';

const USAGE = `npm run doctor -- [--url <address> …] [--json]
looks at settings, machine, data, certificates, servers, and at the processes at these addresses (default: the hub of the settings)`;

async function main(args: readonly string[]): Promise<void> {
  const urls: string[] = [];
  let json = false;
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] as string;
    const url = args[index + 1];
    if (arg === '--json') json = true;
    else if (arg === '--url' && url !== undefined && URL.canParse(url)) urls.push(args[++index] as string);
    else {
      process.stderr.write(`${USAGE}\n`);
      process.exitCode = 2;
      return;
    }
  }
  const findings = await diagnose(urls);
  const count = (verdict: Finding['verdict']): number => findings.filter((found) => found.verdict === verdict).length;
  const text = json
    ? JSON.stringify({ well: count('wrong') === 0, findings }, null, 2)
    : [
        ...findingLines(findings),
        '',
        `${count('wrong')} wrong, ${count('warning')} to look at, ${count('well')} well.`,
      ].join('\n');
  process.stdout.write(`${text}\n`);
  if (count('wrong') > 0) process.exitCode = 1;
}

await main(process.argv.slice(2));
