import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

/** The whole of it is a million: `npm run fuzz`. */
const INPUTS = 250 * Number(process.env['HINOMI_ROUNDS'] ?? 10);

describe('the fuzzer', () => {
  it(`finds nothing in ${INPUTS} harmed documents (HINOMI_ROUNDS)`, async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['infra/fuzz/fuzz.mjs', '--inputs', String(INPUTS)]);
    expect(stdout).toContain(`${INPUTS} inputs`);
    expect(stdout).toContain(': 0 crashes or wrong refusals, 0 hangs');
  }, 600_000);

  it('says so when its arguments are none', async () => {
    await expect(
      promisify(execFile)(process.execPath, ['infra/fuzz/fuzz.mjs', '--inputs', 'many']),
    ).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('whole numbers') });
  });
});
