import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type {
  DemoClient,
  GeoJsonFeature,
  PictureSnapshot,
  ShelterDetail,
  ShelterEntry,
  ShelterReportReceipt,
  ThingProperties,
} from '@hinomi/contracts';
import { eventually, HubProcess, temporaryFolder } from '@hinomi/testing';

jest.setTimeout(900_000);

const KILLS = Math.max(2, Math.ceil(Number(process.env['HINOMI_ROUNDS'] ?? 10) / 10));
const corpus = path.join(process.env['HINOMI_CORPUS'] ?? '../shared/data', 'shelters/nanao-2024-open-status');
const withCorpus = existsSync(corpus) ? it : it.skip;

const folder = temporaryFolder('shelters');
let hub: HubProcess;
beforeAll(async () => {
  hub = await HubProcess.start({ dataDir: folder.path });
});
afterAll(async () => {
  await hub.end('SIGKILL');
  folder.remove();
});

const ulid = (number: number): string => String(number).padStart(26, '0');
const json = { 'content-type': 'application/json' };

async function send<T>(pathname: string, body: unknown, client: DemoClient = 'demo-shelter'): Promise<T> {
  const reply = await hub.fetch(pathname, client, { method: 'POST', headers: json, body: JSON.stringify(body) });
  if (reply.status >= 500) throw new Error(`${reply.status} ${await reply.text()}`);
  return (await reply.json()) as T;
}

const openPlace = (number: number, name: string, exercise: string | null, lngLat = [136.97, 37.04]) =>
  send<ShelterEntry>('api/v1/shelters', {
    ...{ placeId: ulid(number), name, nameKana: null, kind: 'provisional', lngLat, address: null, exercise },
    openedAt: '2024-01-09T00:00:00.000Z',
  });

interface Said {
  number: number;
  device: number;
  shelter: string;
  seen: string;
  values: Record<string, string | number | null>;
  urgentNeed?: string | null;
}
const report = ({ number, device, shelter, seen, values, ...more }: Said) => ({
  ...{ reportId: ulid(number), device: ulid(900_000 + device), counter: number, shelter, by: 'tablet', toldBy: null },
  ...{ observedAt: seen, writtenAt: seen, confirmed: [], ...more },
  attributes: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, observedAt: seen }])),
});
const sendReports = (shelter: string, ...said: readonly Said[]) =>
  send<ShelterReportReceipt>(`api/v1/shelters/${encodeURIComponent(shelter)}/reports`, {
    sentAt: new Date().toISOString(),
    reports: said.map(report),
  });

async function picture(client: DemoClient, exercise: boolean): Promise<GeoJsonFeature[]> {
  const reply = await hub.fetch(`api/v1/picture?layers=shelter,report&exercise=${exercise}`, client);
  return ((await reply.json()) as PictureSnapshot).features;
}
const valueOf = ({ properties }: GeoJsonFeature, name: string): unknown =>
  (properties.detail as ThingProperties).attributes[name]?.value;

