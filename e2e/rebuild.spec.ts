import path from 'node:path';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { encodeRemove, encodeUpsert, type fromGeoJson, PictureReader, type FeatureId } from '@hinomi/contracts';
import { openEmbeddedLog } from '@hinomi/event-log';
import { HubProcess, temporaryFolder } from '@hinomi/testing';
import { FOLD, REBUILD, TELEGRAM, command, failingCommand } from './command.js';
import { contentOf } from './picture-watcher.js';

jest.setTimeout(600_000);

const folder = temporaryFolder('rebuild');
afterAll(() => folder.remove());

const TELEGRAMS = [['earthquake'], ['tsunami'], ['rain'], ['landslide']].map((args) => command(TELEGRAM, args));

describe('npm run rebuild and npm run fold -- --check', () => {
  const dataDir = path.join(folder.path, 'hub');
  const env = { HINOMI_DATA_DIR: dataDir };
  const post = async (hub: HubProcess): Promise<void> => {
    for (const telegram of TELEGRAMS) expect((await hub.post('jma-xml', telegram)).status).toBe(202);
  };

  it('check a running hub without stopping it, heal what was killed and tampered with, and refuse while it runs', async () => {
    const hub = await HubProcess.start({ dataDir });
    await hub.fetch('api/v1/drills/noto-2024/start', 'demo-operator', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ speed: 60 }),
    });
    await post(hub);
    const checked = command(FOLD, ['--check'], env);
    expect(checked).toMatch(/^real: equal: \d+ features, digest [0-9a-f]{64}$/m);
    expect(checked).toMatch(/^drill: equal: \d+ features, digest [0-9a-f]{64}$/m);
    const refused = failingCommand(REBUILD, [], env);
    expect(refused).toMatchObject({ status: 1 });
    expect(refused.stderr).toContain('stop it first');
    expect(refused.stderr).toContain('npm run fold -- --check');

    const posting = post(hub).catch(() => 'cut');
    await hub.end('SIGKILL');
    await posting;
    const healed = command(REBUILD, [], env);
    expect(healed).toMatch(/^real: equal: \d+ features/m);
    const { known, made } = await tamper();
    const found = failingCommand(FOLD, ['--check'], env);
    expect(found.status).toBe(1);
    for (const id of [...known, made]) expect(found.stdout).toContain(id);
    expect(found.stdout).toContain('real: 3 of ');

    expect(command(REBUILD, [], env)).toContain('real: 3 features differed and were written again:');
    expect(command(FOLD, ['--check'], env)).toMatch(/^real: equal/m);
    const again = await HubProcess.start({ dataDir });
    const picture = await again.picture();
    expect(picture.features.map(({ id }) => id)).toEqual(expect.arrayContaining(known));
    expect(picture.features.map(({ id }) => id)).not.toContain(made);
    expect(command(FOLD, ['--check'], env)).toContain(`real: equal: ${picture.features.length} features`);
    expect(contentOf(picture.features)).toEqual(contentOf((await again.picture()).features));
    await again.end('SIGINT');
  });

  it('say what is missing where there is no hub', () => {
    const none = failingCommand(FOLD, ['--check'], { HINOMI_DATA_DIR: path.join(folder.path, 'none') });
    expect(none).toMatchObject({ status: 2 });
    expect(none.stderr).toContain('There is no log in');
    expect(failingCommand(FOLD, [], env)).toMatchObject({ status: 2, stderr: expect.stringContaining('Usage:') });
  });

  /** Alters one feature, removes another and makes up a third, as nobody may, under the epoch that counts. */
  async function tamper(): Promise<{ known: string[]; made: string }> {
    const log = await openEmbeddedLog({ dir: path.join(dataDir, 'log') });
    const reader = new PictureReader();
    const features = new Map<FeatureId, ReturnType<typeof fromGeoJson>>();
    for await (const record of log.read('picture', [])) {
      const change = reader.read(record);
      if (change?.change === 'upsert') features.set(change.feature.id, change.feature);
      else if (change?.change === 'remove') features.delete(change.id);
    }
    const [one, two] = [...features.values()];
    if (one === undefined || two === undefined) throw new Error('there are no two features to alter');
    const made = 'made:up' as FeatureId;
    await log.append('picture', [
      encodeUpsert({ ...one, issuedAt: one.valid.from, areaCodes: ['made up'] }, reader.epoch),
      encodeRemove(two.id, reader.epoch),
      encodeUpsert({ ...one, id: made }, reader.epoch),
    ]);
    await log.close();
    return { known: [one.id, two.id], made };
  }
});
