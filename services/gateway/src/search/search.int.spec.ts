import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MapSearch, type DemoClient, type FeatureV1, type Problem } from '@hinomi/contracts';
import { TestHub } from '../test-hub.suite.js';
import { shelter } from '../tiles/sites.suite.js';
import { deriveFoundAreas } from './derive-found-areas.js';

const at: [number, number] = [136.97, 37.04];
const named = (id: string, name: string, over: Partial<FeatureV1> = {}): FeatureV1 => {
  const made = shelter(id, at, { areaCodes: ['17', '17202'], ...over });
  if (made.properties.type === 'thing') Object.assign(made.properties, { name, nameKana: 'みほんしょうがっこう' });
  return made;
};

const hub = new TestHub();

beforeAll(async () => {
  await hub.start();
  await hub.write(
    named('s/1', '見本小学校'),
    named('s/2', '見本小学校内輪', { label: { classification: 'responders', jurisdiction: null } }),
  );
});
afterAll(() => hub.stop());

async function ask(body: unknown, as: DemoClient = 'demo-operator') {
  const token = await hub.tokenOf(as);
  return fetch(`${hub.base}/api/v1/search`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
async function search(q: string, as?: DemoClient): Promise<MapSearch> {
  return MapSearch.parse(await (await ask({ q }, as)).json());
}
const areas = (q: string): string[] => deriveFoundAreas(q).map(({ code }) => code);

describe('a search on the map', () => {
  it('finds a shelter by its name, also in another kind of kana, and only what the asker may see', async () => {
    for (const q of ['見本小', 'ミホンショウガッコウ', '七尾市 見本'])
      expect((await search(q)).places.map(({ id }) => id)).toEqual(['s/1', 's/2']);
    expect((await search('見本', 'demo-public')).places.map(({ id }) => id)).toEqual(['s/1']);
    expect((await search('見本', 'demo-public')).places[0]).toMatchObject({
      lngLat: at,
      municipality: { name: '七尾市' },
    });
  });

  it('answers of the drill only when that is asked for', async () => {
    const reply = await ask({ q: '見本', exercise: true });
    expect(MapSearch.parse(await reply.json()).places).toEqual([]);
  });

  it('finds coordinates, squares and areas, with where they are', async () => {
    const { positions, unreadable } = await search('37.04, 136.97');
    expect([positions[0]?.lngLat, positions[0]?.order, unreadable]).toEqual([[136.97, 37.04], 'lat-lng', null]);
    expect((await search('37度60分 136度')).unreadable).toBe('minutes');
    expect((await search('5636-37')).square).toMatchObject({ level: 'second', code: '563637' });
    const [area] = (await search('ななお')).areas;
    expect(area).toMatchObject({ code: '17202', name: '七尾市', prefecture: '石川県', codes: ['17202'] });
    expect(area?.bounds).toHaveLength(4);
  });

  it.each([
    [{}, '/q'],
    [{ q: '  ' }, '/q'],
    [{ q: 'x'.repeat(101) }, '/q'],
    [{ q: 'x', exercise: 'yes' }, '/exercise'],
    [{ q: 'x', near: 1 }, '/near'],
  ])('refuses %j with its place', async (body, path) => {
    const reply = await ask(body);
    const problem = (await reply.json()) as Problem;
    expect([reply.status, problem.code, problem.place]).toEqual([400, 'request.invalid', { path }]);
  });
});

describe('areas are found', () => {
  it.each([
    ['石川県', '17'],
    ['いしかわ', '17'],
    ['Nanao', '17202'],
    ['ナナオシ', '17202'],
    ['石川県七尾市', '17202'],
    ['石川 七尾', '17202'],
    ['17202', '17202'],
    ['札幌市', '01100'],
  ])('by %s', (q, code) => expect(areas(q)[0]).toBe(code));

  it('all of the same name, and none for what is none', () => {
    expect(areas('府中市')).toEqual(['13206', '34208']);
    expect(areas('見本市')).toEqual([]);
    expect(areas('  ')).toEqual([]);
  });
});
