import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FeatureV1, RunId } from '@hinomi/contracts';
import { checkSip4dZip, parseSip4dZip } from '@hinomi/formats';
import { withZip } from '@hinomi/service-kit';
import { TestDelivery, TestWorld, until } from '../test-delivery.suite.js';
import { GEOMETRIES, oneOfEach, thing } from './sample-features.suite.js';
import type { ListedPackage, PackageList } from './sip4d-packages.js';

const world = new TestWorld();
const delivery = new TestDelivery(world);
/** Another process on the same log and store. */
const other = new TestDelivery(world);
beforeAll(async () => {
  await world.open();
  await world.write(...oneOfEach());
  await delivery.start();
  await other.start();
});
afterAll(async () => {
  await delivery.stop();
  await other.stop();
  await world.close();
});

const LIST = '/api/v1/sip4d-zip';
const RUN = 'noto-1' as RunId;

async function listed(path = LIST, as = 'demo-public'): Promise<PackageList> {
  const reply = await delivery.ask('GET', path, { as });
  expect([reply.status, reply.text]).toEqual([200, expect.anything()]);
  return reply.json<PackageList>();
}

async function fetched(path: string, { as = 'demo-public', at = delivery }: { as?: string; at?: TestDelivery } = {}) {
  const token = as.startsWith('demo-') ? await at.tokenOf(as as 'demo-public') : as;
  const reply = await fetch(`${at.base}${path}`, { headers: { authorization: `Bearer ${token}` } });
  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/zip']);
  const bytes = new Uint8Array(await reply.arrayBuffer());
  const files = await withZip({ name: 'It', bytes }, async (entries) => {
    const all = new Map<string, Uint8Array>();
    for (const entry of entries) all.set(entry.name, await entry.read());
    return all;
  });
  const meta = JSON.parse(Buffer.from(files.get('sip4d_zip_meta.json')!).toString()) as Record<string, unknown>;
  const name = /filename="(.+)"$/.exec(reply.headers.get('content-disposition')!)![1]!;
  return { bytes, files, meta, name, tag: reply.headers.get('etag')!, pack: parseSip4dZip(files) };
}

const SHELTERS = `${LIST}/shelter?theme=shelter&geometry=point`;
const reportOf = ({ meta }: { meta: Record<string, unknown> }): unknown =>
  (meta['disaster'] as { report: unknown }).report;

/** Asks until the package has a row. */
async function withRow(id: string, path = SHELTERS, as = 'demo-public') {
  let pack = await fetched(path, { as });
  await until(async () => {
    pack = await fetched(path, { as });
    return rowsOf(pack).includes(id);
  });
  return pack;
}

function rowsOf({ files }: { files: ReadonlyMap<string, Uint8Array> }): unknown[] {
  const [, bytes] = [...files].find(([name]) => name.endsWith('.geojson'))!;
  const { features } = JSON.parse(Buffer.from(bytes).toString()) as { features: { properties: { id: string } }[] };
  return features.map(({ properties }) => properties.id);
}

async function checkAll({ packages }: PackageList, testflg: string): Promise<void> {
  for (const each of packages) {
    const { pathname, search } = new URL(each.href);
    const { files, pack, meta, name } = await fetched(`${pathname}${search}`);
    expect([each.href, checkSip4dZip(files)]).toEqual([each.href, []]);
    expect([pack.findings, pack.ttid, pack.code, pack.status]).toEqual([[], each.ttid, each.code, testflg]);
    expect(pack.tables.map(({ rows }) => rows.length)).toEqual([each.rows]);
    expect(name).toMatch(new RegExp(`^${each.name}_\\d{14}_1\\.zip$`));
    expect(meta).toMatchObject({ testflg, openflg: '一般公開可能', license_id: 'other-closed' });
    expect(meta['author']).toEqual({ name: '見本県', 'e-mail': 'bosai@pref.example' });
  }
}