describe('a shelter reports', () => {
  it('from an opened place: the numbers for everybody, what is urgent for responders', async () => {
    const { id } = await openPlace(1, '臨時の集会所', null);
    expect(await openPlace(1, '臨時の集会所', null)).toMatchObject({ id, municipality: '17202' });
    const seen = new Date().toISOString();
    const said = {
      number: 10,
      device: 1,
      shelter: id,
      seen,
      values: { evacueeno: 42, c_dialysisno: 2 },
      urgentNeed: '透析の人がいます',
    };
    expect(await sendReports(id, said)).toMatchObject({ accepted: [ulid(10)], refused: [] });
    const mine = (features: GeoJsonFeature[]) => features.filter(({ properties }) => properties.exercise === null);
    const seenBy = async (client: DemoClient) => mine(await picture(client, false));
    const responders = await eventually(
      () => seenBy('demo-medic'),
      (features) => features.some((feature) => valueOf(feature, 'evacueeno') === 42) && features.length === 2,
    );
    expect(responders.map((feature) => valueOf(feature, 'detail'))).toContain('透析の人がいます');
    const everybody = await seenBy('demo-public');
    expect(everybody).toMatchObject([{ id, properties: { sources: [{}, {}] } }]);
    expect(JSON.stringify(everybody)).not.toMatch(/透析|c_dialysisno/);
    const people = async (client: DemoClient) => {
      const reply = await hub.fetch(`api/v1/features/${encodeURIComponent(`${id}/people`)}`, client);
      return [reply.status, JSON.stringify(await reply.json()).includes('c_dialysisno')];
    };
    expect(await Promise.all([people('demo-public'), people('demo-medic')])).toEqual([
      [404, false],
      [200, true],
    ]);
    const form = await hub.fetch(`api/v1/shelters/${encodeURIComponent(id)}`, 'demo-shelter');
    expect(((await form.json()) as ShelterDetail).attributes).toMatchObject({ c_dialysisno: { value: 2 } });
    const history = await hub.fetch(`api/v1/features/${encodeURIComponent(id)}/history`, 'demo-public');
    const told = await history.text();
    expect((JSON.parse(told) as { versions: unknown[] }).versions).toHaveLength(2);
    expect(told).not.toContain('c_dialysisno');
    expect(hub.output).not.toContain('透析');
    const found = await hub.fetch(`api/v1/shelters?q=${encodeURIComponent('集會所')}`, 'demo-agency');
    expect(await found.json()).toMatchObject([{ id, evacueeno: 42, reportedAt: seen }]);
  });

  it('of its own jurisdiction only', async () => {
    const made = await send<{ secret: string }>(
      'api/v1/clients',
      { clientId: 'nanao-tablet', name: 'Nanao', role: 'shelter', agency: null, jurisdiction: '17202' },
      'demo-admin',
    );
    const form = { grant_type: 'client_credentials', client_id: 'nanao-tablet', client_secret: made.secret };
    const reply = await fetch(`${hub.url}oauth/token`, { method: 'POST', body: new URLSearchParams(form) });
    const { access_token: token } = (await reply.json()) as { access_token: string };
    const ask = async (pathname: string, body: unknown): Promise<[number, unknown]> => {
      const headers = { ...json, authorization: `Bearer ${token}` };
      const answer = await fetch(`${hub.url}${pathname}`, { method: 'POST', headers, body: JSON.stringify(body) });
      return [answer.status, ((await answer.json()) as { code?: string }).code];
    };
    const elsewhere = await openPlace(20, '東京の集会所', null, [139.7, 35.69]);
    expect(elsewhere.municipality?.slice(0, 2)).toBe('13');
    const near = await openPlace(21, '七尾の集会所', null, [136.96, 37.05]);
    const seen = new Date().toISOString();
    const of = (shelter: string, number: number) => ({
      sentAt: seen,
      reports: [report({ number, device: 3, shelter, seen, values: { evacueeno: 1 } })],
    });
    const reports = (id: string) => `api/v1/shelters/${encodeURIComponent(id)}/reports`;
    const found = async () => hub.fetch(`api/v1/shelters/${encodeURIComponent(near.id)}`, 'demo-shelter');
    await eventually(found, ({ status }) => status === 200);
    expect(await ask(reports(near.id), of(near.id, 30))).toEqual([202, undefined]);
    expect(await ask(reports(elsewhere.id), of(elsewhere.id, 31))).toEqual([403, 'access.denied']);
    expect(await ask(reports('nobody/knows'), of('nobody/knows', 32))).toEqual([404, 'feature.not-found']);
    const place = { placeId: ulid(22), name: 'x', nameKana: null, kind: 'in-cars', address: null, exercise: null };
    const opening = { ...place, openedAt: seen, lngLat: [139.7, 35.69] };
    expect(await ask('api/v1/shelters', opening)).toEqual([403, 'access.denied']);
  });

  it('under the id it had before it was merged, and after the merge is undone', async () => {
    const [hall, annex] = await Promise.all([
      openPlace(40, '公民館', null, [136.95, 37.06]),
      openPlace(41, '公民館別館', null, [136.99, 37.09]),
    ]);
    const counts = async (): Promise<unknown[]> => {
      const features = await picture('demo-public', false);
      const of = (id: string): unknown => {
        const feature = features.find((each) => each.id === id);
        return feature === undefined ? 'gone' : valueOf(feature, 'evacueeno');
      };
      return [of(hall.id), of(annex.id)];
    };
    const showing = (wanted: unknown[]) =>
      eventually(counts, (shown) => JSON.stringify(shown) === JSON.stringify(wanted));
    const at = (second: number): string => new Date(Date.now() - 60_000 + second * 1_000).toISOString();
    await showing([undefined, undefined]);
    await sendReports(annex.id, { number: 50, device: 5, shelter: annex.id, seen: at(0), values: { evacueeno: 7 } });
    await showing([undefined, 7]);
    const decision = { is: 'same', things: [hall.id, annex.id] };
    const { decisionId } = await send<{ decisionId: string }>(
      'api/v1/decisions',
      { decision, note: '' },
      'demo-operator',
    );
    await showing([7, 'gone']);
    const byAlias = { number: 51, device: 5, shelter: annex.id, seen: at(1), values: { evacueeno: 8 } };
    expect(await sendReports(annex.id, byAlias)).toMatchObject({ accepted: [ulid(51)] });
    await showing([8, 'gone']);
    // A tablet that found the merged one tells of it under its id; one with the older id sends to either address.
    expect(await sendReports(hall.id, { ...byAlias, number: 52, seen: at(2), values: { evacueeno: 9 } })).toMatchObject(
      {
        accepted: [ulid(52)],
      },
    );
    await showing([9, 'gone']);
    await hub.fetch(`api/v1/decisions/${decisionId}`, 'demo-operator', { method: 'DELETE' });
    await showing([undefined, 9]);
  });

  it(`and loses nothing and doubles nothing when the hub is killed (${KILLS} kills)`, async () => {
    const places = await Promise.all(
      [2, 3, 4].map((number) => openPlace(number, `分館${number}`, null, [136.9, 37 + number / 100])),
    );
    const minute = (number: number) => new Date(Date.now() - 7_200_000 + number * 1_000).toISOString();
    const said = Array.from({ length: 60 * KILLS }, (_, number): Said => ({
      ...{ number: 1_000 + number, device: number % 2, shelter: places[number % 3]?.id ?? '', seen: minute(number) },
      values: { evacueeno: number },
    }));
    const acknowledged = new Set<string>();
    for (let round = 0; round < KILLS; round += 1) {
      const turn = said.slice(round * 60, (round + 1) * 60);
      const sending = turn.map((each) =>
        sendReports(each.shelter, each).then(
          ({ accepted }) => accepted.forEach((id) => acknowledged.add(id)),
          () => 'cut',
        ),
      );
      await Promise.race(sending);
      await hub.end('SIGKILL');
      await Promise.all(sending);
      hub = await HubProcess.start({ dataDir: folder.path });
    }
    const again = await Promise.all(said.toReversed().map((each) => sendReports(each.shelter, each)));
    const taken = again.flatMap(({ accepted }) => accepted);
    expect(taken.filter((id) => acknowledged.has(id))).toEqual([]);
    expect(taken.length + again.flatMap(({ duplicates }) => duplicates).length).toBe(said.length);
    const newest = places.map((_, index) =>
      Math.max(...said.filter((_, n) => n % 3 === index).map(({ values }) => Number(values['evacueeno']))),
    );
    await eventually(
      async () => {
        const features = await picture('demo-public', false);
        return places.map(({ id }) =>
          valueOf(features.find((feature) => feature.id === id) as GeoJsonFeature, 'evacueeno'),
        );
      },
      (counts) => JSON.stringify(counts) === JSON.stringify(newest),
    );
  });
});

