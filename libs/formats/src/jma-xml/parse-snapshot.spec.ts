import { describe, expect, it } from '@jest/globals';
import { HubError } from '@hinomi/contracts';
import { MAX_XML_ELEMENTS, readXml } from '../xml/read-xml.js';
import { fixture, fixtureBytes } from './fixture.suite.js';
import { parseJmaXml } from './parse.js';
import type { WarningSnapshot } from './report.js';
import { SnapshotItems } from './snapshot-body.js';

function snapshotOf({ body }: ReturnType<typeof parseJmaXml>): WarningSnapshot {
  if (body.family !== 'warning-snapshot' || body.snapshot === null) throw new Error('is no snapshot');
  return body.snapshot;
}

const text = new TextDecoder().decode(fixtureBytes('VPWS50_nationwide'));
const changed = (from: string | RegExp, to: string): Uint8Array => new TextEncoder().encode(text.replace(from, to));

function refusal(bytes: Uint8Array): HubError {
  try {
    parseJmaXml(bytes);
  } catch (error) {
    if (error instanceof HubError) return error;
    throw error;
  }
  throw new Error('was read');
}

describe('VPWS50', () => {
  it('lists what is in force of every element, and whom it speaks of', () => {
    const { forecastAreas, cities, divisions, unreadable } = snapshotOf(fixture('VPWS50_nationwide'));
    expect(forecastAreas.map(({ code }) => code)).toEqual(['011000', '170000', '471000']);
    expect(cities.map(({ kind, area, status, additions }) => [kind.code, area.name, status, ...additions])).toEqual([
      ['16', '稚内市', '継続'],
      ['03', '金沢市', '継続'],
      ['14', '金沢市', '発表', 'ひょう'],
      ['10', '七尾市', '警報から注意報'],
    ]);
    expect(divisions.map(({ kind, area }) => `${kind.code} ${area.name}`)).toEqual([
      '16 宗谷地方',
      '03 加賀',
      '14 加賀',
      '10 能登',
    ]);
    expect(unreadable).toEqual([]);
  });

  it('names an area that cannot be read, and reads the others', () => {
    const { cities, unreadable } = snapshotOf(fixture('VPWS50_broken-item'));
    expect(unreadable).toMatchObject([
      { area: { code: '1720200', name: '七尾市' }, place: { path: '/Report/Body/Warning/Item/Kind', line: 84 } },
    ]);
    expect(cities).toHaveLength(3);
  });

  it('states nothing when it is taken back', () => {
    expect(fixture('VPWS50_cancel').body).toEqual({ family: 'warning-snapshot', telegram: 'VPWS50', snapshot: null });
  });

  it.each([
    ['municipalities', /（市町村等）/g, '（それ以外）'],
    ['府県予報区', /（府県予報区等）/g, '（それ以外）'],
  ])('is refused without its block of %s, which would look like nothing in force', (_what, from, to) => {
    expect(refusal(changed(from, to))).toMatchObject({
      code: 'report.invalid',
      place: { path: '/Report/Body/Warning' },
    });
  });

  it('is refused when an item names nobody', () => {
    const error = refusal(changed('<Name>稚内市</Name><Code>0121400</Code>', ''));
    expect(error).toMatchObject({ code: 'report.invalid', place: { path: '/Report/Body/Warning/Item/Area/Code' } });
  });

  it('takes nothing from a namespace that is not its own', () => {
    const item = text.match(/<Item>\s*<Kind><Name>波浪[\s\S]*?<\/Item>/)?.[0].replaceAll('Item>', 'x:Item>') ?? '';
    const relayed = changed('（市町村等）">', `（市町村等）"><x:Items xmlns:x="urn:relay">${item}</x:Items>`);
    expect(snapshotOf(parseJmaXml(relayed)).cities).toHaveLength(4);
  });

  it('never stands in memory as a tree', () => {
    const items = new SnapshotItems();
    const root = readXml(fixtureBytes('VPWS50_nationwide'), items.take);
    expect(JSON.stringify(root)).not.toContain('Item');
  });

  it('is read at the size of the nation', () => {
    const municipality = (index: number): string => {
      const kinds = ['03', '29', '08', '05', '16', '12', '14', '21'].map(
        (code) => `<Kind><Name>警報${code}</Name><Code>${code}</Code><Status>継続</Status></Kind>`,
      );
      const area = `<Area><Name>市${index}</Name><Code>${String(1_700_000 + index)}</Code></Area>`;
      return `<Item>${kinds.join('')}${area}<ChangeStatus>変化無</ChangeStatus></Item>`;
    };
    const many = Array.from({ length: 2_000 }, (_, index) => municipality(index)).join('\n');
    const bytes = changed('（市町村等）">', `（市町村等）">${many}`);
    expect(snapshotOf(parseJmaXml(bytes)).cities).toHaveLength(16_004);
    expect(many.split('<').length / 2).toBeLessThan(MAX_XML_ELEMENTS);
  });
});