describe('packages of SIP4D-ZIP', () => {
  it('are listed, and each is one that the checker passes and this hub reads', async () => {
    const list = await listed();
    expect(list.exercise).toBe(null);
    const layers = new Set(list.packages.map(({ layer }) => layer));
    expect(oneOfEach().filter(({ layer }) => !layers.has(layer))).toEqual([]);
    const rows = list.packages.reduce((sum, each) => sum + each.rows, list.unplaced);
    expect(rows).toBe(oneOfEach().length);
    await checkAll(list, '通常');
  }, 120_000);

  it('are things by their models, one for each geometry, and coded areas with their shapes', async () => {
    const { packages } = await listed();
    const of = (layer: string): Pick<ListedPackage, 'theme' | 'geometry' | 'code'>[] =>
      packages.filter((each) => each.layer === layer).map(({ theme, geometry, code }) => ({ theme, geometry, code }));
    expect(of('road')).toEqual([
      { theme: 'road', geometry: 'point', code: '01-005-01' },
      { theme: 'road', geometry: 'line', code: '01-005-02' },
      { theme: 'road', geometry: 'polygon', code: '99-999-99' },
    ]);
    const areas = await fetched(`${LIST}/volcano?geometry=polygon`);
    expect(rowsOf(areas)).toEqual(['volcano:2']);
    // Without a theme it is all of the layer.
    const both = await fetched(`${LIST}/shelter?geometry=point`);
    expect([both.pack.code, rowsOf(both).sort()]).toEqual(['99-999-99', ['evacuation-site:point', 'shelter:point']]);
  });

  it('say there is nothing where nothing is', async () => {
    const none = await fetched(`${LIST}/ash?geometry=line`);
    expect([rowsOf(none), checkSip4dZip(none.files)]).toEqual([[], []]);
  });

  it('have a number that grows with the content alone, in all processes', async () => {
    const first = await fetched(SHELTERS);
    const again = await fetched(SHELTERS, { at: other });
    expect([again.name, again.tag]).toEqual([first.name, first.tag]);
    expect(Buffer.compare(first.bytes, again.bytes)).toBe(0);
    expect(reportOf(first)).toBe(1);
    // Another layer is no content of this one.
    await world.write(thing('road', 'road:2', { geometry: GEOMETRIES.line, label: OPEN }));
    await withRow('road:2', `${LIST}/road?theme=road&geometry=line`);
    expect((await fetched(SHELTERS)).name).toBe(first.name);
    // Times of packages have whole seconds.
    delivery.lateMs = 2_000;
    await world.write(thing('shelter', 'shelter:new', { geometry: GEOMETRIES.point, label: OPEN }));
    const next = await withRow('shelter:new');
    expect(reportOf(next)).toBe(2);
    // It is told to the second.
    expect(next.meta['updated']! >= first.meta['updated']!).toBe(true);
    await world.remove('shelter:new');
    await until(async () => reportOf(await fetched(SHELTERS)) === 3);
  });

  it('are written aside where they are large', async () => {
    const many = Array.from({ length: 400 }, (_, index) =>
      thing('power-outage', `power-outage:${index}`, { geometry: GEOMETRIES.point, label: OPEN }),
    );
    await world.write(...many);
    const path = `${LIST}/lifeline?theme=power-outage&geometry=point`;
    const large = await withRow('power-outage:399', path);
    expect([rowsOf(large).length, checkSip4dZip(large.files)]).toEqual([401, []]);
    // In which order they came is no content.
    expect(rowsOf(large)).toEqual(rowsOf(large).toSorted());
    const both = await Promise.all([fetched(path), fetched(path, { at: other })]);
    expect(both.map(({ name }) => name)).toEqual([large.name, large.name]);
  });

  it('are not sent again to whoever has them', async () => {
    const { tag } = await fetched(SHELTERS);
    const known = await delivery.ask('GET', SHELTERS, { as: 'demo-public', headers: { 'if-none-match': tag } });
    expect([known.status, known.text]).toEqual([304, '']);
    expect((await delivery.ask('GET', SHELTERS, { as: 'demo-agency', headers: { 'if-none-match': tag } })).status).toBe(
      200,
    );
  });

  it('hold what the asker may see, and say whether it is for everybody', async () => {
    const hidden = thing('hospital', 'hospital:hidden', { geometry: GEOMETRIES.point, label: responders('17204') });
    await world.write(hidden);
    const path = `${LIST}/facility?theme=hospital&geometry=point`;
    const wajima = await (await delivery.machine({ jurisdiction: '17204' })).token();
    const elsewhere = await (await delivery.machine({ jurisdiction: '43100' })).token();
    const seen = await withRow('hospital:hidden', path, wajima);
    expect(seen.meta['openflg']).toBe('災害対応機関のみ公開可能');
    expect(seen.pack.isPublic).toBe(false);
    for (const as of ['demo-public', elsewhere]) {
      const open = await fetched(path, { as });
      expect([rowsOf(open), open.meta['openflg']]).toEqual([['hospital:point'], '一般公開可能']);
    }
    expect((await delivery.ask('GET', path, { as: null })).status).toBe(401);
    expect((await delivery.ask('GET', LIST, { as: null })).status).toBe(401);
  });

  it('are of a drill only when asked for, and say so', async () => {
    const before = await delivery.ask('GET', `${LIST}/road?exercise=true`, { as: 'demo-public' });
    expect([before.status, before.text]).toEqual([409, expect.stringContaining('drill.not-running')]);
    expect(await listed(`${LIST}?exercise=true`)).toEqual({ exercise: null, packages: [], unplaced: 0 });
    await world.write(...oneOfEach(RUN));
    let list = await listed(`${LIST}?exercise=true`);
    await until(async () => {
      list = await listed(`${LIST}?exercise=true`);
      return list.packages.reduce((sum, { rows }) => sum + rows, list.unplaced) === oneOfEach().length;
    });
    expect(list.exercise).toBe(RUN);
    await checkAll(list, '訓練');
    expect(list.packages.every(({ name }) => name.startsWith('kunren_'))).toBe(true);
    const real = await listed();
    const drills = new Set(list.packages.map(({ ttid }) => ttid));
    expect(real.packages.filter(({ ttid }) => drills.has(ttid))).toEqual([]);
    expect(rowsOf(await fetched(SHELTERS)).filter((id) => String(id).startsWith('drill:'))).toEqual([]);
  }, 120_000);

  it.each([
    ['layer', '/shelters'],
    ['theme', '/shelter?theme=house'],
    ['theme', '/road?theme=shelter'],
    ['geometry', '/road?geometry=area'],
    ['geometry', '/road?geometry=line&geometry=point'],
    ['exercise', '/road?exercise=1'],
    ['exercise', '?exercise=1'],
    ['bbox', '/road?bbox=1,2,3,4'],
    ['theme', '?theme=shelter'],
  ])('names the parameter that is wrong: %s', async (name, rest) => {
    const reply = await delivery.ask('GET', `${LIST}${rest}`);
    expect([reply.status, reply.text]).toEqual([400, expect.stringContaining(`The parameter ${name} `)]);
  });
});

const OPEN: FeatureV1['label'] = { classification: 'public', jurisdiction: null };
function responders(jurisdiction: string): FeatureV1['label'] {
  return { classification: 'responders', jurisdiction };
}

describe('a package without a publisher of its own', () => {
  it('names an address that is one', async () => {
    const plain = new TestDelivery(world, {
      publisher: { organisation: 'Hinomi', contact: null },
      baseUrl: () => 'http://localhost:8080',
    });
    await plain.start();
    try {
      const { meta, files } = await fetched(SHELTERS, { at: plain });
      expect(meta['author']).toEqual({ name: 'Hinomi', 'e-mail': 'hinomi@localhost.invalid' });
      expect(checkSip4dZip(files)).toEqual([]);
    } finally {
      await plain.stop();
    }
  });
});
