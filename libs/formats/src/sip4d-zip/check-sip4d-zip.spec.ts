import { describe, expect, it } from '@jest/globals';
import { SQUARE } from '../cap/write-cap.suite.js';
import { checkSip4dZip } from './check-sip4d-zip.js';
import { Decimal, readExactJson, writeExactJson } from './exact-json.js';
import { SHELTER, snapshot, thing } from './write-sip4d-zip.suite.js';
import { writeSip4dZip } from './write-sip4d-zip.js';

/* eslint-disable-next-line @typescript-eslint/no-explicit-any -- the breaks below reach into JSON of any shape. */
type Json = any;
type Part = 'meta' | 'rows' | 'columns' | 'style';

const ENDS: Readonly<Record<Part, string>> = {
  meta: 'sip4d_zip_meta.json',
  rows: '.geojson',
  columns: '_columns.json',
  style: '_style.json',
};
const fine = (): Map<string, Uint8Array> =>
  new Map(writeSip4dZip([thing({ ...SHELTER, citycode: '17204' })], snapshot()).packages[0]?.files);
const fileOf = (files: ReadonlyMap<string, Uint8Array>, part: Part): string =>
  [...files.keys()].find((name) => name.endsWith(ENDS[part])) ?? '';

/** A package that is fine but for one change to one of its files. */
function broken(part: Part, change: (json: Json) => void): Map<string, Uint8Array> {
  const files = fine();
  const name = fileOf(files, part);
  const json = readExactJson(files.get(name) ?? new Uint8Array());
  change(json);
  return files.set(name, new TextEncoder().encode(writeExactJson(json)));
}

/** A package without a file, or with other bytes in its place. */
function replaced(part: Part, bytes: Uint8Array | null): Map<string, Uint8Array> {
  const files = fine();
  const name = fileOf(files, part);
  if (bytes === null) files.delete(name);
  else files.set(name, bytes);
  return files;
}

const column = (json: Json, name: string): Json => json.columns.find((one: Json) => one.name === name);
const place = (json: Json, geometry: unknown): void => void (json.features[0].geometry = geometry);
const decimals = (value: unknown): unknown =>
  typeof value === 'number' ? new Decimal(value) : Array.isArray(value) ? value.map(decimals) : value;
const shaped = (type: string, coordinates: unknown) => ({ type, coordinates: decimals(coordinates) });
const cell = (name: string, value: unknown) => (json: Json) => void (json.features[0].properties[name] = value);
const meta = (path: string, value: unknown) => (json: Json) => {
  const names = path.split('.');
  const last = names.pop() ?? '';
  names.reduce((inner, name) => inner[name], json)[last] = value;
};

type Break = [rule: string, place: string, part: Part, change: (json: Json) => void];

const META: Break[] = [
  ['meta.version', '#/version', 'meta', meta('version', '3')],
  ['meta.title', '#/title', 'meta', meta('title', undefined)],
  ['meta.ttid', '#/ttid', 'meta', meta('ttid', '734cbc67-8f3d-e3cb-720d-4bb23ab9ac0z')],
  ['meta.code', '#/code', 'meta', meta('code', '1-1-1')],
  ['meta.category', '#/category', 'meta', meta('category', '天気')],
  ['meta.tags', '#/tags', 'meta', meta('tags', undefined)],
  ['meta.format', '#/format', 'meta', meta('format', 'ZIP')],
  ['meta.payload_type', '#/payload_type', 'meta', meta('payload_type', 'RASTER')],
  ['meta.updated', '#/updated', 'meta', meta('updated', '2026-09-01T03:00:00Z')],
  ['meta.information_date', '#/information_date', 'meta', meta('information_date', '2026-05-20T010:05:02')],
  ['meta.author.name', '#/author/name', 'meta', meta('author.name', undefined)],
  ['meta.author.e-mail', '#/author/e-mail', 'meta', meta('author.e-mail', 'nobody')],
  ['meta.maintainer.name', '#/maintainer/name', 'meta', meta('maintainer.name', undefined)],
  ['meta.maintainer.e-mail', '#/maintainer/e-mail', 'meta', meta('maintainer.e-mail', undefined)],
  ['meta.disaster.name', '#/disaster/name', 'meta', meta('disaster.name', undefined)],
  ['meta.disaster.report', '#/disaster/report', 'meta', meta('disaster.report', 10_000)],
  ['meta.lgcode', '#/lgcode/0', 'meta', meta('lgcode', ['172'])],
  ['meta.openflg', '#/openflg', 'meta', meta('openflg', '公開')],
  ['meta.testflg', '#/testflg', 'meta', meta('testflg', '本番')],
  ['meta.character', '#/character', 'meta', meta('character', 'SJIS')],
  ['meta.license_id', '#/license_id', 'meta', meta('license_id', 'mit')],
  ['meta.note', '#/note', 'meta', meta('note', undefined)],
  ['meta.entry_num', '#/entry_num', 'meta', meta('entry_num', 2)],
  [
    'meta.entry',
    '#/entry',
    'meta',
    (json) => void ((json.entry = [json.entry[0], json.entry[0]]), (json.entry_num = 2)),
  ],
  ['meta.entry.type', '#/entry/0/type', 'meta', meta('entry.0.type', 'CSV')],
  ['meta.entry.updated', '#/entry/0/updated', 'meta', meta('entry.0.updated', 'now')],
  ['entry.file', '#/entry/0/file', 'meta', meta('entry.0.file', 'b.geojson')],
];

