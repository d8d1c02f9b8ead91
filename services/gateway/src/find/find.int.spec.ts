import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PublicShelters, type FeatureV1, type Instant, type SourceId } from '@hinomi/contracts';
import { pictureFeature as feature } from '@hinomi/testing';
import { TestHub, until } from '../test-hub.suite.js';
import { shelter } from '../tiles/sites.suite.js';
import { FIND_LANGUAGES } from './words/words.js';

const NOW = Date.now();
const ago = (minutes: number): Instant => new Date(NOW - minutes * 60_000).toISOString() as Instant;
/** In everything that is not for everybody. */
const MARK = 'ZQXV';

type Values = Record<string, string | number>;

function place(
  id: string,
  lngLat: [number, number],
  values: Values,
  over: Partial<FeatureV1> & { name?: string } = {},
): FeatureV1 {
  const made = shelter(id, lngLat, { areaCodes: ['17', '17202'], ...over });
  if (made.properties.type !== 'thing') throw new Error('no thing');
  const told = (value: string | number) => ({
    value,
    observedAt: ago(20),
    source: 'test' as SourceId,
    agency: `${MARK}-agency`,
  });
  made.properties.attributes = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, told(value)]));
  return made;
}

const AT: [number, number] = [136.97, 37.04];
const OPEN = place(
  'town/school',
  AT,
  {
    eststts: 'open',
    evacueeno: 120,
    capacity: 150,
    pets: 'yes',
    accessibletoilet: 'no',
    address: '石川県七尾市見本町1-2',
    phoneno: '0767-00-0000',
    designated_tsunami: 'no',
    designated_earthquake: 'yes',
    note: `${MARK}-note`,
    remarks: `${MARK}-remarks`,
    spnotes: `${MARK}-spnotes`,
    reason: `${MARK}-reason`,
    area: `${MARK}-area`,
    multiple: `${MARK}-multiple`,
  },
  { name: '見本小学校' },
);
const FAR = place('town/hall', [136.99, 37.06], { eststts: 'notopen', phoneno: `090 ${MARK}` }, { name: '見本公民館' });
const HIDDEN: FeatureV1[] = [
  place(
    'x/1',
    AT,
    { eststts: 'open' },
    { name: `${MARK}-responders`, label: { classification: 'responders', jurisdiction: null } },
  ),
  place(
    'x/2',
    AT,
    { eststts: 'open' },
    { name: `${MARK}-town`, label: { classification: 'public', jurisdiction: '17202' } },
  ),
  place('x/3', AT, { eststts: 'open', placekind: 'at-home' }, { name: `${MARK}-home` }),
  place('x/4', AT, { eststts: 'open', publicflg: '非公開' }, { name: `${MARK}-kept` }),
  place(
    'town/school/people',
    AT,
    { careno: 7_654_321, c_deviceno: 7_654_321 },
    {
      kind: 'need',
      layer: 'need',
      name: `${MARK}-people`,
      label: { classification: 'responders', jurisdiction: null },
    },
  ),
  warning(`${MARK}-hazard`, { classification: 'responders', jurisdiction: null }),
];
const DRILL = place(
  'drill:R/1',
  AT,
  { eststts: 'open' },
  { name: '訓練小学校', exercise: '01ARZ3NDEKTSV4RRFFQ69G5FAV' as never },
);

function warning(title: string, label?: FeatureV1['label']): FeatureV1 {
  const properties = {
    ...feature().properties,
    type: 'weather-warning',
    hazardId: title,
    title,
    kindOfWarning: { code: '43', name: title },
  };
  return feature({
    id: `warning:${title}`,
    layer: 'weather-warning',
    kind: 'hazard',
    severity: 4,
    geometry: null,
    area: { edition: 'jma-city@test-1', codes: ['1720200'], names: [], approximate: true },
    areaCodes: ['17', '17202'],
    properties: properties as unknown as FeatureV1['properties'],
    ...(label && { label }),
  });
}

