import { describe, expect, it } from '@jest/globals';
import { parseSip4dZip, statusOfMeta } from './parse-sip4d-zip.js';

const META = {
  version: '1.1',
  title: '避難所',
  ttid: '1b6f0a52-3c1d-4a7e-9f51-0d2c8e4a7b10',
  code: '01-001-01',
  category: '避難',
  tags: ['避難所'],
  format: 'SIP4D-ZIP',
  payload_type: 'VECTOR',
  updated: '2026-09-01T12:02:10',
  information_date: '2026-09-01T12:00:00',
  author: { name: '見本県' },
  maintainer: { name: '見本県', 'e-mail': 'bosai@pref.example' },
  disaster: { name: '-', report: 3 },
  openflg: '一般公開可能',
  testflg: '通常',
  character: 'UTF-8',
  license_id: 'cc-by',
  credit: ['見本県'],
  note: '',
  entry_num: 1,
  entry: [{ type: 'GeoJSON', title: '避難所', file: 'a.geojson', updated: '2026-09-01T12:02:10' }],
};
const column = (name: string, more: object = {}) => ({
  name,
  jname: name,
  connid: name,
  show: true,
  type: 'String',
  ...more,
});
const OPENING = {
  type: 'List',
  num_key: 2,
  key_list: ['1', '2'],
  value_list: ['未開設', '開設'],
  conn_attr_list: ['notopen', 'open'],
};
const COLUMNS = {
  version: '1',
  code: '01-001-01',
  num_column: 5,
  columns: [
    column('id'),
    column('hinanjo', { connid: 'name', jname: '施設名称' }),
    column('cityname'),
    column('jokyo', { connid: 'eststts', ...OPENING }),
    column('evacueeno', { type: 'Integer' }),
  ],
};
const feature = (properties: object, geometry: unknown = { type: 'Point', coordinates: [136.9, 37.4] }) => ({
  type: 'Feature',
  geometry,
  properties,
});
const ROW = { id: '1', hinanjo: '見本小学校', cityname: '見本市', jokyo: '2', evacueeno: 12 };
const STYLE = {
  num_class: 1,
  type: 'point',
  classes: [{ title: 'a', point_type: 'circle', color: '0000FF', stroke: 1, fill: '0000FF', size: 5 }],
};
const bytes = (value: unknown): Uint8Array =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

const packed = (
  over: {
    meta?: object;
    columns?: object;
    features?: unknown[];
    style?: unknown;
    files?: Record<string, unknown>;
  } = {},
) =>
  new Map(
    Object.entries({
      'sip4d_zip_meta.json': { ...META, ...over.meta },
      'a.geojson': { type: 'FeatureCollection', features: over.features ?? [feature(ROW)] },
      'a_columns.json': { ...COLUMNS, ...over.columns },
      'a_style.json': over.style ?? STYLE,
      ...over.files,
    })
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, bytes(value)] as const),
  );
const rulesOf = (over: Parameters<typeof packed>[0]): string[] =>
  parseSip4dZip(packed(over)).findings.map(({ rule }) => rule);

