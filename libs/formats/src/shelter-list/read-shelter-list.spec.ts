import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { HubError, type ImportOptions, type ImportProblem } from '@hinomi/contracts';
import { Mapping } from '../mapping/mapping.js';
import { readShelterList, type ShelterList } from './read-shelter-list.js';

const FIXTURE = readFileSync(new URL('../../fixtures/shelter-list/sites_cp932-everything-wrong.csv', import.meta.url));
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const national = {
  id: 'national',
  title: '全国の名簿',
  agency: '国',
  attribution: '出典：国',
  mapping: Mapping.parse({
    theme: 'evacuation-site',
    key: ['共通ID'],
    datasets: '団体コード',
    identifiers: { 'national-shelter': '共通ID' },
    name: '施設・場所名',
    municipality: '団体コード',
    position: { lng: '経度', lat: '緯度' },
    attributes: {
      name: { column: '施設・場所名' },
      address: { column: '住所' },
      designated_flood: { column: '洪水', values: { '1': 'yes' }, empty: 'no' },
    },
  }),
};
const read = (
  bytes: Uint8Array,
  options: ImportOptions = {},
  more: { located?: [number, string][] } = {},
): ShelterList => readShelterList(bytes, { fileName: '名簿.csv', options, known: [national], ...more });
const problem = (list: ShelterList, code: ImportProblem['code']) =>
  list.preview.problems.find((each) => each.code === code);
const rowsOf = (list: ShelterList) => list.datasets.flatMap(({ rows }) => rows);

describe('a list with everything wrong', () => {
  const list = read(FIXTURE);
  const [first, second, third, fourth] = rowsOf(list);

  it('finds encoding, header and title rows', () => {
    expect(list.preview).toMatchObject({ encoding: 'cp932', headerLine: 3, titleLines: [1, 2], source: null });
  });

  it('puts back zeros, reads full-width digits and units, and keeps the row as it came', () => {
    expect(first).toMatchObject({
      name: '見本第一小学校',
      municipality: '09201',
      geometry: { type: 'Point', coordinates: [139.8828, 36.5551] },
      attributes: { capacity: { value: 1200 }, phoneno: { value: '0286000001' } },
      original: { 市区町村コード: '92011', 想定収容人数: '１，２００人', 電話番号: '286000001' },
    });
    expect(problem(list, 'zero-lost')).toMatchObject({ count: 5, fixable: true, on: true });
    expect(problem(list, 'full-width')?.examples[0]).toMatchObject({ line: 4, after: '1200' });
  });

  it('turns swapped positions round and degrees into decimals', () => {
    expect(second?.geometry?.coordinates).toEqual([139.8901, 36.5602]);
    expect(third?.geometry?.coordinates).toEqual([139.8836667, 36.5529167]);
    expect(problem(list, 'swapped')?.count).toBe(1);
    expect(problem(list, 'degrees-minutes')?.count).toBe(1);
  });

  it('reads ○ and ×, and says nothing of kinds without a column', () => {
    const attributes = second?.attributes ?? {};
    expect(attributes).toMatchObject({ designated_flood: { value: 'no' }, designated_earthquake: { value: 'yes' } });
    expect(Object.keys(attributes)).not.toContain('designated_tsunami');
  });

  it('keeps a row without a position, and refuses the totals without counting what they lack', () => {
    expect(fourth).toMatchObject({ name: '見本集会所', geometry: null });
    expect(list.preview.rows).toEqual({ total: 5, understood: 4, refused: 1, unplaced: 1 });
    expect(list.preview.refused).toEqual([{ line: 8, code: 'name-missing' }]);
    expect(problem(list, 'position-missing')?.count).toBe(1);
  });

  it('leaves a value out whose mending is not wanted', () => {
    const unmended = read(FIXTURE, { without: ['swapped', 'unit-in-number', 'zero-lost'], municipality: '09202' });
    const [one, two] = rowsOf(unmended);
    expect(two?.geometry).toBeNull();
    expect(one?.attributes['capacity']).toBeUndefined();
    expect(one?.municipality).toBe('09202');
    expect(problem(unmended, 'swapped')).toMatchObject({ on: false, count: 1 });
  });
});

describe('columns', () => {
  it('are matched by their values where the header says nothing', () => {
    const list = read(utf8('名称,a,b,c\n見本小,35.1234,136.9876,052-000-0001\n手本小,35.2234,136.8876,052-000-0002\n'));
    const found = Object.fromEntries(list.preview.columns.map(({ column, field, by }) => [column, [field, by]]));
    expect(found).toEqual({
      名称: ['name', 'header'],
      a: ['lat', 'values'],
      b: ['lng', 'values'],
      c: ['phone', 'values'],
    });
  });

  it('are what a person says they are', () => {
    const bytes = utf8('名称,所在地,よび名\n見本小,見本町1,第一避難所\n');
    const list = read(bytes, { columns: { 名称: null, よび名: 'name' } });
    expect(rowsOf(list)[0]?.name).toBe('第一避難所');
    expect(list.preview.columns[2]).toMatchObject({ field: 'name', by: 'person' });
  });

  it('may tell all kinds of disaster in one cell', () => {
    const list = read(utf8('名称,lat,lon,対応している災害の種別\n見本小,35.1,136.9,地震・土砂災害\n'));
    expect(rowsOf(list)[0]?.attributes).toMatchObject({
      designated_earthquake: { value: 'yes' },
      designated_landslide: { value: 'yes' },
      designated_flood: { value: 'no' },
    });
  });
});