const COLUMNS: Break[] = [
  ['columns.version', '#/version', 'columns', meta('version', undefined)],
  ['columns.code', '#/code', 'columns', meta('code', '99-999-99')],
  ['columns.num_column', '#/num_column', 'columns', meta('num_column', 1)],
  ['columns.columns.name', '#/columns/0/name', 'columns', meta('columns.0.name', undefined)],
  ['columns.columns.show', '#/columns/0/show', 'columns', meta('columns.0.show', 'yes')],
  ['columns.columns.type', '#/columns/0/type', 'columns', meta('columns.0.type', 'Text')],
  ['columns.required', '#/columns', 'columns', (json) => void (column(json, 'cityname').connid = 'town')],
  ['columns.list', '#/columns/3', 'columns', (json) => void column(json, 'eststts').value_list.pop()],
  [
    'columns.conn_attr_list',
    '#/columns/3/conn_attr_list',
    'columns',
    (json) => void (column(json, 'eststts').conn_attr_list[0] = 'shut'),
  ],
];

const ROWS: Break[] = [
  ['geojson.type', '#/type', 'rows', meta('type', 'Feature')],
  ['geojson.features', '#/features', 'rows', meta('features', undefined)],
  ['geojson.feature', '#/features/0/type', 'rows', meta('features.0.type', 'Point')],
  ['geojson.properties', '#/features/0/properties', 'rows', meta('features.0.properties', undefined)],
  ['geojson.geometry', '#/features/0/geometry', 'rows', (json) => place(json, null)],
  ['geojson.geometry', '#/features/0/geometry', 'rows', (json) => place(json, shaped('Circle', [1, 2]))],
  [
    'geojson.position',
    '#/features/0/geometry/coordinates',
    'rows',
    (json) => place(json, { type: 'Point', coordinates: [140, 37] }),
  ],
  ['geojson.position', '#/features/0/geometry/coordinates', 'rows', (json) => place(json, shaped('Point', [1, 2, 3]))],
  ['geojson.line', '#/features/0/geometry/coordinates', 'rows', (json) => place(json, shaped('LineString', [[1, 2]]))],
  [
    'geojson.ring',
    '#/features/0/geometry/coordinates/0',
    'rows',
    (json) => place(json, shaped('Polygon', [[[1, 2], [2, 3], [1, 2]]])), // prettier-ignore
  ],
  [
    'geojson.closed',
    '#/features/0/geometry/coordinates/0/0',
    'rows',
    (json) => place(json, shaped('MultiPolygon', [[SQUARE.slice(0, 4)]])),
  ],
  ['geojson.empty', '#/features/0/geometry/coordinates', 'rows', (json) => place(json, shaped('MultiPoint', []))],
  [
    'geojson.one-type',
    '#/features',
    'rows',
    (json) => void json.features.push({ ...json.features[0], geometry: shaped('MultiPoint', [[1, 2]]) }),
  ],
  ['geojson.property-name', '#/features/0/properties/Évac~1No', 'rows', cell('Évac/No', '1')],
  ['attribute.type', '#/features/0/properties/evacueeno', 'rows', cell('evacueeno', '12')],
  ['attribute.type', '#/features/0/properties/evacueeno', 'rows', cell('evacueeno', new Decimal(12.5))],
  ['attribute.type', '#/features/0/properties/name', 'rows', cell('name', 5)],
  ['attribute.type', '#/features/0/properties/name', 'rows', cell('name', ['a'])],
  ['attribute.value', '#/features/0/properties/eststts', 'rows', cell('eststts', 'open')],
  ['attribute.datetime', '#/features/0/properties/starttime', 'rows', cell('starttime', '2026/03/31 14:02:37')],
  ['attribute.format', '#/features/0/properties/citycode', 'rows', cell('citycode', '172')],
];

