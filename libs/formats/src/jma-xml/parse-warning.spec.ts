import { describe, expect, it } from '@jest/globals';
import type { AreaWarningStatement } from '@hinomi/contracts';
import { fixture } from './fixture.suite.js';

function statementOf(name: string): AreaWarningStatement {
  const { body } = fixture(name);
  if (body.family !== 'weather-warning' || body.statement === null) throw new Error(`${name} states no warning`);
  return body.statement;
}

const citiesOf = (name: string): string[] =>
  statementOf(name).cities.map(({ kind, area, status }) => `${kind.code} ${area.name} ${status}`);

describe('VPWW55-61', () => {
  it('lists only what is in force', () => {
    expect(citiesOf('VPWW55_heavy-rain')).toEqual(['43 長野市 発表', '10 白馬村 警報から注意報']);
    expect(statementOf('VPWW55_heavy-rain')).toMatchObject({
      telegram: 'VPWW55',
      forecastArea: { code: '200000', name: '長野県' },
      divisions: [{ kind: { code: '43', name: 'レベル４大雨危険警報' }, area: { code: '200010', name: '北部' } }],
      coastSections: [],
    });
  });

  it('takes 解除 and "none" as an empty state, which is a statement', () => {
    expect(statementOf('VPWW55_all-lifted')).toMatchObject({ cities: [], divisions: [], coastSections: [] });
  });

  it('gives one item per kind of an area', () => {
    expect(citiesOf('VPWW61_many-kinds')).toEqual(['14 長野市 継続', '20 長野市 発表']);
    expect(statementOf('VPWW61_many-kinds').cities.map(({ additions }) => additions)).toEqual([['ひょう'], []]);
    expect(statementOf('VPWW61_many-kinds').divisions).toHaveLength(2);
  });

  it('keeps a kind that no table knows, notes and notices', () => {
    expect(statementOf('VPWW58_wind').cities).toMatchObject([
      { kind: { code: '15' }, additions: ['突風', 'うねり'] },
      { kind: { code: '95', name: '風の新しい注意報' }, additions: [] },
    ]);
    expect(fixture('VPWW58_wind').texts).toEqual(['風にご注意ください。', '突風', 'うねり']);
  });

  it('takes an item without a status as in force', () => {
    expect(citiesOf('VPWW60_snow')).toEqual(['06 白馬村 ']);
  });

  it('reads coast sections and the condition of a kind', () => {
    expect(statementOf('VPWW57_coast-section')).toMatchObject({
      cities: [{ kind: { code: '38' }, area: { code: '3120400' }, additions: ['氾濫発生'] }],
      coastSections: [{ area: { code: '3120499', name: '境水道' } }],
    });
  });

  it.each([
    ['VPWW56_training', 'VPWW56'],
    ['VPWW57_coast-section', 'VPWW57'],
    ['VPWW58_wind', 'VPWW58'],
    ['VPWW59_waves', 'VPWW59'],
    ['VPWW60_snow', 'VPWW60'],
    ['VPWW61_many-kinds', 'VPWW61'],
  ])('knows %s by its title', (name, telegram) => {
    expect(fixture(name).body).toMatchObject({ telegram });
  });

  it('finds the area of a 取消 in the headline', () => {
    expect(fixture('VPWW55_cancel').body).toEqual({
      family: 'weather-warning',
      telegram: 'VPWW55',
      forecastArea: { code: '200000', name: '長野県' },
      statement: null,
    });
  });
});

describe('VXKO', () => {
  const riverFlood = (name: string) => {
    const { body } = fixture(name);
    if (body.family !== 'river-flood' || body.statement === null) throw new Error(`${name} states no flood`);
    return body.statement;
  };

  it('keeps a level per river and leaves out the lifted one', () => {
    expect(riverFlood('VXKO_levels-per-river')).toMatchObject({
      forecastArea: { code: '850404000100', name: '千曲川' },
      rivers: [
        { code: '8504040001', name: '千曲川', kind: { code: '40', name: 'レベル４氾濫危険警報' }, level: 4 },
        { code: '8504040152', name: '犀川', kind: { code: '20' }, level: 2 },
      ],
    });
  });

  it('names each municipality once and keeps the text of each gauge', () => {
    const statement = riverFlood('VXKO_levels-per-river');
    expect(statement.inundationCities).toEqual([
      { code: '2021800', name: '千曲市' },
      { code: '2020100', name: '長野市' },
    ]);
    expect(statement.texts).toEqual([
      { gauge: { code: '85040400010000011', name: '杭瀬下' }, text: '杭瀬下の水位は危険水位に達しました。' },
      { gauge: null, text: '小市の水位は注意水位を超えました。' },
    ]);
    expect(fixture('VXKO_levels-per-river').texts.at(-1)).toBe('雨はまだ続きます。');
  });

  it('has no river in force after code 10', () => {
    expect(riverFlood('VXKO_lifted').rivers).toEqual([]);
  });

  it('lets the forecast area stand for rivers that are not listed', () => {
    expect(riverFlood('VXKO_area-only').rivers).toMatchObject([{ code: '850404000100', level: 3 }]);
  });
});
