import { describe, expect, it } from '@jest/globals';
import { spreadsheetCsv, type FeedStatus, type Geometry } from '@hinomi/contracts';
import { groupHazards } from '../hazards/group-hazards.js';
import { cities, sensor, warning } from '../hazards/test-feature.suite.js';
import type { Needs } from '../rooms/console/needs/use-needs.js';
import { thing } from '../things/test-thing.suite.js';
import { tableWords } from '../words/tables/table-words.js';
import { LANGUAGES } from '../words/languages.js';
import { plain } from '../words/ruby-text.js';
import { wordsOf } from '../words/words.js';
import { csvRows, rowsGeoJson, shapesWanted } from './export-rows.js';
import { belongsTo, featureRow, thingRow, type Reader } from './feature-rows.js';
import { EVERYTHING, narrowRows, sortRows, statesOf } from './narrow-rows.js';
import { feedRows, needTableRows } from './other-rows.js';
import { COLUMNS, columnsOf, TABLES, type TableRow } from './table-row.js';
import { windowRows } from './window-rows.js';

const NOW = Date.parse('2026-06-01T00:10:00.000Z');
const reader: Reader = { words: wordsOf('ja'), text: tableWords('ja'), nowMs: NOW };

const crowded = thing({
  id: 'shelter:a',
  name: 'ひかり小学校',
  attributes: { eststts: 'open', evacueeno: 120, capacity: 100, crowdstts: 'full' },
});
const calm = thing({ id: 'shelter:b', name: 'みなと中学校', attributes: { eststts: 'close' } });
const shelterRows = (): TableRow[] => [calm, crowded].map((each) => thingRow('shelter', each, reader));

describe('the rows of the tables', () => {
  it('put each feature into the table of its layer and the one of everything', () => {
    const rain = warning({ id: 'h', layer: 'weather-warning' });
    const road = thing({ id: 'r', theme: 'road', attributes: { passstts: 'road_close' } });
    const hospital = thing({ id: 'f', theme: 'hospital' });
    const found = [rain, crowded, sensor({ id: 's' }), road, hospital].map((feature) =>
      (['all', 'hazards', 'shelter', 'sensor', 'field', 'place'] as const).filter((name) => belongsTo(name, feature)),
    );
    expect(found).toEqual([
      ['all', 'hazards'],
      ['all', 'shelter'],
      ['all', 'sensor'],
      ['all', 'field'],
      ['all', 'place'],
    ]);
  });

  it('have every column of their table and nothing that nobody said', () => {
    const [closed, full] = shelterRows();
    expect(Object.keys(full?.cells ?? {})).toEqual(expect.arrayContaining(Object.keys(COLUMNS.shelter)));
    expect(full?.cells.people).toEqual({ text: '120', value: 120, sort: 120 });
    expect(closed?.cells.people).toEqual({ text: '', value: null, sort: null });
  });

  it('say the level of a warning as an equivalent and that of an order as its own', () => {
    const rain = warning({ id: 'h', levelEquivalent: 4, severity: 4 });
    const order = warning({ id: 'o', alertLevel: 4, severity: 4 });
    const said = groupHazards([rain, order]).map(
      (group) => featureRow('hazards', group.main, group, reader).cells.level,
    );
    expect(said.map((cell) => cell?.text).sort()).toEqual(['レベル4相当', '警戒レベル4']);
  });

  it('have a sensor silent by the time alone', () => {
    const gauge = sensor({ id: 's', value: 3.4 });
    const [group] = groupHazards([gauge]);
    if (group === undefined) throw new Error('a sensor is a hazard of its own');
    const late = { ...reader, nowMs: Date.parse('2026-06-01T00:26:00.000Z') };
    expect(featureRow('sensor', gauge, group, reader).state).toBe('観測中');
    expect(featureRow('sensor', gauge, group, late).state).toBe('データなし');
    expect(featureRow('sensor', gauge, group, reader).cells.value).toMatchObject({ value: 3.4, sort: 3.4 });
  });

  it('count a source that fails as one that somebody should look after', () => {
    const feed = {
      ...{ source: 's', title: '気象庁', format: 'jma-xml', mode: 'polled', knownSince: '2026-06-01T00:00:00.000Z' },
      ...{ lastSuccessAt: null, lastReportAt: null, lastErrorAt: '2026-06-01T00:05:00.000Z', silentAfterSeconds: null },
      ...{ problems: [], lag: { newestMs: 9_000, typicalMs: 4_000 }, received: 3, duplicates: 1, refused: 0 },
    } as unknown as FeedStatus;
    const [row] = feedRows([feed], reader);
    expect(row).toMatchObject({ severity: 3, state: '異常', place: null, opens: null });
    expect(row?.cells.lag).toMatchObject({ value: 4 });
  });

  it('limit published needs to the area that the map is limited to', () => {
    const row = { id: 'x', need: 'oxygen', threshold: 5, atLeast: 7, atMost: 7, isHeld: false };
    const asOf = '2026-06-01T00:00:00.000Z';
    const published = { value: 7, asOf } as never;
    const here = { ...row, level: 'municipality', code: '17202', municipality: '17202', prefecture: '17', published };
    const there = { ...here, id: 'y', code: '17204', municipality: '17204' };
    const needs = { published: { rows: [here, there], exercise: null }, kinds: new Map(), shelters: new Map() };
    const limit = { code: '17202', codes: ['17202'], name: '七尾市', en: null, bounds: null, shape: null };
    const places = { names: (code: string) => code, edition: () => 'jma-city@1' };
    const made = (area: unknown): TableRow[] => needTableRows(needs as unknown as Needs, area as never, places, reader);
    expect(made(null).map(({ id }) => id)).toEqual(['x', 'y']);
    expect(made(limit).map(({ id }) => id)).toEqual(['x']);
    expect(made(limit)[0]?.place).toMatchObject({ areas: [{ edition: 'jma-city@1', code: '1720200' }] });
  });
});

