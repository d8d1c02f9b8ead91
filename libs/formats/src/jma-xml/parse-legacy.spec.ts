import { describe, expect, it } from '@jest/globals';
import type { LegacyWarningStatement } from '@hinomi/contracts';
import { fixture } from './fixture.suite.js';

function bodyOf(name: string) {
  const { body } = fixture(name);
  if (body.family !== 'legacy-warning') throw new Error(`${name} is no legacy warning`);
  return body;
}

function statementOf(name: string): LegacyWarningStatement {
  const { statement } = bodyOf(name);
  if (statement === null) throw new Error(`${name} states nothing`);
  return statement;
}

const citiesOf = (name: string): string[] =>
  statementOf(name).cities.map(({ kind, area, status }) => `${kind.code} ${kind.name} ${area.name} ${status}`);

describe('warnings in the form of before 2026', () => {
  it('have every element in one telegram', () => {
    expect(bodyOf('VPWW54_legacy')).toMatchObject({ telegram: 'VPWW54', key: '200000' });
    expect(citiesOf('VPWW54_legacy')).toEqual([
      '03 大雨警報 長野市 発表',
      '04 洪水警報 長野市 継続',
      '18 洪水注意報 白馬村 発表',
    ]);
    expect(statementOf('VPWW54_legacy')).toMatchObject({
      forecastArea: { code: '200000', name: '長野県' },
      cities: [{ additions: ['土砂災害', '浸水害'] }, {}, {}],
      divisions: [{ kind: { code: '03' }, area: { code: '200010' } }, { kind: { code: '04' } }],
    });
  });

  it.each([
    ['VPWW50_oldest', 'VPWW50'],
    ['VPWW53_special', 'VPWW53'],
    ['VPWW54_legacy', 'VPWW54'],
    ['VXWW50_alert', 'VXWW50'],
  ])('%s is %s', (name, telegram) => {
    expect(bodyOf(name).telegram).toBe(telegram);
  });

  it('are an empty state when all is lifted', () => {
    expect(statementOf('VPWW54_legacy-lifted')).toMatchObject({ cities: [], divisions: [] });
  });

  it('state nothing when they are taken back', () => {
    expect(bodyOf('VPWW54_legacy-cancel')).toMatchObject({ key: '200000', statement: null });
  });
});

describe('土砂災害警戒情報', () => {
  it('lists the municipalities under alert, by their own codes', () => {
    expect(bodyOf('VXWW50_alert').key).toBe('長野県土砂災害警戒情報');
    expect(citiesOf('VXWW50_alert')).toEqual(['3 警戒 長野市 発表', '3 警戒 小谷村 継続']);
    expect(statementOf('VXWW50_alert').forecastArea).toEqual({ code: '200000', name: '長野県' });
  });

  it('leaves out what is lifted', () => {
    expect(citiesOf('VXWW50_part-lifted')).toEqual(['3 警戒 小谷村 継続']);
    expect(citiesOf('VXWW50_lifted')).toEqual([]);
  });

  it('states nothing when it is taken back', () => {
    expect(bodyOf('VXWW50_cancel')).toEqual({
      family: 'legacy-warning',
      telegram: 'VXWW50',
      key: '長野県土砂災害警戒情報',
      statement: null,
    });
  });

  it('is refused without a municipality, which would look like nothing in force', () => {
    expect(() => fixture('VXWW50_nobody')).toThrow('there is no municipality');
  });
});
