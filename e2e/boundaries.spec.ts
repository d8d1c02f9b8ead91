import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { GeoJsonFeature, HubStatus } from '@hinomi/contracts';
import { eventually, HubProcess, temporaryFolder } from '@hinomi/testing';
import { NEEDS_CHROMIUM, chromiumPath, launchBrowser } from './browser.js';
import { TELEGRAM, command } from './command.js';

jest.setTimeout(600_000);

const withChromium = chromiumPath === null ? it.skip : it;
const suffix = chromiumPath === null ? ` (${NEEDS_CHROMIUM})` : '';

const WAJIMA = '17204';
const square = [
  [136.8, 37.3],
  [137, 37.3],
  [137, 37.5],
  [136.8, 37.5],
  [136.8, 37.3],
];
/** Municipalities as squares, as N03 would write them. */
const n03 = (codes: readonly string[], ring = square): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: codes.map((code) => ({
      type: 'Feature',
      properties: { N03_001: '石川県', N03_007: code },
      geometry: { type: 'Polygon', coordinates: [ring] },
    })),
  });

describe('boundaries imported beside a running hub', () => {
  const folder = temporaryFolder('boundaries');
  const shared = path.join(folder.path, 'shared');
  const hubs: HubProcess[] = [];
  const start = async (name: string): Promise<HubProcess> => {
    const dataDir = path.join(folder.path, name);
    mkdirSync(dataDir, { recursive: true });
    const hub = await HubProcess.start({ dataDir, env: { HINOMI_BOUNDARIES_DIR: shared } });
    hubs.push(hub);
    return hub;
  };
  const boundaries = async (...args: string[]): Promise<string> => {
    const env = { ...process.env, NODE_OPTIONS: '', HINOMI_BOUNDARIES_DIR: shared };
    const run = ['services/hub/dist/boundaries/import-boundaries.js', ...args];
    return (await promisify(execFile)(process.execPath, run, { env })).stdout;
  };
  const file = (name: string, text: string): string => {
    const whole = path.join(folder.path, name);
    writeFileSync(whole, text);
    return whole;
  };
  const areasOf = async (hub: HubProcess): Promise<[string, NonNullable<GeoJsonFeature['properties']['area']>][]> =>
    (await hub.picture()).features
      .flatMap(({ properties: { id, area } }): [string, NonNullable<typeof area>][] => (area ? [[id, area]] : []))
      .filter(([, { codes }]) => codes.includes(`${WAJIMA}00`));
  const status = async (hub: HubProcess): Promise<HubStatus> =>
    (await (await fetch(`${hub.url}api/v1/status`)).json()) as HubStatus;
  const versionOf = async (hub: HubProcess, id: string): Promise<number> => {
    const reply = await hub.fetch(`api/v1/features/${encodeURIComponent(id)}`, 'demo-public');
    return ((await reply.json()) as GeoJsonFeature).properties.version;
  };

  beforeAll(async () => {
    mkdirSync(shared);
    await start('one');
    for (const hub of hubs) await hub.post('jma-xml', command(TELEGRAM, ['earthquake']));
  });
  afterAll(async () => {
    for (const hub of hubs) await hub.end('SIGTERM');
    folder.remove();
  });

  it('take effect without a restart: the hazard that stands is placed anew, and its old place can still be fetched', async () => {
    const [hub] = hubs as [HubProcess];
    const before = await eventually(
      () => areasOf(hub),
      (areas) => areas.length > 0,
    );
    const [id, old] = before[0] as (typeof before)[number];
    expect([old.edition, old.approximate]).toEqual(['jma-city@approx-1', true]);
    const { basemap } = await status(hub);
    const version = await versionOf(hub, id);

    const cities = [...new Set(before.flatMap(([, { codes }]) => codes.map((code) => code.slice(0, 5))))];
    await boundaries('import', file('n03.geojson', n03(cities)));

    const after = await eventually(
      () => areasOf(hub),
      (areas) => areas.length === before.length && areas.every(([, { approximate }]) => !approximate),
    );
    const [, now] = after.find(([one]) => one === id) as (typeof after)[number];
    expect(now.codes).toEqual(old.codes);
    expect(await versionOf(hub, id)).toBeGreaterThan(version);
    const shape = await hub.fetch(`api/v1/areas/${now.edition}/${WAJIMA}00`, 'demo-public');
    expect(await shape.json()).toMatchObject({
      geometry: { type: 'Polygon', coordinates: [square] },
      properties: { approximate: false },
    });
    const olden = await hub.fetch(`api/v1/areas/${old.edition}/${WAJIMA}00`, 'demo-public');
    expect(await olden.json()).toMatchObject({ properties: { approximate: true } });
    const told = await eventually(
      () => status(hub),
      (answer) => answer.basemap !== basemap,
    );
    expect(told.boundaries.find(({ set }) => set === 'jma-city')).toMatchObject({ edition: now.edition });
    expect((await hub.fetch(told.basemap.slice(1), 'demo-public')).status).toBe(200);
  });

  it('are refused when they are of another country, damaged or empty, and change nothing', async () => {
    const [hub] = hubs as [HubProcess];
    const before = await boundaries('list');
    const elsewhere = square.map(([lng = 0, lat = 0]) => [lng - 100, lat]);
    for (const [name, text, why] of [
      ['elsewhere.geojson', n03([WAJIMA], elsewhere), /elsewhere\.geojson.*not where they should be/],
      ['cut.geojson', n03([WAJIMA]).slice(0, -20), /cut\.geojson is not JSON/],
      ['empty.geojson', n03([]), /empty\.geojson has no known area code/],
    ] as const)
      await expect(boundaries('import', file(name, text))).rejects.toMatchObject({
        stderr: expect.stringMatching(why),
      });
    expect(await boundaries('list')).toBe(before);
    expect((await areasOf(hub)).every(([, { approximate }]) => !approximate)).toBe(true);
  });

  it('go back, and the hazards with them', async () => {
    const [hub] = hubs as [HubProcess];
    expect(await boundaries('undo')).toContain('import n03.geojson');
    const areas = await eventually(
      () => areasOf(hub),
      (found) => found.length > 0 && found.every(([, { edition }]) => edition === 'jma-city@approx-1'),
    );
    expect(areas.every(([, { approximate }]) => approximate)).toBe(true);
  });

  withChromium(`reach an open page, which draws them without being loaded again${suffix}`, async () => {
    const [hub] = hubs as [HubProcess];
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage({ locale: 'ja-JP', viewport: { width: 1366, height: 768 } });
      const drawn = page.locator('[data-testid="map"][data-drawn-count]:not([data-drawn-count="0"])');
      const asked: string[] = [];
      page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      await page.goto(hub.url);
      await drawn.waitFor({ timeout: 60_000 });
      const credit = page.locator('.map-attribution');
      const before = await status(hub);
      expect(asked).toContain(before.basemap);
      const loads = asked.filter((one) => one === '/').length;

      await boundaries('import', path.join(folder.path, 'n03.geojson'));
      const after = await eventually(
        () => status(hub),
        (answer) => answer.basemap !== before.basemap,
      );
      await eventually(
        () => Promise.resolve(asked),
        (paths) => paths.includes(after.basemap),
      );
      const { attribution } = after.boundaries.find(({ set }) => set === 'jma-city')!;
      await credit.getByText(attribution).waitFor({ timeout: 30_000 });
      expect(asked.filter((one) => one === '/')).toHaveLength(loads);
      await drawn.waitFor();
      mkdirSync('e2e/artifacts', { recursive: true });
      await page.screenshot({ path: 'e2e/artifacts/boundaries-changed.png' });
    } finally {
      await browser.close();
    }
    await boundaries('undo');
  });

  it('are followed by a second hub on the same folder, and stand after a restart', async () => {
    const second = await start('two');
    const [first] = hubs as [HubProcess];
    await second.post('jma-xml', command(TELEGRAM, ['earthquake']));
    await boundaries('import', path.join(folder.path, 'n03.geojson'));
    for (const hub of [first, second])
      await eventually(
        () => areasOf(hub),
        (areas) => areas.length > 0 && areas.every(([, { edition }]) => edition !== 'jma-city@approx-1'),
      );
    const edition = (await areasOf(first))[0]?.[1].edition;
    expect((await areasOf(second))[0]?.[1].edition).toBe(edition);
    await second.end('SIGKILL');
    const again = await HubProcess.start({
      dataDir: path.join(folder.path, 'two'),
      env: { HINOMI_BOUNDARIES_DIR: shared },
    });
    hubs[1] = again;
    expect(
      (
        await eventually(
          () => areasOf(again),
          (areas) => areas.length > 0,
        )
      )[0]?.[1].edition,
    ).toBe(edition);
  });
});
