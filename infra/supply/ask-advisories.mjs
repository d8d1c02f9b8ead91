/**
 * `npm run advisories`: asks the registry whether something that is shipped is known to be vulnerable. Fails for what is high or
 * critical; where the registry does not answer it says so in a sentence, and `--must-answer` makes that a failure.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { judgeAudit } from './judge-audit.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LIMIT_MS = 60_000;

const asked = spawnSync('npm', ['audit', '--omit', 'dev', '--json', '--package-lock-only', '--fetch-retries', '0'], {
  ...{ cwd: ROOT, encoding: 'utf8', timeout: LIMIT_MS, maxBuffer: 64 * 1024 * 1024 },
});
const { verdict, sentences } = judgeAudit(asked.stdout ?? '');
for (const sentence of sentences) process.stdout.write(`${sentence}\n`);
if (verdict === 'vulnerable' || (verdict === 'unanswered' && process.argv.includes('--must-answer')))
  process.exitCode = 1;
