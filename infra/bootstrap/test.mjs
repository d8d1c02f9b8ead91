/**
 * `npm test [-- jest arguments]`: builds, runs every suite in one jest, names what was skipped and how to enable it, and ends
 * with one line: `N passed, N failed, N skipped`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROOT, build, checkMachine, fail, install, run, say } from './prepare.mjs';

async function main() {
  checkMachine();
  await install();
  await build();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hinomi-test-'));
  const report = path.join(folder, 'report.json');
  const code = await run(
    process.execPath,
    [path.join(ROOT, 'node_modules/jest/bin/jest.js'), '--json', `--outputFile=${report}`, ...process.argv.slice(2)],
    {},
  );
  const exit = summarise(JSON.parse(readFileSync(report, 'utf8')), code);
  rmSync(folder, { recursive: true, force: true });
  process.exit(exit);
}

function summarise(result, code) {
  const skipped = result.testResults.flatMap((suite) =>
    suite.assertionResults
      .filter((test) => test.status === 'pending' || test.status === 'todo')
      .map((test) => test.fullName),
  );
  if (skipped.length > 0) say(`\nSkipped:\n${skipped.map((name) => `  - ${name}`).join('\n')}`);
  const unexcused = process.env.CI === 'true' ? skipped.filter((name) => !name.includes('HINOMI_CORPUS')) : [];
  if (unexcused.length > 0)
    say('CI installs everything the tests need, so only those of an absent corpus may be skipped.');
  const brokenSuites = result.numRuntimeErrorTestSuites;
  const failed = result.numFailedTests + brokenSuites;
  say(`\n${result.numPassedTests} passed, ${failed} failed, ${skipped.length} skipped`);
  return failed > 0 || unexcused.length > 0 || code !== 0 || result.numPassedTests === 0 ? 1 : 0;
}

main().catch(fail);