const hub = new TestHub();
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const ask = (path: string, headers: Record<string, string> = {}) => hub.get(path, null, headers);
const post = async (path: string, body: string, headers: Record<string, string> = form) => {
  const reply = await fetch(`${hub.base}${path}`, { method: 'POST', body, headers, redirect: 'manual' });
  return { status: reply.status, headers: reply.headers, text: await reply.text() };
};
const listed = async (query = ''): Promise<PublicShelters> =>
  PublicShelters.parse((await ask(`/api/v1/public/shelters${query}`)).json());

beforeAll(async () => {
  await hub.start();
  await hub.write(OPEN, FAR, ...HIDDEN);
  await hub.write(DRILL);
  await until(async () => (await hub.snapshot('', 'demo-operator')).features.length >= 7);
  await until(async () => (await hub.snapshot('?exercise=true', 'demo-operator')).features.length >= 1);
});
afterAll(() => hub.stop());

describe('what anybody may know of shelters', () => {
  it('is answered without an account, in the form of the contract', async () => {
    const { places, here, hazards } = await listed('?q=七尾市');
    expect(places.map(({ name, suits }) => [name, suits])).toEqual([
      ['見本小学校', 'suited'],
      ['見本公民館', 'suited'],
    ]);
    expect(places[0]).toMatchObject({
      state: { is: 'open', isOld: false },
      fullness: { step: 'crowded', basis: 'counted', people: 120, capacity: 150 },
      designated: { tsunami: 'no', earthquake: 'yes', flood: 'unknown' },
      pets: { is: 'yes' },
      accessibleToilet: { is: 'no' },
      phone: '0767-00-0000',
      distanceMeters: null,
    });
    expect(places[1]).toMatchObject({ phone: null, state: { is: 'not-open' }, fullness: { step: 'unknown' } });
    expect(here).toEqual({ code: '17202', name: '七尾市', nameEn: 'Nanao' });
    expect(hazards).toEqual([]);
  });

  it('holds nothing that is for responders, in no byte of any answer', async () => {
    const answers: string[] = [];
    const questions = ['', 'q=七尾市', `q=${MARK}`, 'q=見本&map=1', 'open=1', 'hazard=now', 'pets=1', 'toilet=1'];
    for (const question of questions) {
      answers.push((await ask(`/api/v1/public/shelters?${question.replace('&map=1', '')}`)).text);
      for (const language of FIND_LANGUAGES) answers.push((await ask(`/find/?${question}&lang=${language}`)).text);
      answers.push((await post('/find/', `${question}&lat=37.04&lon=136.97`)).text);
      const body = { lat: 37.04, lon: 136.97, ...Object.fromEntries(new URLSearchParams(question)) };
      answers.push(
        (await post('/api/v1/public/shelters', JSON.stringify(body), { 'content-type': 'application/json' })).text,
      );
    }
    answers.push(
      (await ask('/find/find.css')).text,
      (await ask('/find/find.js')).text,
      (await ask('/api/v1/public/openapi.json')).text,
    );
    const shown = answers.filter((text) => text.includes('見本小学校'));
    expect(shown.length).toBeGreaterThan(40);
    // What was asked for stands in its field and in links; nothing else may have the mark.
    const echoed = new RegExp(`value="${MARK}"|q=${MARK}`, 'g');
    for (const text of answers) {
      expect(text.replace(echoed, '')).not.toContain(MARK);
      expect(text).not.toContain('7654321');
    }
    const operator = JSON.stringify(await hub.snapshot('', 'demo-operator'));
    expect(operator.split(MARK).length).toBeGreaterThan(10);
  });

  it('is of the drill only where a drill is asked for, and loudly marked', async () => {
    const drill = await ask('/find/?exercise=true&q=小学校&lang=ja');
    expect(drill.text).toContain('訓練小学校');
    expect(drill.text).toContain('class="drill"');
    expect(drill.text).not.toContain('見本小学校');
    const real = await ask('/find/?q=小学校&lang=ja');
    expect(real.text).not.toContain('訓練');
  });

  it('is not cut short by who else may see what: a place that the policies hide is not counted', async () => {
    const { places, more } = await listed('?q=小学校');
    expect([places.length, more]).toEqual([1, false]);
  });
});