describe('an exercise', () => {
  it('has the listed places of its areas, without what they really reported, and reports of its own', async () => {
    const list = [
      '団体コード,共通ID,施設・場所名,住所,経度(geometry),緯度(geometry)',
      '172022,E1720299001111,訓練小学校,石川県七尾市1-1,136.96,37.05',
      '162019,E1620199001111,となり県の小学校,富山県富山市1-1,137.21,36.69',
    ].join('\r\n');
    const reply = await hub.fetch('api/v1/feeds/csv?source=gsi-shelters', 'demo-operator', {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: list,
    });
    expect(reply.status).toBe(202);
    const search = async (exercise: string): Promise<ShelterEntry[]> => {
      const query = `q=${encodeURIComponent('小学校')}${exercise}`;
      return (await (await hub.fetch(`api/v1/shelters?${query}`, 'demo-shelter')).json()) as ShelterEntry[];
    };
    const [real] = await eventually(
      async () => (await search('')).filter(({ name }) => name === '訓練小学校'),
      (found) => found.length === 1,
    );
    const seen = new Date().toISOString();
    await sendReports(real?.id ?? '', {
      ...{ number: 70, device: 7, shelter: real?.id ?? '', seen },
      values: { eststts: 'open', evacueeno: 33 },
    });
    const { run } = await send<{ run: string }>(
      'api/v1/drills/rain-landslide-night/start',
      { registry: ['17202'] },
      'demo-operator',
    );
    const own = await eventually(
      () => search('&exercise=true'),
      (found) => found.length > 0,
    );
    expect(own).toMatchObject([{ name: '訓練小学校', municipality: '17202', evacueeno: null, reportedAt: null }]);
    const id = own[0]?.id ?? '';
    expect(id).toContain(`drill:${run}:`);
    await sendReports(id, { number: 71, device: 7, shelter: id, seen, values: { eststts: 'open', evacueeno: 5 } });
    const shown = async (exercise: boolean): Promise<unknown> => {
      const features = await picture('demo-public', exercise);
      return features
        .filter((each) => each.id === (exercise ? id : real?.id))
        .map((each) => valueOf(each, 'evacueeno'));
    };
    await eventually(
      async () => [await shown(false), await shown(true)],
      (counts) => JSON.stringify(counts) === '[[33],[5]]',
    );
    await hub.fetch('api/v1/drills/rain-landslide-night/stop', 'demo-operator', { method: 'POST' });
  });
});

