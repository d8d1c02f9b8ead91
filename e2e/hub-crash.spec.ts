import path from 'node:path';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { HubProcess, temporaryFolder } from '@hinomi/testing';
import { TELEGRAM, command } from './command.js';
import { contentOf } from './picture-watcher.js';

/** Full length in the soak; a hub's start takes seconds, so few rounds go a long way here. */
const KILLS = Math.max(2, Math.ceil(Number(process.env['HINOMI_ROUNDS'] ?? 10) / 7));
jest.setTimeout(180_000 + KILLS * 60_000);

const folder = temporaryFolder('crash');
afterAll(() => folder.remove());

/** Made once, so that the killed hub and the undisturbed one get the same bytes. */
const TELEGRAMS = [
  ['earthquake'],
  ['tsunami'],
  ['rain'],
  ['landslide'],
  ['tsunami', '--cancel'],
  ['rain', '--cancel'],
].map((args) => command(TELEGRAM, args));

/** Posts every telegram and stops; a hub that starts again shows all that was on the log before it answers. */
async function settle(dataDir: string): Promise<string[]> {
  const posting = await HubProcess.start({ dataDir });
  for (const telegram of TELEGRAMS) expect((await posting.post('jma-xml', telegram)).status).toBe(202);
  await posting.end('SIGINT');
  const settled = await HubProcess.start({ dataDir });
  const picture = await settled.picture();
  await settled.end('SIGINT');
  return contentOf(picture.features);
}

describe('a hub killed again and again', () => {
  it(`shows after ${KILLS} kills what an undisturbed hub shows`, async () => {
    const wanted = await settle(path.join(folder.path, 'calm'));
    expect(wanted.length).toBeGreaterThan(0);

    const dataDir = path.join(folder.path, 'killed');
    for (let round = 0; round < KILLS; round += 1) {
      const hub = await HubProcess.start({ dataDir });
      const posting = TELEGRAMS.reduce(
        (before, telegram) => before.then(() => hub.post('jma-xml', telegram)).then(() => undefined),
        Promise.resolve(),
      ).catch(() => 'cut');
      await new Promise((resolve) => setTimeout(resolve, (round * 37) % 200));
      await hub.end('SIGKILL');
      await posting;
    }

    expect(await settle(dataDir)).toEqual(wanted);
  });
});
