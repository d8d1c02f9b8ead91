import { describe, expect, it } from '@jest/globals';
import { readCsv } from '../table/read-csv.js';
import { readGeoJsonRows, readJsonRows } from '../table/read-json-rows.js';
import { applyMapping } from './apply-mapping.js';
import { Mapping } from './mapping.js';

const bytes = (value: unknown): Uint8Array =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const shelters = Mapping.parse({
  theme: 'shelter',
  key: ['番号'],
  name: '名称',
  nameKana: 'カナ',
  identifiers: { 'national-shelter': '共通ID' },
  position: { lng: '経度', lat: '緯度' },
  municipality: '自治体コード',
  observedAt: '確認日時',
  withhold: ['担当者'],
  attributes: {
    eststts: { column: '開設状況', values: { 開設中: 'open', 未開設: 'notopen' } },
    evacueeno: { column: '避難者数' },
    capacity: { column: '収容人数' },
    animals: { column: 'ペット', title: 'ペット同行' },
  },
});
const HEAD = '番号,名称,カナ,共通ID,経度,緯度,自治体コード,確認日時,開設状況,避難者数,収容人数,ペット,担当者\n';
const read = (...lines: string[]) => applyMapping(readCsv(bytes(HEAD + lines.join('\n')), ['番号', '名称']), shelters);

