import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { compileForNode } from './compile-for-node.suite.js';
import { VICTIM } from './victim.suite.js';

/** Two starts each; every step there is in the soak. */
const KILLS = Math.max(3, Number(process.env['HINOMI_ROUNDS'] ?? 4));
const folder = mkdtempSync(path.join(tmpdir(), 'hinomi-vault-crash-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Stands {
  steps: number;
  tallies: unknown;
  told: unknown;
  audit: { intact: boolean; entries: number };
  toldAudit: number;
  [what: string]: unknown;
}

function run(script: string, data: string, killAt = 0): { signal: string | null; stands: Stands | null } {
  const { signal, stdout, stderr, status } = spawnSync(process.execPath, [script, data, String(killAt)], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  if (signal === null && status !== 0) throw new Error(`ended with ${status}: ${stderr}`);
  const [, text] = /^stands (.*)$/m.exec(stdout) ?? [];
  return { signal, stands: text === undefined ? null : (JSON.parse(text) as Stands) };
}

/** What depends on nothing but what was sent. */
function essence({ steps: _steps, audit: _audit, toldAudit: _told, ...rest }: Stands): object {
  return rest;
}

describe('the vault killed between two steps of receive, derive, close, hand over, derive anew, send and publish', () => {
  it(
    `counts right, once, and has everything on the log after ${KILLS} kills (HINOMI_ROUNDS)`,
    () => {
      const script = compileForNode(folder, 'victim', VICTIM);
      const calm = run(script, path.join(folder, 'calm')).stands!;
      expect(essence(calm)).toMatchObject({
        tallies: {
          school: { insulin: { count: 3 }, dialysis: { count: 1 } },
          hall: { insulin: { count: 1 }, ostomy: { count: 1 } },
        },
        ...{
          inOrder: true,
          newestLast: true,
          publishedOnce: true,
          waiting: 0,
          records: 6,
          tasks: [{ is_open: false, version: 3, shelter: 'school' }],
          asked: 3,
          persons: [{ status: 'here', count: 4 }],
        },
      });
      expect(calm.told).toEqual(calm.tallies);
      expect([calm.audit.intact, calm.toldAudit]).toEqual([true, calm.audit.entries]);
      for (let round = 0; round < KILLS; round += 1) {
        // Spread over all of it; each round of a longer run looks between those of a shorter one.
        const killAt = 1 + Math.floor(((round + 0.5) / KILLS) * (calm.steps - 1));
        const data = path.join(folder, `killed-${killAt}`);
        expect([killAt, run(script, data, killAt).signal]).toEqual([killAt, 'SIGKILL']);
        const { stands } = run(script, data);
        expect([killAt, essence(stands!)]).toEqual([killAt, essence(calm)]);
        expect([killAt, stands!.audit.intact, stands!.toldAudit]).toEqual([killAt, true, stands!.audit.entries]);
        rmSync(data, { recursive: true, force: true });
      }
    },
    120_000 + KILLS * 60_000,
  );
});
