import path from 'node:path';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { canonicalFeature, fromGeoJson, type PictureSnapshot } from '@hinomi/contracts';
import { HubProcess, eventually, temporaryFolder } from '@hinomi/testing';
import { TELEGRAM, command } from './command.js';

/** Full length in the soak; a hub's start takes seconds, so few rounds go a long way here. */
const KILLS = Math.max(2, Math.ceil(Number(process.env['HINOMI_ROUNDS'] ?? 20) / 7));
jest.setTimeout(60_000 + KILLS * 30_000);

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

/** What the picture says. */
function content(picture: PictureSnapshot): string[] {
  return picture.features.map((feature) => canonicalFeature(fromGeoJson(feature))).sort();
}

describe('a hub killed again and again', () => {
  it(`shows after ${KILLS} kills what an undisturbed hub shows`, async () => {
    const calm = await HubProcess.start({ dataDir: path.join(folder.path, 'calm') });
    for (const telegram of TELEGRAMS) expect((await calm.post('jma-xml', telegram)).status).toBe(202);
    const wanted = await eventually(
      () => calm.picture(),
      (picture) => picture.features.some((feature) => feature.properties.layer === 'weather-warning'),
    );
    await calm.end('SIGINT');

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

    const last = await HubProcess.start({ dataDir });
    for (const telegram of TELEGRAMS) expect((await last.post('jma-xml', telegram)).status).toBe(202);
    const picture = await eventually(
      () => last.picture(),
      (shown) => content(shown).join() === content(wanted).join(),
      100,
    );
    expect(content(picture)).toEqual(content(wanted));
    await last.end('SIGINT');
  });
});
