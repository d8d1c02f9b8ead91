import { execFile } from 'node:child_process';
import path from 'node:path';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { temporaryFolder } from '@hinomi/testing';

/** One where it runs at every change, as many as asked for in a soak. */
const ROUNDS = Math.max(1, Math.round(Number(process.env['HINOMI_ROUNDS'] ?? 10) / 30));
jest.setTimeout(600_000 + ROUNDS * 60_000);

const folder = temporaryFolder('faults-spec');
afterAll(() => folder.remove());

const SMALL = { 'per-round': 5, 'round-seconds': 6, rate: 50, sockets: 20, tablets: 8, subscribers: 6, seed: 190 };

/** In a process of its own, and on Linux in a network of its own: links are cut in it. */
function faults(args: string[]): Promise<{ code: number; output: string }> {
  const program = path.resolve('infra/faults/faults.mjs');
  const env = { ...process.env, NODE_OPTIONS: '', FAULTS_BUILT: '1' };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { env, maxBuffer: 64 * 2 ** 20 }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: `${stdout}${stderr}` }),
    );
  });
}

describe('a hub that is killed, stopped, slowed, cut off and filled up while people use it', () => {
  it(`keeps what it promised in ${ROUNDS} rounds`, async () => {
    const numbers = Object.entries(SMALL).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const { code, output } = await faults(['--rounds', String(ROUNDS), '--dir', folder.path, ...numbers]);
    const told = output.split('\n').filter((line) => !line.startsWith('hub │'));
    expect({ code, told }).toMatchObject({ code: 0 });
    expect(told.filter((line) => line.endsWith('all hold'))).toHaveLength(ROUNDS);
  });

  it('says what it does not know', async () => {
    const { code, output } = await faults(['--faults', 'fire']);
    expect(code).toBe(1);
    expect(output).toContain('there is no fire');
  });
});
