import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SubscriptionChanges } from '@hinomi/contracts';
import { HubProcess, temporaryFolder } from '@hinomi/testing';

const LONG_MS = 180_000;
const run = promisify(execFile);
const folder = temporaryFolder('agency-quickstart');
let hub: HubProcess;
beforeAll(async () => {
  hub = await HubProcess.start({ dataDir: folder.path });
}, LONG_MS);
afterAll(async () => {
  await hub?.end('SIGTERM');
  folder.remove();
}, LONG_MS);

/** The commands of the page, in order, each block ended by a line of its own. */
const BLOCKS = [...readFileSync('docs/agency-quickstart.md', 'utf8').matchAll(/```sh\n(.*?)```/gs)].map(
  ([, text]) => text!,
);
const END = '--- end of block ---';

describe('the quickstart', () => {
  it(
    'works as it stands, from the token to the first event and to a new organisation',
    async () => {
      const script = ['set -euo pipefail', ...BLOCKS.map((text) => `${text}\necho; echo '${END}'`)].join('\n');
      const env = { PATH: process.env['PATH'], HUB: hub.url.replace(/\/$/, '') };
      const { stdout } = await run('bash', ['-c', script], { env, timeout: LONG_MS });
      const printed = stdout.split(END).map((text) => text.trim());
      const [, , id, state, sandbox, changes, stream, account, ended, client] = printed;
      expect(id).toMatch(/^[0-9A-Z]{26}$/);
      expect(JSON.parse(state!)).toMatchObject({ type: 'FeatureCollection', subscription: id, sequence: 0 });
      expect((JSON.parse(sandbox!) as { samples: number }).samples).toBeGreaterThan(10);
      const { changes: heard } = JSON.parse(changes!) as SubscriptionChanges;
      expect(heard[0]).toMatchObject({ sequence: 1, operation: 'upsert', event: { exercise: true } });
      expect(stream).toContain('event: upsert');
      expect(account).toContain('firstSequence');
      expect(ended).toBe('');
      expect(JSON.parse(client!)).toMatchObject({ client: { clientId: 'noto-fire' }, secret: expect.any(String) });
    },
    LONG_MS,
  );
});