interface Published {
  at: string;
  people: Map<string, number | null>;
}

/** Open shelters and their people as the city published them; a quoted cell may hold commas. */
function readStatus(file: string): Published & { places: Map<string, [number, number]> } {
  const [, date, hours] = /_(\d{4}-\d\d-\d\d)-(\d\d)00\.csv$/.exec(file) ?? [];
  const [header = [], ...rows] = readFileSync(path.join(corpus, file), 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = '']) => cell));
  const column = (name: string): number => header.findIndex((cell) => cell.startsWith(name));
  const people = new Map<string, number | null>();
  const places = new Map<string, [number, number]>();
  for (const row of rows) {
    const name = row[column('名称')] ?? '';
    const count = row[column('人数')] ?? '';
    people.set(name, /^\d+(\.0)?$/.test(count) ? Number(count) : null);
    places.set(name, [Number(row[column('経度')]), Number(row[column('緯度')])]);
  }
  return { at: new Date(`${date}T${hours}:00:00+09:00`).toISOString(), people, places };
}

describe('七尾市 in 2024, as a drill', () => {
  withCorpus(
    `shows at each published moment the people that were published${existsSync(corpus) ? '' : ' (no corpus)'}`,
    async () => {
      const states = readdirSync(corpus)
        .filter((file) => file.startsWith('open_shelter_'))
        .sort()
        .map(readStatus);
      expect(states.length).toBeGreaterThan(20);
      const places = new Map(states.flatMap(({ places }) => [...places]));
      const ids = new Map<string, string>();
      for (const [index, [name, lngLat]] of [...places].entries())
        ids.set(name, (await openPlace(500 + index, name, 'nanao', lngLat)).id);
      let number = 10_000;
      for (const { at, people } of states) {
        await Promise.all(
          [...ids].map(([name, shelter], device) => {
            const count = people.get(name);
            const values =
              count === undefined ? { eststts: 'close', evacueeno: 0 } : { eststts: 'open', evacueeno: count };
            return sendReports(shelter, { number: (number += 1), device, shelter, seen: at, values });
          }),
        );
        const wanted = [...people].sort();
        await eventually(
          async () =>
            (await picture('demo-public', true))
              .filter((feature) => valueOf(feature, 'eststts') === 'open')
              .map((feature) => [(feature.properties.detail as ThingProperties).name, valueOf(feature, 'evacueeno')])
              .sort(),
          (shown) => JSON.stringify(shown) === JSON.stringify(wanted),
        );
      }
    },
  );
});
