import { describe, expect, it } from '@jest/globals';
import type { FeatureV1, PictureChange } from '@hinomi/contracts';
import { at, shelterFeature } from '../shelter-desk.suite.js';
import { deriveDetail, deriveEntry } from './derive-entry.js';
import { deriveSilent } from './derive-silent.js';
import { ShelterIndex, type ShelterQuery } from './shelter-index.js';

const upsert = (feature: FeatureV1): PictureChange => ({ change: 'upsert', feature, offset: 0 });
const named = (id: string, name: string, over: Partial<Record<string, unknown>> = {}): FeatureV1 => {
  const feature = shelterFeature(id);
  return { ...feature, properties: { ...feature.properties, name, nameKana: null, identifiers: [], ...over } as never };
};
const open = (feature: FeatureV1, more: Record<string, unknown> = {}, seen = at(-600)): FeatureV1 => {
  const values = { eststts: 'open', ...more };
  const attributes = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      { value, observedAt: seen, source: 'shelter:tablet', agency: '避難所' },
    ]),
  );
  return { ...feature, properties: { ...feature.properties, attributes } as never };
};
const reportedBy = (feature: FeatureV1): FeatureV1 => ({
  ...feature,
  sources: [{ source: 'shelter:tablet', subject: `shelter-report:d:${feature.id}`, issuedAt: at(0) } as never],
});
const indexOf = (...features: FeatureV1[]): ShelterIndex => {
  const index = new ShelterIndex();
  for (const feature of features) index.apply(upsert(feature));
  return index;
};
const found = (index: ShelterIndex, text: string, over: Partial<ShelterQuery> = {}): string[] =>
  index
    .search({ text, municipality: null, limit: 20, exercise: null, sees: () => true, ...over })
    .map(({ entry }) => entry.id);

describe('looking for a shelter', () => {
  const index = indexOf(
    shelterFeature('a'),
    named('b', '沢野公民館'),
    named('c', '中央体育館（南棟）', { nameKana: 'ちゅうおうたいいくかん' }),
    named('d', 'コミュニティセンター沢野'),
    { ...named('e', '沢野小学校'), label: { classification: 'responders', jurisdiction: null } },
    { ...named('drill:r1:f', '沢野小学校'), exercise: 'r1' as never },
  );

  it.each([
    ['沢野小学校', ['e', 'a']],
    ['澤野小學校', ['e', 'a']],
    ['市立沢野小学校', ['a', 'e']],
    ['さわの', ['a']],
    ['ｻﾜﾉ', ['a']],
    ['沢野', ['b', 'e', 'd', 'a', 'c']],
    ['沢野　公民', ['b']],
    ['e1720200010', ['a']],
    ['沢野町１−２', ['b', 'c', 'd', 'a', 'e']],
    ['ちゅうおう', ['c']],
    ['南棟', ['c']],
    ['こみゅにてぃ', ['d']],
    ['港', []],
  ] as const)('by %s', (text, ids) => {
    expect([...found(index, text)].sort()).toEqual([...ids].sort());
  });

  it('puts the name before its parts, and the reading and address last', () => {
    expect(found(index, '沢野')).toEqual(['b', 'e', 'd', 'a', 'c']);
    expect(found(index, '沢野小学校')).toEqual(['e', 'a']);
  });

  it('shows what the person may see, of the world that was asked for, in the area, and no more than wanted', () => {
    expect(found(index, '沢野小学校', { sees: ({ label }) => label.classification === 'public' })).toEqual(['a']);
    expect(found(index, '沢野小学校', { exercise: true })).toEqual(['drill:r1:f']);
    expect(found(index, '沢野小学校', { exercise: 'r2' })).toEqual([]);
    expect(found(index, '', { municipality: '17' })).toHaveLength(5);
    expect(found(index, '', { municipality: '17203' })).toEqual([]);
    expect(found(index, '', { limit: 2 })).toHaveLength(2);
  });

  it('follows the picture: renamed, merged, gone', () => {
    const live = indexOf(named('a', '旧館'));
    live.apply(upsert({ ...named('a', '新館'), aliases: ['z'] as never }));
    expect([found(live, '旧館'), found(live, '新館'), live.find('z')?.entry.id]).toEqual([[], ['a'], 'a']);
    live.apply({ change: 'remove', id: 'a' as never, offset: 1 });
    expect([live.size, live.find('z')]).toEqual([0, undefined]);
  });
});

describe('what a form is filled with', () => {
  it('is what a report may say, its deficits, and the telephone of the registry', () => {
    const feature = reportedBy(
      open(shelterFeature('a'), { evacueeno: 120, toiletno: 1, phoneno: '0767-00-0000', note: 'x' }),
    );
    const detail = deriveDetail(deriveEntry(feature) as never, undefined, [], Date.parse(at(0)));
    expect(detail.nationalId).toBe('E1720200010112');
    expect(detail).toMatchObject({ phone: '0767-00-0000', evacueeno: 120, reportedAt: at(-600) });
    expect(Object.keys(detail.attributes)).toEqual(['eststts', 'evacueeno', 'toiletno']);
    expect(detail.deficits).toMatchObject([{ is: 'toilets', missing: 5 }]);
  });
});

describe('the call list', () => {
  const nowMs = Date.parse(at(0));
  const hoursAgo = (hours: number) => at(-60 * hours);
  const all = [
    reportedBy(open(named('just', 'a'), {}, hoursAgo(1))),
    reportedBy(open(named('seven', 'b'), { starttime: hoursAgo(10) }, hoursAgo(7))),
    reportedBy(open(named('old', 'c'), { starttime: hoursAgo(200) }, hoursAgo(13))),
    reportedBy(open(named('older', 'd'), { starttime: hoursAgo(200) }, hoursAgo(30))),
    open(named('never', 'e'), { starttime: hoursAgo(8), evacueeno: 3 }),
    open(named('never-full', 'f'), { starttime: hoursAgo(8), evacueeno: 300 }),
    open(named('new', 'g'), { starttime: hoursAgo(1) }, hoursAgo(1)),
    open(named('told', 'j'), { starttime: hoursAgo(10) }, hoursAgo(2)),
    reportedBy(open(named('closed', 'h'), { eststts: 'close' }, hoursAgo(99))),
    named('unknown', 'i'),
  ].map((feature) => deriveEntry(feature) as never);
  const silent = (hours: number | null) =>
    deriveSilent(all, hours, nowMs).map(({ id, limitHours }) => [id, limitHours]);

  it('has who is open and silent for longer than its phase allows, who never reported first', () => {
    expect(silent(null)).toEqual([
      ['never-full', 6],
      ['never', 6],
      ['older', 24],
      ['seven', 6],
    ]);
  });

  it('goes by the hours asked for', () => {
    expect(silent(12)).toEqual([
      ['older', 12],
      ['old', 12],
    ]);
  });

  it('has who fell silent before its phase allowed more, until somebody speaks', () => {
    const [known] = [deriveEntry(open(named('a', 'a'), { starttime: hoursAgo(49) }, hoursAgo(9))) as never];
    expect(deriveSilent([known], null, nowMs)).toMatchObject([{ id: 'a', lastHeardAt: hoursAgo(9), limitHours: 6 }]);
  });
});