const STYLE: Break[] = [
  ['style.num_class', '#/num_class', 'style', meta('num_class', 7)],
  ['style.type', '#/type', 'style', meta('type', 'area')],
  ['style.title', '#/classes/0/title', 'style', meta('classes.0.title', undefined)],
  ['style.color', '#/classes/0/color', 'style', meta('classes.0.color', 'red')],
  ['style.fill_opacity', '#/classes/0/fill_opacity', 'style', meta('classes.0.fill_opacity', 2)],
  ['style.value', '#/classes/0', 'style', meta('classes.0.value', undefined)],
  ['style.fill', '#/classes/0', 'style', meta('classes.0.fill', undefined)],
  ['style.point_type', '#/classes/0', 'style', meta('classes.0.point_type', undefined)],
  ['style.size', '#/classes/0', 'style', meta('classes.0.size', undefined)],
  ['style.icon', '#/classes/0/icon', 'style', meta('classes.0.icon', 'a.png')],
];

describe('checkSip4dZip', () => {
  it('finds nothing in a package that is fine', () => {
    expect(checkSip4dZip(fine())).toEqual([]);
  });

  it.each([...META, ...COLUMNS, ...ROWS, ...STYLE])('finds what breaks %s, at %s', (rule, pointer, part, change) => {
    const files = broken(part, change);
    expect(checkSip4dZip(files)).toContainEqual({
      rule,
      level: 'error',
      place: { path: `${fileOf(files, part)}${pointer}` },
      message: expect.any(String),
    });
  });

  it.each<[string, Part, Uint8Array | null, string]>([
    ['meta.file', 'meta', null, ''],
    ['entry.file', 'rows', null, '#/entry/0/file'],
    ['columns.file', 'columns', null, ''],
    ['file.json', 'meta', new TextEncoder().encode('{'), '#'],
    ['file.json', 'rows', new Uint8Array([0x7b, 0x82, 0xa0, 0x7d]), '#'],
    ['file.json', 'columns', new TextEncoder().encode('{'), '#'],
    ['file.json', 'style', new TextEncoder().encode('{'), '#'],
  ])('finds %s of the %s', (rule, part, bytes, pointer) => {
    const name = rule === 'entry.file' ? ENDS.meta : fileOf(fine(), part);
    expect(checkSip4dZip(replaced(part, bytes))).toContainEqual(
      expect.objectContaining({ rule, level: 'error', place: { path: `${name}${pointer}` } }),
    );
  });

  it('finds a byte order mark', () => {
    const files = fine();
    const name = fileOf(files, 'columns');
    files.set(name, new Uint8Array([0xef, 0xbb, 0xbf, ...(files.get(name) ?? [])]));
    expect(checkSip4dZip(files)).toEqual([expect.objectContaining({ rule: 'file.bom', place: { path: name } })]);
  });

  it('warns of what the checker itself only warns of', () => {
    expect(checkSip4dZip(replaced('style', null))).toMatchObject([{ rule: 'style.file', level: 'warning' }]);
    expect(checkSip4dZip(broken('rows', cell('other', 'x')))).toMatchObject([
      { rule: 'geojson.undefined-column', level: 'warning' },
    ]);
  });

  it('asks less of format 1, and takes values that are absent or empty', () => {
    const old = broken('meta', (json) => {
      json.version = '1';
      delete json.tags;
      delete json.payload_type;
      delete json.maintainer['e-mail'];
    });
    expect(checkSip4dZip(old)).toEqual([]);
    expect(checkSip4dZip(broken('rows', cell('eststts', '')))).toEqual([]);
    expect(checkSip4dZip(broken('rows', cell('evacueeno', null)))).toEqual([]);
  });

  it('tells the first of many', () => {
    const many = broken('rows', (json) => {
      json.features = Array.from({ length: 500 }, () => ({ ...json.features[0], type: 'x' }));
    });
    expect(checkSip4dZip(many)).toHaveLength(100);
  });
});