describe('a list that an entry knows', () => {
  const HEAD = '団体コード,共通ID,施設・場所名,住所,洪水,緯度,経度';

  it('is read by its mapping, municipality by municipality', () => {
    const list = read(
      utf8(
        `${HEAD}\n092011,E0920100001201,見本小,見本町1,1,36.5,139.8\n92029,E0920200001201,手本小,手本町1,,36.3,139.4\n`,
      ),
    );
    expect(list.preview.source).toEqual({ id: 'national', title: '全国の名簿' });
    expect(list.datasets.map(({ dataset, municipality }) => [dataset, municipality])).toEqual([
      ['table:national:092011', '09201'],
      ['table:national:092029', '09202'],
    ]);
  });

  it('takes the municipality from the national ID where the file names none', () => {
    const geojson = {
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          geometry: { type: 'Point', coordinates: [139.8, 36.5] },
          properties: { 共通ID: 'E0920100001201', '施設・場所名': '見本小', 住所: '見本町1', 洪水: '1' },
        },
      ],
    };
    const list = read(utf8(JSON.stringify(geojson)));
    expect(list.preview).toMatchObject({ format: 'geojson', headerLine: null });
    expect(list.datasets[0]).toMatchObject({ dataset: 'table:national:092011', municipality: '09201' });
  });

  it('refuses a row without the key, with its line', () => {
    const list = read(utf8(`${HEAD}\n092011,,見本小,見本町1,1,36.5,139.8\n`));
    expect(list.preview.refused).toEqual([{ line: 2, code: 'id-missing' }]);
  });

  it('is read by its columns when the person wants that', () => {
    const list = read(utf8(`${HEAD}\n092011,E0920100001201,見本小,見本町1,1,36.5,139.8\n`), { source: null });
    expect(list.source.id).toBe('list:名簿');
    expect(rowsOf(list)[0]?.identifiers).toContainEqual({ scheme: 'national-shelter', value: 'E0920100001201' });
  });
});

describe('rows that name no municipality', () => {
  const bytes = utf8('名称,lat,lon\n見本小,36.5,139.8\n');

  it('are told with their position, and take what is found there', () => {
    expect(read(bytes).unlocated).toEqual([[2, [139.8, 36.5]]]);
    const located = read(bytes, {}, { located: [[2, '09201']] });
    expect(located.datasets[0]?.dataset).toBe('table:list:名簿:09201');
    expect(problem(located, 'municipality-missing')).toBeUndefined();
    expect(problem(located, 'municipality-by-position')?.examples[0]?.after).toBe('09201');
    const chosen = read(bytes, { municipality: '09202' }, { located: [[2, '09201']] });
    expect(chosen.datasets[0]?.municipality).toBe('09202');
  });
});

describe('what is no list', () => {
  it.each([
    ['', 'report.empty'],
    ['a,b\n1,2\n', 'report.invalid'],
    ['{"type": "unavailable"}', 'report.invalid'],
    ['名称,住所\n"見本', 'report.unreadable'],
  ])('%j is refused', (text, code) => {
    let caught: unknown;
    try {
      read(utf8(text));
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(HubError);
    expect((caught as HubError).code).toBe(code);
  });
});

describe('columns about persons', () => {
  const told = '共通ID,団体コード,施設・場所名,経度,緯度,住所,洪水,担当者　氏名,備品\n';
  const row = 'E0920100001,09201,見本公園,139.8,36.5,見本1-1,1,見本太郎,毛布';

  it('leave no trace in what is kept of a row where the mapping of the list withholds them', () => {
    const mapping = Mapping.parse({ ...national.mapping, withhold: ['担当者氏名'] });
    const known = [{ ...national, mapping }];
    const list = readShelterList(utf8(told + row), { fileName: '名簿.csv', options: {}, known });
    expect(list.preview.source?.id).toBe('national');
    expect(rowsOf(list)[0]?.original).toMatchObject({ 備品: '毛布' });
    expect(JSON.stringify(list.datasets)).not.toContain('見本太郎');
  });

  it('leave none, and are taken for no telephone of the place, in a list that nobody knows', () => {
    const own = '名称,住所,市区町村コード,担当者,担当者携帯,備品\n見本公園,見本1-1,09201,見本太郎,090-0000-0001,毛布';
    const list = read(utf8(own));
    expect(rowsOf(list)[0]?.original).toMatchObject({ 名称: '見本公園', 備品: '毛布' });
    expect(JSON.stringify(list.datasets)).not.toMatch(/見本太郎|090/);
    const chosen = read(utf8(own), { columns: { 担当者携帯: 'phone' } });
    expect(rowsOf(chosen)[0]?.attributes['phoneno']?.value).toBe('090-0000-0001');
  });
});
