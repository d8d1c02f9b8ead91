import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
// @ts-expect-error: plain JavaScript without a declaration
import config from '../../jest.config.mjs';

interface Report {
  numRuntimeErrorTestSuites: number;
  testResults: {
    name: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

const root = path.resolve('.');
const folder = mkdtempSync(path.join(tmpdir(), 'hinomi-jest-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One worker, so that the files follow each other in it by their names. */
function runCases(): { code: number | null; report: Report } {
  const output = path.join(folder, 'report.json');
  const cases = {
    ...(config as object),
    rootDir: root,
    roots: ['<rootDir>/infra/jest/cases'],
    testMatch: ['**/*.case.ts'],
    cacheDirectory: path.join(folder, 'cache'),
  };
  const jest = path.join(root, 'node_modules/jest/bin/jest.js');
  const { status } = spawnSync(
    process.execPath,
    [jest, '--config', JSON.stringify(cases), '--runInBand', '--json', `--outputFile=${output}`],
    { cwd: root, env: { ...process.env, NODE_OPTIONS: '' } },
  );
  return { code: status, report: JSON.parse(readFileSync(output, 'utf8')) as Report };
}

describe('spec files that Node loads', () => {
  let code: number | null;
  let report: Report;
  beforeAll(() => {
    ({ code, report } = runCases());
  });

  const file = (name: string) => {
    const found = report.testResults.find((each) => each.name.endsWith(`${name}.case.ts`));
    if (found === undefined) throw new Error(`no result of ${name}`);
    return found;
  };
  const titles = (name: string, status: string) =>
    file(name)
      .assertionResults.filter((each) => each.status === status)
      .map(({ fullName }) => fullName);
  const messageOf = (title: string) =>
    file('a-fails')
      .assertionResults.find(({ fullName }) => fullName === title)
      ?.failureMessages.join('\n');

  it('fail the run when one of them fails', () => expect(code).toBe(1));

  it('count what passes, what fails and every skipped test by its full name', () => {
    expect(titles('a-fails', 'passed')).toEqual([
      'is registered by a suite, in the file that took it',
      'passes',
      'spies and does not put it back',
    ]);
    expect(titles('a-fails', 'failed')).toEqual([
      'fails where it says',
      'hangs',
      'leaves a promise that nobody waits for',
    ]);
    expect(titles('a-fails', 'pending')).toEqual([
      'not here (needs a thing) skips 1',
      'not here (needs a thing) skips 2',
    ]);
  });

  it('name the line of the source where one failed', () => {
    const line = readFileSync('infra/jest/cases/a-fails.case.ts', 'utf8')
      .split('\n')
      .findIndex((text) => text.includes('fails where it says'));
    expect(messageOf('fails where it says')).toContain(`a-fails.case.ts:${line + 1}:`);
    expect(messageOf('hangs')).toContain('Exceeded timeout of 50 ms');
    expect(messageOf('leaves a promise that nobody waits for')).toContain('nobody waited');
  });

  it('are a broken file each when they do not load', () => {
    expect(report.numRuntimeErrorTestSuites).toBe(1);
    expect(file('b-broken').message).toContain('broken while it loads');
  });

  it('share what they loaded, and neither tests nor spies', () => {
    expect(titles('c-after', 'failed')).toEqual([]);
    expect(titles('c-after', 'passed')).toHaveLength(3);
  });
});