describe('narrowing and sorting', () => {
  it('finds words in any cell, whichever kana and width they were typed in', () => {
    const found = narrowRows(shelterRows(), { ...EVERYTHING, typed: 'ヒカリ １２０' });
    expect(found.map(({ id }) => id)).toEqual(['shelter:a']);
  });

  it('keeps what is as severe, and the very same rows when nothing is wanted', () => {
    const rows = shelterRows();
    expect(narrowRows(rows, EVERYTHING)).toBe(rows);
    expect(narrowRows(rows, { ...EVERYTHING, minSeverity: 1 }).map(({ id }) => id)).toEqual(['shelter:a']);
    const [, state = ''] = statesOf(rows);
    expect(narrowRows(rows, { ...EVERYTHING, state }).map(({ state: each }) => each)).toEqual([state]);
  });

  it('puts what nobody said last, up and down, and the worse before its equal', () => {
    const rows = [...shelterRows(), { ...(shelterRows()[0] as TableRow), id: 'shelter:0', severity: 2 as const }];
    const ids = (down: boolean): string[] => sortRows(rows, { column: 'people', down }).map(({ id }) => id);
    expect(ids(true)).toEqual(['shelter:a', 'shelter:0', 'shelter:b']);
    expect(ids(false)).toEqual(['shelter:a', 'shelter:0', 'shelter:b']);
  });
});

describe('the window of a long table', () => {
  it('holds a screen and some more, and gives the others their room', () => {
    const { from, to, above, below } = windowRows(10_000, 50, 50_000, 800);
    expect([from, to]).toEqual([988, 1_028]);
    expect(above + below + (to - from) * 50).toBe(10_000 * 50);
  });

  it('begins at the first row, ends at the last, and bears a list that became shorter than it is scrolled', () => {
    expect(windowRows(10_000, 50, -200, 800)).toMatchObject({ from: 0, above: 0 });
    expect(windowRows(10_000, 50, 499_500, 800)).toMatchObject({ to: 10_000, below: 0 });
    expect(windowRows(5, 50, 499_500, 800)).toEqual({ from: 0, to: 5, above: 0, below: 0 });
    expect(windowRows(0, 50, 0, 800)).toEqual({ from: 0, to: 0, above: 0, below: 0 });
  });
});

describe('the files', () => {
  const heads = { column: (column: string) => column, more: reader.text.csvMore };

  it('are the rows as they stand, with id, position and the mark of the drill, and no formula', () => {
    const evil = thingRow('shelter', thing({ id: 'shelter:c', name: '=HYPERLINK("x")' }), reader);
    const [head, row] = csvRows([evil], columnsOf('shelter'), heads, '訓練');
    expect(head?.slice(-5)).toEqual(['ID', '深刻度（数）', '緯度', '経度', '訓練']);
    expect(row?.slice(-5)).toEqual(['shelter:c', 0, 37.1, 136.9, '訓練']);
    expect(spreadsheetCsv([row ?? []])).toContain(`"'=HYPERLINK(""x"")"`);
  });

  it('have the shapes of what is given by code, and an empty geometry where there is none', () => {
    const rain = warning({ id: 'h', area: cities('1720200', '1720400') });
    const [group] = groupHazards([rain]);
    if (group === undefined) throw new Error('a warning is a hazard');
    const rows = [featureRow('hazards', rain, group, reader)];
    expect(shapesWanted([...rows, ...rows])).toHaveLength(2);
    const ring = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ];
    const square = { type: 'Polygon', coordinates: [ring] } as Geometry;
    const head = { table: 'hazards', dataAt: '2026-06-01T00:00:00.000Z', drill: true, language: 'ja' };
    const both = rowsGeoJson(rows, () => square, head);
    expect(both).toMatchObject({ hinomi: { drill: true, dataAt: head.dataAt } });
    expect(both.features[0]?.geometry).toEqual({ type: 'MultiPolygon', coordinates: [[ring], [ring]] });
    expect(both.features[0]?.properties).toMatchObject({ layer: 'weather-warning', severity: 3 });
    expect(rowsGeoJson(rows, () => null, head).features[0]?.geometry).toBeNull();
  });
});

type Leaf = string | ((...args: never[]) => string);
const leaves = (value: unknown, path = ''): [string, Leaf][] =>
  typeof value === 'string' || typeof value === 'function'
    ? [[path, value as Leaf]]
    : Object.entries(value as object).flatMap(([key, inner]) => leaves(inner, `${path}/${key}`));
const say = (leaf: Leaf): string =>
  typeof leaf === 'string' ? leaf : (leaf as (...given: unknown[]) => string)(3, 4, 'x');

describe.each(LANGUAGES)('the words of the tables in %s', (language) => {
  const all = leaves(tableWords(language));

  it('are the same as in Japanese, none is empty, and every reading is closed', () => {
    expect(all.map(([path]) => path)).toEqual(leaves(tableWords('ja')).map(([path]) => path));
    expect(all.filter(([, leaf]) => say(leaf).trim() === '' || /[{}|]/.test(plain(say(leaf))))).toEqual([]);
  });

  it('name every table and column in their own language', () => {
    const { names, columns } = tableWords(language);
    for (const table of TABLES) expect(names[table]).not.toBe('');
    for (const table of TABLES) for (const column of columnsOf(table)) expect(columns[column]).not.toBe('');
    if (language === 'en') expect(all.filter(([, leaf]) => /[ぁ-んァ-ン一-龠]/.test(say(leaf)))).toEqual([]);
  });
});