describe('parseSip4dZip', () => {
  it('reads a package by its own columns, without a finding', () => {
    const pack = parseSip4dZip(packed());
    expect(pack).toMatchObject({
      ttid: META.ttid,
      status: '通常',
      isPublic: true,
      author: '見本県',
      informationDate: '2026-09-01T03:00:00.000Z',
      updated: '2026-09-01T03:02:10.000Z',
      findings: [],
    });
    expect(pack.tables).toMatchObject([
      {
        mapping: { theme: 'shelter', classification: 'public' },
        rows: [
          {
            key: '1',
            name: '見本小学校',
            attributes: {
              eststts: { value: 'open', label: '開設' },
              evacueeno: { value: 12 },
              name: { value: '見本小学校' },
            },
            original: ROW,
          },
        ],
      },
    ]);
  });

  it('reads times of single attributes, ends of rows, and nothing about who typed it', () => {
    const columns = [
      column('uuid', { connid: undefined, show: false }),
      column('attr0', { connid: undefined, jname: '被害' }),
      column('attr0_update', { connid: undefined, type: 'Datetime', show: false }),
      column('attr1', { connid: undefined, jname: '入力者' }),
      column('time_to', { connid: undefined, type: 'Datetime', show: false }),
      column('geometry_update', { connid: undefined, type: 'Datetime', show: false }),
    ];
    const row = {
      uuid: 'u-1',
      attr0: '倒木',
      attr0_update: '2026-09-01T02:00:00.000Z',
      attr1: '見本太郎',
      time_to: '2026-09-01T02:30:00.000Z',
      geometry_update: '2026-09-01T01:00:00.000Z',
    };
    const { tables } = parseSip4dZip(
      packed({
        meta: { code: '0304-02' },
        columns: { code: '0304-02', num_column: 6, columns },
        features: [feature(row)],
      }),
    );
    expect(tables[0]?.rows[0]).toMatchObject({
      key: 'u-1',
      endedAt: '2026-09-01T02:30:00.000Z',
      geometryObservedAt: '2026-09-01T01:00:00.000Z',
      attributes: { attr0: { value: '倒木', title: '被害', observedAt: '2026-09-01T02:00:00.000Z' } },
    });
    expect(JSON.stringify(tables[0]?.rows)).not.toContain('見本太郎');
  });

  it('takes an empty table for "nothing reported"', () => {
    expect(parseSip4dZip(packed({ features: [] })).tables).toMatchObject([{ rows: [] }]);
  });

  it.each([
    ['meta.ttid', { meta: { ttid: 'z' } }],
    ['meta.category', { meta: { category: '天気' } }],
    ['meta.entry_num', { meta: { entry_num: 2 } }],
    ['meta.information_date', { meta: { information_date: '2026-05-20T010:05:02' } }],
    ['meta.maintainer.e-mail', { meta: { maintainer: { name: '県', 'e-mail': 'nobody' } } }],
    ['meta.disaster.report', { meta: { disaster: { name: '-', report: 10_000 } } }],
    ['columns.num_column', { columns: { num_column: 9 } }],
    ['columns.required', { columns: { num_column: 1, columns: [column('id')] } }],
    [
      'columns.list',
      {
        columns: {
          num_column: 1,
          columns: [column('x', { type: 'List', num_key: 1, key_list: ['1'], value_list: [] })],
        },
      },
    ],
    ['attribute.code', { features: [feature({ ...ROW, jokyo: '9' })] }],
    [
      'geojson.one-type',
      {
        features: [
          feature(ROW),
          feature(
            { ...ROW, id: '2' },
            {
              type: 'LineString',
              coordinates: [
                [1, 1],
                [2, 2],
              ],
            },
          ),
        ],
      },
    ],
    ['geojson.property-name', { features: [feature({ ...ROW, 'Évac-No': 1 })] }],
    ['geojson.undefined-column', { features: [feature({ ...ROW, other: 1 })] }],
    ['style.file', { files: { 'a_style.json': null } }],
    ['style.color', { style: { ...STYLE, classes: [{ ...STYLE.classes[0], color: 'red' }] } }],
    ['style.icon', { style: { ...STYLE, classes: [{ title: 'a', point_type: 'icon', icon: 'x.png', size: 4 }] } }],
    ['file.bom', { files: { 'a_columns.json': `\ufeff${JSON.stringify(COLUMNS)}` } }],
  ])('names what breaks the rule %s, and reads the package all the same', (rule, over) => {
    expect(rulesOf(over)).toContain(rule);
    expect(parseSip4dZip(packed(over)).tables).toHaveLength(1);
  });

  it.each([
    ['no metadata', { files: { 'sip4d_zip_meta.json': null } }, 'sip4d_zip_meta.json'],
    ['metadata that are not JSON', { files: { 'sip4d_zip_meta.json': '{' } }, 'sip4d_zip_meta.json#'],
    ['no ttid', { meta: { ttid: '' } }, 'sip4d_zip_meta.json#/ttid'],
    ['no word whether it is real', { meta: { testflg: undefined } }, 'sip4d_zip_meta.json#/testflg'],
    ['no time', { meta: { information_date: '', updated: '' } }, 'sip4d_zip_meta.json#/information_date'],
    ['no table', { files: { 'a.geojson': null } }, 'sip4d_zip_meta.json#/entry/0/file'],
    ['a table that is not JSON', { files: { 'a.geojson': '[' } }, 'a.geojson#'],
    ['no columns', { files: { 'a_columns.json': null } }, 'sip4d_zip_meta.json#/entry/0/file'],
  ])('refuses a package with %s, naming the place', (_what, over, path) => {
    expect(() => parseSip4dZip(packed(over))).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^report\./), place: expect.objectContaining({ path }) }),
    );
  });

  it('reads what it can of several entries', () => {
    const entry = META.entry[0];
    const meta = { code: '99-999-99', entry_num: 2, entry: [entry, { ...entry, file: 'b.geojson' }] };
    const { tables, findings } = parseSip4dZip(packed({ meta }));
    expect(tables).toHaveLength(1);
    expect(findings).toMatchObject([
      { rule: 'entry.file', level: 'refused', place: { path: 'sip4d_zip_meta.json#/entry/1/file' } },
    ]);
  });

  it('asks less of format 1', () => {
    const { tags: _tags, payload_type: _type, ...meta } = META;
    const files = { 'sip4d_zip_meta.json': { ...meta, version: '1', maintainer: { name: '県' } } };
    expect(rulesOf({ files })).toEqual([]);
  });

  it('says by its metadata alone whether it is real', () => {
    expect(statusOfMeta(bytes({ testflg: '訓練' }))).toBe('訓練');
    expect(statusOfMeta(bytes('nothing'))).toBeNull();
    expect(statusOfMeta(bytes('null'))).toBeNull();
  });
});