describe('a position', () => {
  it('is refused in an address, and rounded where it is sent', async () => {
    const refused = await ask('/api/v1/public/shelters?lat=37.04&lon=136.97');
    expect([refused.status, refused.json<{ place: object }>().place]).toEqual([400, { path: '/lat' }]);
    expect((await ask('/find/?lat=37.04&lon=136.97')).status).toBe(400);
    const page = await post('/find/', 'lat=37.04251234&lon=136.96987654');
    expect(page.status).toBe(200);
    expect(page.text).toContain('value="37.043"');
    expect(page.text).not.toMatch(/37\.0425|136\.9698/);
    expect(page.headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    ['lat=37', '/lon'],
    ['lat=91&lon=1', '/lat'],
    ['lat=37&lon=x', '/lon'],
    ['lat=37&lon=136&zoom=3', '/zoom'],
  ])('of %j is refused with its place', async (body, path) => {
    const json = JSON.stringify(Object.fromEntries(new URLSearchParams(body)));
    const reply = await post('/api/v1/public/shelters', json, { 'content-type': 'application/json' });
    expect([reply.status, JSON.parse(reply.text).place]).toEqual([400, { path }]);
  });

  it('orders by distance, and says where to go', async () => {
    const body = JSON.stringify({ lat: 37.06, lon: 136.99 });
    const reply = await post('/api/v1/public/shelters', body, { 'content-type': 'application/json' });
    const { places } = PublicShelters.parse(JSON.parse(reply.text));
    // The hall is where one stands, but said to be shut.
    expect(places.map(({ name, distanceMeters, direction }) => [name, distanceMeters, direction])).toEqual([
      ['見本小学校', 2_850, 'sw'],
      ['見本公民館', 0, 'n'],
    ]);
  });
});

describe('the page', () => {
  it('may be kept for a quarter of a minute, and is known again by its tag', async () => {
    const first = await ask('/find/?lang=ko&q=七尾市');
    expect(first.headers.get('cache-control')).toBe('public, max-age=15');
    const again = await ask('/find/?lang=ko&q=七尾市', { 'if-none-match': first.headers.get('etag') ?? '' });
    expect([again.status, again.text]).toEqual([304, '']);
    expect((await ask('/find/', { 'accept-language': 'vi' })).headers.get('cache-control')).toBe('private, max-age=15');
  });

  it('speaks the language that is asked for, kept or preferred', async () => {
    const tagOf = async (path: string, headers = {}) =>
      /<html lang="([^"]+)"/.exec((await ask(path, headers)).text)?.[1];
    expect(await tagOf('/find/?lang=zh', { 'accept-language': 'en' })).toBe('zh-Hans');
    expect(await tagOf('/find/', { cookie: 'hinomi-find-lang=ko', 'accept-language': 'en' })).toBe('ko');
    expect(await tagOf('/find/', { 'accept-language': 'pt-BR,pt;q=0.9' })).toBe('pt-BR');
    expect(await tagOf('/find/?lang=easy')).toBe('ja');
  });

  it('may ask where somebody is, as no other page of the hub', async () => {
    expect((await ask('/find/')).headers.get('permissions-policy')).toContain('geolocation=(self)');
  });

  it('writes what was asked as text, whatever it is', async () => {
    const { text } = await ask(`/find/?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(text).not.toContain('<script>alert');
  });

  it('says in words that something cannot be read, and has nothing below it', async () => {
    const wrong = await ask('/find/?lang=en&hazard=meteor');
    expect([wrong.status, wrong.text.includes('The search could not be read')]).toEqual([400, true]);
    expect((await ask('/find/below')).status).toBe(404);
    const bare = await fetch(`${hub.base}/find`, { redirect: 'manual' });
    expect([bare.status, bare.headers.get('location')]).toEqual([308, '/find/']);
  });

  it('is told from memory for ten seconds, then anew', async () => {
    const shown = async () => (await ask('/find/?q=見本&lang=vi')).text;
    const first = await shown();
    await hub.write(place('town/new', [136.98, 37.05], { eststts: 'open' }, { name: '見本新館' }));
    await until(async () => (await hub.snapshot('')).features.some(({ id }) => id === 'town/new'));
    expect(await shown()).toBe(first);
    hub.lateMs += 10_000;
    expect(await shown()).toContain('見本新館');
    await hub.remove('town/new');
  });

  it('tells the hazards in force, and why a place is to be avoided or not known to suit', async () => {
    hub.lateMs += 10_000;
    await hub.write(warning('大雨危険警報'));
    await until(async () => {
      hub.lateMs += 10_000;
      return (await listed('?q=七尾市')).hazards.length === 1;
    });
    const { places, hazards } = await listed('?q=七尾市&open=1');
    expect(hazards).toMatchObject([{ topic: 'heavy-rain', severity: 4, kinds: ['flood', 'inland_flood'] }]);
    expect(places.map(({ suits }) => suits)).toEqual(['unsure']);
    const { text } = await ask('/find/?q=七尾市&lang=en&pets=');
    expect(text).toContain('In force now in Nanao: heavy rain (danger).');
    expect(text).toContain('Not known whether it can be used in case of: heavy rain.');
    await hub.write(
      place(
        'town/school',
        AT,
        { eststts: 'open', designated_flood: 'no', designated_earthquake: 'yes' },
        { name: '見本小学校' },
      ),
    );
    await until(async () => {
      hub.lateMs += 10_000;
      return (await listed('?q=七尾市&open=1')).places[0]?.suits === 'avoid';
    });
    const avoided = await ask('/find/?q=七尾市&lang=en&open=1');
    expect(avoided.text).toContain('Better not go here now');
    expect(avoided.text).toContain('This place is not designated for: Flood, Flooding in town.');
  });

  it('lets no single address ask it to death, and says how long to wait', async () => {
    hub.stoppedAtMs = Date.now() + hub.lateMs;
    let last = await post('/find/', 'lang=en&lat=37&lon=137');
    for (let n = 0; n < 400 && last.status === 200; n++) last = await post('/find/', 'lang=en&lat=37&lon=137');
    expect(last.status).toBe(429);
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(last.text).toContain('Very many people are looking now');
    const json = await post('/api/v1/public/shelters', '{}', { 'content-type': 'application/json' });
    expect([json.status, JSON.parse(json.text).code]).toEqual([429, 'request.too-many']);
    expect(Number(json.headers.get('retry-after'))).toBeGreaterThan(0);
    // Time gives it back.
    hub.stoppedAtMs += 60_000;
    expect((await post('/find/', 'lang=en&lat=37&lon=137')).status).toBe(200);
  }, 120_000);
});

describe('a place that some tell openly and some to responders only', () => {
  it('says of a place what its open sources say, where others tell of it for responders only', async () => {
    const both = (id: string, classification: FeatureV1['label']['classification'], told: Record<string, string>) =>
      place(id, [136.98, 37.05], told, { name: '見本会館', label: { classification, jurisdiction: null } });
    await hub.write(
      both('town/both', 'responders', { eststts: 'close', address: `${MARK}-both` }),
      both('town/both/public', 'public-view', { eststts: 'open' }),
    );
    await until(async () => (await listed('?q=見本会館')).places.length > 0);
    const { places } = await listed('?q=見本会館');
    expect(places).toMatchObject([{ id: 'town/both', state: { is: 'open' }, address: null }]);
    const seen = async (role: 'demo-public' | 'demo-operator') =>
      (await hub.get('/api/v1/features/town%2Fboth', await hub.tokenOf(role))).json() as unknown;
    expect(await seen('demo-public')).toMatchObject({ properties: { id: 'town/both/public' } });
    expect(await seen('demo-operator')).toMatchObject({ properties: { id: 'town/both' } });
    const ids = async (role: 'demo-public' | 'demo-operator') =>
      (await hub.snapshot('', role)).features.map(({ properties: { id } }) => id);
    expect((await ids('demo-public')).filter((id) => id.startsWith('town/both'))).toEqual(['town/both/public']);
    expect((await ids('demo-operator')).filter((id) => id.startsWith('town/both'))).toEqual(['town/both']);
    const past = await hub.get('/api/v1/features/town%2Fboth/history', await hub.tokenOf('demo-public'));
    expect(past.text).not.toContain(MARK);
  });
});
