import { mkdirSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import type { DrillEntry } from '@hinomi/contracts';
import { HubEnded, HubProcess, eventually, temporaryFolder } from '@hinomi/testing';
import { REPLAY, TELEGRAM, TOKEN, command, failingCommand } from './command.js';

jest.setTimeout(180_000);

const folder = temporaryFolder('lifecycle');
const hubs: HubProcess[] = [];

async function start(dataDir: string, env: Record<string, string> = {}): Promise<HubProcess> {
  const hub = await HubProcess.start({ dataDir, env });
  hubs.push(hub);
  return hub;
}

/** A source that nothing answers. */
function unreachableSources(): string {
  const sources = path.join(folder.path, 'sources');
  mkdirSync(sources, { recursive: true });
  writeFileSync(
    path.join(sources, 'nowhere.yaml'),
    [
      'id: nowhere',
      'title: A feed that cannot be reached',
      'kind: single',
      'format: usgs-geojson',
      'url: http://127.0.0.1:9/feed.geojson',
      'intervalSeconds: 60',
      'agency: nobody',
      'attribution: nobody',
      'licence: none',
      'enabled: true',
      '',
    ].join('\n'),
  );
  return sources;
}

async function runningDrills(hub: HubProcess): Promise<DrillEntry[]> {
  const drills = (await (await hub.fetch('api/v1/drills', 'demo-public')).json()) as DrillEntry[];
  return drills.filter((drill) => drill.running !== null);
}

afterAll(async () => {
  await Promise.all(hubs.map((hub) => hub.end('SIGKILL')));
  folder.remove();
});

describe('a hub from start to end', () => {
  const dataDir = path.join(folder.path, 'one');
  /** The one that runs on this data, over all its starts. */
  let hub: HubProcess;

  it('stops cleanly on Ctrl-C, and starts again with the same picture', async () => {
    hub = await start(dataDir);
    await hub.post('jma-xml', command(TELEGRAM, ['earthquake']));
    const before = await eventually(
      () => hub.picture(),
      (picture) => picture.features.length > 0,
    );
    expect(await hub.end('SIGINT')).toBe(0);
    hub = await start(dataDir);
    expect((await hub.picture()).features).toEqual(before.features);
  });

  it('refuses a second hub on the same data with the remedy', async () => {
    const ended = await HubProcess.start({ dataDir }).catch((error: unknown) => error as HubEnded);
    expect(ended).toBeInstanceOf(HubEnded);
    expect((ended as HubEnded).code).toBe(1);
    expect((ended as HubEnded).output).toMatch(/HINOMI_DATA_DIR/);
    expect((ended as HubEnded).output).not.toMatch(/\n\s+at /);
  });

  it('plays an old telegram as a drill, shifted to now, by a command of the README', async () => {
    const file = path.join(folder.path, 'old.xml');
    const before = await hub.picture();
    writeFileSync(file, command(TELEGRAM, ['rain']).replaceAll(/20\d\d(?=-\d\d-\d\dT)/g, '2020'));
    const env = { HINOMI_PORT: String(hub.port) };
    expect(command(REPLAY, [file], env)).toMatch(/1 of 1 telegrams play as the drill/);
    const drill = await eventually(
      () => hub.picture(true),
      (picture) => picture.features.some((feature) => feature.properties.layer === 'weather-warning'),
    );
    const warning = drill.features.find((feature) => feature.properties.layer === 'weather-warning');
    expect(warning?.properties.exercise).toMatch(/^replay-/);
    expect(Date.now() - Date.parse(warning?.properties.issuedAt ?? '')).toBeLessThan(24 * 3_600_000);
    expect((await hub.picture()).features).toEqual(before.features);
    expect(failingCommand(REPLAY, [path.join(folder.path, 'nowhere.xml')], env).status).toBe(1);
  });

  it('loses nothing it acknowledged when it is killed right after the answer', async () => {
    const { status, body } = await hub.post('jma-xml', command(TELEGRAM, ['tsunami']));
    await hub.end('SIGKILL');
    expect(status).toBe(202);
    hub = await start(dataDir);
    const hazard = body.accepted[0]?.hazardId;
    await eventually(
      () => hub.picture(),
      (picture) => picture.features.some((feature) => feature.id === hazard),
    );
    const again = await hub.post('jma-xml', command(TELEGRAM, ['earthquake']));
    expect(again.status).toBe(202);
  });

  it('has a command that prints a token which opens the door, and says what to do without a hub', async () => {
    const env = { HINOMI_PORT: String(hub.port) };
    const token = command(TOKEN, ['demo-operator'], env).trim();
    const reply = await fetch(`${hub.url}api/v1/feeds/jma-xml`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: 'not a telegram',
    });
    expect(reply.status).toBe(422);
    expect(await reply.json()).toMatchObject({ code: 'report.unreadable', place: { line: 1 } });
    await hub.end('SIGINT');
    const refused = failingCommand(TOKEN, ['demo-operator'], env);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(/npm start/);
  });

  it('refuses a busy port with the remedy', async () => {
    const server = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as net.AddressInfo;
    const ended = await HubProcess.start({
      dataDir: path.join(folder.path, 'busy'),
      env: { HINOMI_PORT: String(port) },
    }).catch((error: unknown) => error as HubEnded);
    server.close();
    expect((ended as HubEnded).output).toMatch(new RegExp(`Port ${port} is used by another program: .*HINOMI_PORT=`));
    expect((ended as HubEnded).output).not.toMatch(/\n\s+at /);
  });

  it('lists every wrong setting at once', async () => {
    const env = { HINOMI_HOME_AREA: 'Noto', HINOMI_DRILL: 'perhaps' };
    const ended = await HubProcess.start({ dataDir: folder.path, env }).catch((error: unknown) => error as HubEnded);
    expect((ended as HubEnded).output).toMatch(/HINOMI_HOME_AREA[^]*HINOMI_DRILL/);
    expect((ended as HubEnded).output).not.toMatch(/\n\s+at /);
  });
});

describe('the automatic drill', () => {
  it('starts by itself on a hub that never held a real event and reaches no feed, and never on a used one', async () => {
    const dataDir = path.join(folder.path, 'fresh');
    const env = { HINOMI_DRILL: 'auto', HINOMI_POLLING: 'on', HINOMI_SOURCES_DIR: unreachableSources() };
    const fresh = await start(dataDir, env);
    await eventually(
      () => runningDrills(fresh),
      (drills) => drills.length === 1,
    );
    await eventually(
      () => fresh.picture(true),
      (picture) => picture.features.some((feature) => feature.properties.kind === 'hazard'),
    );
    const real = await fresh.picture(false);
    expect(real.features).toEqual([]);
    await fresh.post('jma-xml', command(TELEGRAM, ['earthquake']));
    await fresh.end('SIGINT');

    const used = await start(dataDir, env);
    const feeds = async (): Promise<{ source: string; lastErrorAt: string | null }[]> =>
      (await (await used.fetch('api/v1/feeds', 'demo-public')).json()) as never;
    await eventually(feeds, (list) => list.some((feed) => feed.source === 'nowhere' && feed.lastErrorAt !== null));
    await used.end('SIGINT');
    const third = await start(dataDir, { ...env, HINOMI_POLLING: 'off' });
    expect(await runningDrills(third)).toEqual([]);
  });
});
