/** Tables and packages for the fuzzer: documents of the project's own, and the mappings they are read by. */
import { Mapping } from '../../libs/formats/dist/index.js';

/** As much of a mapping as there is. */
export const CSV_MAPPING = Mapping.parse({
  theme: 'shelter',
  datasets: '市町村',
  key: ['番号'],
  identifiers: { municipal: '番号', 'national-shelter': '共通ID' },
  name: '施設名',
  nameKana: 'カナ',
  position: { lng: '経度', lat: '緯度' },
  municipality: '市町村',
  observedAt: '確認日時',
  geometryObservedAt: '位置の更新',
  endedAt: '終了',
  withhold: ['担当者'],
  attributes: {
    eststts: { column: '開設', values: { 開設中: 'open', 未開設: 'notopen' }, empty: 'notopen' },
    evacueeno: { column: '人数', observedAt: '人数の時刻' },
    crowdstts: { column: '混雑', values: { 1: 'free', 3: 'full' }, labels: { 1: '空き', 3: '満員' } },
    water: { column: '水', type: 'number', title: '水の残り' },
    seen: { column: '確認日時', type: 'instant' },
  },
});

/** Rows somewhere in a document, places by pointers. */
export const JSON_MAPPING = Mapping.parse({
  theme: 'road',
  rows: '/data/rows',
  complete: false,
  position: { lng: '/position/lng', lat: '/position/lat' },
  name: 'name',
  attributes: { note: { column: '/more/0/note', type: 'text' }, length: { column: 'length', type: 'integer' } },
});

export const GEOJSON_MAPPING = Mapping.parse({
  theme: 'shelter',
  identifiers: { 'national-shelter': '共通ID' },
  name: '施設・場所名',
  attributes: { designated_flood: { column: '洪水', values: { 1: 'yes' }, empty: 'no' } },
});

const CSV = `見本市の避難所一覧,,,
番号,市町村,共通ID,施設名,カナ,緯度,経度,開設,人数,人数の時刻,混雑,水,確認日時,位置の更新,終了,担当者
1,172022,E1720200001,見本小学校,ミホンショウガッコウ,37.043,136.967,開設中,"１，２００人",令和8年9月1日 12時,1,3.5t,2026-09-01T12:00,,,見本 太郎
2,17202,,"第二""見本""
公民館",,136.9,37.0,未開設,-,,3,,2026/9/1 9:05,2026-08-01,2026-08-31 10:00,
3,,,,,,,開設,不明,,9,,,,,
`;

const JSON_ROWS = JSON.stringify({
  data: {
    rows: [
      { name: '国道249号', position: { lng: '136.9', lat: 37.3 }, length: '1,200m', more: [{ note: '崩落' }] },
      { name: null, position: { lng: 37.3, lat: 136.9 }, length: -1, more: [] },
      'no row',
    ],
  },
});

const feature = (geometry, properties) => ({ type: 'Feature', geometry, properties });
const GEOJSON = JSON.stringify({
  type: 'FeatureCollection',
  features: [
    feature(
      { type: 'Point', coordinates: [136.967, 37.043] },
      { 共通ID: 'E1720200001', '施設・場所名': '見本小学校', 洪水: '1' },
    ),
    feature(
      {
        type: 'MultiPolygon',
        coordinates: [[[[136.9, 37], [137, 37], [137, 37.1], [136.9, 37]]], [[[138, 37], [138.1, 37], [138.1, 37.1], [138, 37]]]],
      },
      { '施設・場所名': '公園' },
    ),
    feature({ type: 'LineString', coordinates: [[136.9, 37, 3], [137, 37.2, 4]] }, {}),
    feature(null, { 共通ID: '' }),
  ],
}); // prettier-ignore

export const TABLES = { csv: CSV, json: JSON_ROWS, geojson: GEOJSON };

const column = (name, more = {}) => ({ name, jname: name, connid: name, show: true, type: 'String', ...more });
const entry = (title) => ({ type: 'GeoJSON', title, file: `${title}.geojson`, updated: '2026-09-01T12:02:10' });
const rows = (geometry) => ({
  type: 'FeatureCollection',
  features: [
    feature(geometry, { id: '1', hinanjo: '見本小学校', jokyo: '2', evacueeno: 12, evacueeno_update: '202609011200' }),
    feature(geometry, { id: '2', hinanjo: '', jokyo: '9', evacueeno: '12人', time_to: '2026-08-31T10:00:00' }),
  ],
});
const COLUMNS = {
  version: '1',
  code: '01-001-01',
  num_column: 6,
  columns: [
    column('id'),
    column('hinanjo', { connid: 'name', jname: '施設名称' }),
    column('jokyo', {
      connid: 'eststts',
      type: 'List',
      num_key: 2,
      key_list: ['1', '2'],
      value_list: ['未開設', '開設'],
      conn_attr_list: ['notopen', 'open'],
    }),
    column('evacueeno', { type: 'Integer' }),
    column('evacueeno_update', { type: 'Time', format: 'YYYYMMDDhhmm' }),
    column('time_to', { type: 'Time' }),
  ],
};
const STYLE = { version: '1', style: [{ type: 'Point', name: '避難所', color: '#ff0000' }] };

/** The files of a package of two tables, as text by their names. */
export const PACKAGE = {
  'sip4d_zip_meta.json': JSON.stringify({
    version: '1.1',
    title: '避難所',
    ttid: '1b6f0a52-3c1d-4a7e-9f51-0d2c8e4a7b10',
    code: '01-001-01',
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
    entry_num: 2,
    entry: [entry('a'), entry('b')],
  }),
  'a.geojson': JSON.stringify(rows({ type: 'Point', coordinates: [136.9, 37.4] })),
  'a_columns.json': JSON.stringify(COLUMNS),
  'a_style.json': JSON.stringify(STYLE),
  'b.geojson': JSON.stringify(rows({ type: 'LineString', coordinates: [[136.9, 37.4], [137, 37.5]] })), // prettier-ignore
  'b_columns.json': JSON.stringify(COLUMNS),
};