describe('applyMapping', () => {
  it('puts a row into the words of its theme, and keeps the row', () => {
    const { rows, findings } = read(
      '1,見本小学校,ミホン,E1,136.9,37.4,172022,2026/9/1 12:00,開設中,１２人,"1,200",可,見本太郎',
    );
    expect(findings).toEqual([]);
    expect(rows).toEqual([
      {
        key: '1',
        place: { line: 2, path: '' },
        identifiers: [{ scheme: 'national-shelter', value: 'E1' }],
        name: '見本小学校',
        nameKana: 'ミホン',
        geometry: { type: 'Point', coordinates: [136.9, 37.4] },
        geometryObservedAt: null,
        municipality: '17202',
        observedAt: '2026-09-01T03:00:00.000Z',
        endedAt: null,
        attributes: {
          eststts: { value: 'open', label: '開設中' },
          evacueeno: { value: 12 },
          capacity: { value: 1200 },
          animals: { value: '可', title: 'ペット同行' },
        },
        original: expect.objectContaining({ 番号: '1', 開設状況: '開設中', 収容人数: '1,200' }),
        dataset: null,
      },
    ]);
    expect(rows[0]?.original).not.toHaveProperty('担当者');
  });

  it('tells what is not known from 0 and from what is not said', () => {
    const { rows } = read('1,A,,,,,,,不明,0,,,');
    expect(rows[0]?.attributes).toEqual({ eststts: { value: null }, evacueeno: { value: 0 } });
  });

  it('keeps the word of a provider that its mapping does not have, and says so with its place', () => {
    const { rows, findings } = read('1,A,,,,,,,準備中,満員,,,');
    expect(rows[0]?.attributes).toEqual({
      eststts: { value: null, label: '準備中' },
      evacueeno: { value: null, label: '満員' },
    });
    expect(findings).toMatchObject([
      { rule: 'attribute.code', level: 'mended', place: { line: 2, path: '/開設状況' } },
      { rule: 'attribute.integer', level: 'mended', place: { line: 2, path: '/避難者数' } },
    ]);
  });

  it('puts swapped positions right, keeps rows without one, and refuses a row that nothing tells from others', () => {
    const { rows, findings } = read('1,A,,,37.4,136.9,,,,,,,', '2,B,,,x,y,,,,,,,', ',C,,,136.9,37.4,,,,,,,');
    expect(rows.map(({ key, geometry }) => [key, geometry?.coordinates ?? null])).toEqual([
      ['1', [136.9, 37.4]],
      ['2', null],
    ]);
    expect(findings.map(({ rule, level, place }) => [rule, level, place.line])).toEqual([
      ['position.swapped', 'mended', 2],
      ['position.form', 'mended', 3],
      ['row.no-key', 'refused', 4],
    ]);
  });

  it('lets the last of two rows with one key count, and says so', () => {
    const { rows, findings } = read('1,A,,,,,,,,,,,', '1,B,,,,,,,,,,,');
    expect(rows.map(({ name }) => name)).toEqual(['B']);
    expect(findings).toMatchObject([{ rule: 'row.key-twice', place: { line: 3 } }]);
  });

  it('tells of one fault of a column so often and no more', () => {
    const { findings, rows } = read(...Array.from({ length: 500 }, (_, index) => `${index},A,,,,,,,変,,,,`));
    expect(rows).toHaveLength(500);
    expect(findings.length).toBeLessThan(50);
  });

  it('reads GeoJSON by its own places, and a row without a key by place and name', () => {
    const road = Mapping.parse({
      theme: 'road',
      name: '路線',
      attributes: { passstts: { column: '状況', values: { 全面通行止: 'road_close' } } },
    });
    const line = {
      type: 'LineString',
      coordinates: [
        [136.9, 37.4, 12],
        [137, 37.5],
      ],
    };
    const feature = (geometry: unknown, 状況: string) => ({
      type: 'Feature',
      geometry,
      properties: { 路線: '国道1号', 状況 },
    });
    const table = (状況: string) =>
      applyMapping(readGeoJsonRows(bytes({ type: 'FeatureCollection', features: [feature(line, 状況)] })), road);
    const [row] = table('全面通行止').rows;
    expect(row).toMatchObject({
      name: '国道1号',
      geometry: {
        type: 'LineString',
        coordinates: [
          [136.9, 37.4],
          [137, 37.5],
        ],
      },
      attributes: { passstts: { value: 'road_close', label: '全面通行止' } },
    });
    expect(table('解除').rows[0]?.key).toBe(row?.key);
  });

  it('reads any JSON, its rows where the mapping says', () => {
    const mapping = Mapping.parse({
      theme: 'water-supply',
      rows: '/data/points',
      key: ['id'],
      name: '/names/ja',
      position: { lng: '/at/lng', lat: '/at/lat' },
      attributes: { estab: { column: 'open', values: { true: 'open', false: 'close' } } },
    });
    const points = [{ id: 7, names: { ja: '公園' }, at: { lng: 136.9, lat: 37.4 }, open: true }, 'no object'];
    const { rows, findings } = applyMapping(readJsonRows(bytes({ data: { points } }), mapping.rows), mapping);
    expect(rows).toMatchObject([
      { key: '7', name: '公園', geometry: { coordinates: [136.9, 37.4] }, attributes: { estab: { value: 'open' } } },
    ]);
    expect(findings).toMatchObject([{ rule: 'row.form', level: 'refused', place: { path: '/data/points/1' } }]);
    expect(() => readJsonRows(bytes({}), '/data')).toThrow(expect.objectContaining({ code: 'report.invalid' }));
  });

  it.each([
    [
      'an open ring',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 0],
            [1, 1],
          ],
        ],
      },
      {
        coordinates: [
          [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 0],
          ],
        ],
      },
    ],
    ['a place outside the world', { type: 'Point', coordinates: [200, 0] }, null],
    [
      'a ring of two',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 0],
          ],
        ],
      },
      null,
    ],
    ['a collection', { type: 'GeometryCollection', geometries: [] }, null],
    ['numbers as text', { type: 'Point', coordinates: ['1', '2'] }, null],
  ])('keeps a row with %s, and says so', (_what, geometry, expected) => {
    const table = readGeoJsonRows(
      bytes({ type: 'FeatureCollection', features: [{ type: 'Feature', geometry, properties: {} }] }),
    );
    if (expected === null) expect(table.rows[0]?.geometry).toBeNull();
    else expect(table.rows[0]?.geometry).toMatchObject(expected);
    expect(table.findings).toMatchObject([{ level: 'mended', place: { path: '/features/0/geometry' } }]);
  });
});

describe('a mapping', () => {
  it.each([
    [{ theme: 'shelters' }, ['theme']],
    [{ theme: 'shelter', rows: 'data' }, ['rows']],
    [{ theme: 'shelter', colour: 'red' }, []],
    [{ theme: 'shelter', attributes: { 'a b': { column: 'x' } } }, ['attributes', 'a b']],
  ])('%j is refused with its place', (written, path) => {
    expect(Mapping.safeParse(written).error?.issues[0]?.path).toEqual(path);
  });
});
