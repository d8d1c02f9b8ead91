import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { LAYERS, THEMES, type Geometry, type LngLat } from '@hinomi/contracts';
import { SQUARE, warning } from '../cap/write-cap.suite.js';
import { checkSip4dZip } from './check-sip4d-zip.js';
import { parseSip4dZip } from './parse-sip4d-zip.js';
import { jsonIn, SHELTER, snapshot, thing } from './write-sip4d-zip.suite.js';
import { sip4dTtid, writeSip4dZip } from './write-sip4d-zip.js';

/** One length for every long suite: 10 in CI, 300 in the soak. */
const ROUNDS = Number(process.env['HINOMI_ROUNDS'] ?? 10);

const one = (...args: Parameters<typeof writeSip4dZip>) => {
  const { packages } = writeSip4dZip(...args);
  const [first] = packages;
  if (first === undefined || packages.length > 1) throw new Error(`${packages.length} packages`);
  return first;
};
const hazards = (over: object = {}) => snapshot({ layer: 'weather-warning', theme: null, always: [], ...over });
const at = (coordinates: LngLat): Geometry => ({ type: 'Point', coordinates });

describe('writeSip4dZip', () => {
  it('writes shelters by their model, as the checker and the hub itself read them', () => {
    const pack = one([thing({ ...SHELTER, mizu: { value: '少ない', title: '飲料水の残り' } })], snapshot());
    expect(checkSip4dZip(pack.files)).toEqual([]);
    expect(pack).toMatchObject({ code: '01-001-01', geometry: 'point', rows: 1 });
    expect([...pack.files.keys()]).toEqual([
      'sip4d_zip_meta.json',
      'shelter_point_01-001-01_20260901120210_3.geojson',
      'shelter_point_01-001-01_20260901120210_3_columns.json',
      'shelter_point_01-001-01_20260901120210_3_style.json',
    ]);
    const read = parseSip4dZip(pack.files);
    expect(read).toMatchObject({
      ttid: pack.ttid,
      status: '通常',
      isPublic: true,
      author: '見本県',
      disaster: '見本地震',
      informationDate: '2026-09-01T03:00:20.000Z',
      updated: '2026-09-01T03:02:10.000Z',
      findings: [],
    });
    expect(read.tables).toMatchObject([
      {
        mapping: { theme: 'shelter' },
        rows: [
          {
            key: 'sip4d:1b6f0a52/1',
            name: '見本小学校',
            municipality: '17204',
            geometry: { type: 'Point', coordinates: [136.9675, 37.0431] },
            attributes: {
              eststts: { value: 'open', label: '開設' },
              evacueeno: { value: 12 },
              starttime: { value: '2026-09-01T01:00:00.000Z' },
              mizu: { value: '少ない', title: '飲料水の残り' },
            },
          },
        ],
      },
    ]);
  });

  it('says what the package is of in its metadata', () => {
    const pack = one([thing(SHELTER)], snapshot({ credits: ['見本県'], tags: ['避難所'] }));
    expect(jsonIn(pack.files, 'meta.json')).toEqual({
      version: '1.1',
      title: '避難所',
      ttid: pack.ttid,
      code: '01-001-01',
      category: '避難',
      tags: ['避難所'],
      format: 'SIP4D-ZIP',
      payload_type: 'VECTOR',
      updated: '2026-09-01T12:02:10',
      information_date: '2026-09-01T12:00:20',
      author: { name: '見本県', 'e-mail': 'bosai@pref.example' },
      maintainer: { name: '見本県', 'e-mail': 'bosai@pref.example' },
      disaster: { name: '見本地震', id: 'd-1', report: 3 },
      lgcode: ['17204'],
      openflg: '一般公開可能',
      testflg: '通常',
      character: 'UTF-8',
      remark: '',
      license_id: 'cc-by',
      license_note: '',
      credit: ['出典：気象庁', '見本県'],
      note: '',
      entry_num: 1,
      entry: [
        {
          type: 'GeoJSON',
          title: '避難所',
          file: 'shelter_point_01-001-01_20260901120210_3.geojson',
          updated: '2026-09-01T12:02:10',
        },
      ],
      crs: '4326',
    });
  });

  it('writes codes as the words of the model, with both in the columns file', () => {
    const { files } = one([thing(SHELTER)], snapshot());
    expect(jsonIn(files, '.geojson')).toMatchObject({ features: [{ properties: { eststts: '開設', evacueeno: 12 } }] });
    const { columns } = jsonIn(files, '_columns.json') as { columns: { name: string }[] };
    expect(columns.find(({ name }) => name === 'eststts')).toEqual({
      name: 'eststts',
      jname: '避難所区分',
      connid: 'eststts',
      show: true,
      type: 'List',
      num_key: 6,
      key_list: ['未開設', '開設', '閉鎖', '常設', '不明', 'その他'],
      value_list: ['未開設', '開設', '閉鎖', '常設', '不明', 'その他'],
      conn_attr_list: ['notopen', 'open', 'close', 'permanent', 'unknown', 'other'],
    });
    expect(jsonIn(files, '_style.json')).toMatchObject({ num_class: 6, type: 'point', column: 'eststts' });
  });

  it('spells a code as the checker does, and the hub reads it right', () => {
    const over = { layer: 'resource', kind: 'resource' };
    const water = thing({ cityname: '輪島市', estab: 'open', josetu: 'permanent' }, over, { theme: 'water-supply' });
    const pack = one([water], snapshot({ layer: 'resource', theme: 'water-supply' }));
    expect(pack.code).toBe('01-006-01');
    expect(checkSip4dZip(pack.files)).toEqual([]);
    expect(parseSip4dZip(pack.files).tables[0]?.rows[0]?.attributes['josetu']?.value).toBe('permanent');
  });

  it('writes whole positions with a point, as the checker demands', () => {
    const { files } = one([thing(SHELTER, { geometry: at([140, 37]) })], snapshot());
    const [, bytes] = [...files].find(([name]) => name.endsWith('.geojson')) ?? [];
    expect(new TextDecoder().decode(bytes)).toContain('"coordinates":[140.0,37.0]');
    expect(checkSip4dZip(files)).toEqual([]);
  });

  it('splits geometries into packages, and makes one type of each', () => {
    const shapes: Geometry[] = [
      at([136, 37]),
      { type: 'LineString', coordinates: [[136, 37], [137, 37]] }, // prettier-ignore
      { type: 'MultiLineString', coordinates: [[[136, 37], [137, 37]]] }, // prettier-ignore
      { type: 'Polygon', coordinates: [SQUARE.slice(0, 4)] },
    ];
    const features = shapes.map((geometry, index) => warning({ id: `w:${index}`, geometry, area: null }));
    const { packages, unplaced } = writeSip4dZip(features, hazards());
    expect(unplaced).toEqual([]);
    expect(packages.map(({ geometry, code, rows }) => [geometry, code, rows])).toEqual([
      ['point', '99-999-99', 1],
      ['line', '99-999-99', 2],
      ['polygon', '99-999-99', 1],
    ]);
    expect(packages.flatMap(({ files }) => checkSip4dZip(files))).toEqual([]);
    expect(new Set(packages.map(({ ttid }) => ttid)).size).toBe(3);
    expect(packages.map(({ files }) => parseSip4dZip(files).tables[0]?.rows.length)).toEqual([1, 2, 1]);
  });

  it('gives roads their model by geometry', () => {
    const over = { layer: 'road', kind: 'road', geometry: { type: 'LineString', coordinates: [[136, 37], [137, 37]] } }; // prettier-ignore
    const road = thing({ roadname: '国道249号', cityname: '輪島市', passstts: 'road_close' }, over, { theme: 'road' });
    const pack = one([road], snapshot({ layer: 'road', theme: 'road', always: [] }));
    expect(pack).toMatchObject({ code: '01-005-02', geometry: 'line' });
    expect(checkSip4dZip(pack.files)).toEqual([]);
  });

  it('places coded areas by the shapes it is given, and names what has no place', () => {
    const shapeOf = (): Geometry => ({ type: 'Polygon', coordinates: [SQUARE] });
    const { packages } = writeSip4dZip([warning()], hazards({ shapeOf }));
    const [pack] = packages;
    expect(jsonIn(pack?.files ?? new Map(), '.geojson')).toMatchObject({
      features: [
        {
          geometry: { type: 'MultiPolygon', coordinates: [[SQUARE], [SQUARE]] },
          properties: {
            id: 'jma-warning:170000:landslide:49',
            severity: 4,
            level_equivalent: 4,
            alert_level: null,
            valid_to: '2026-09-01T09:00:00.000Z',
            areas: '輪島市、珠洲市',
            kind_of_warning_name: '土砂災害危険警報',
          },
        },
      ],
    });
    expect(checkSip4dZip(pack?.files ?? new Map())).toEqual([]);
    expect(writeSip4dZip([warning()], hazards())).toEqual({
      packages: [],
      unplaced: ['jma-warning:170000:landslide:49'],
    });
  });

  it('says that there is nothing', () => {
    const pack = one([], snapshot());
    expect(checkSip4dZip(pack.files)).toEqual([]);
    expect(parseSip4dZip(pack.files).tables).toMatchObject([{ rows: [] }]);
  });

  it('keeps the identity over updates, and gives another disaster, provider and drill their own', () => {
    const others = [
      {},
      { report: 4, updated: '2026-09-02T00:00:00.000Z' },
      { disaster: null },
      { author: { name: '見本市', mail: 'a@b.example' } },
      { exercise: 'run-1' },
    ];
    const ids = others.map((over) => sip4dTtid(snapshot(over), 'point'));
    expect(ids[1]).toBe(ids[0]);
    expect(new Set(ids).size).toBe(4);
    expect(ids[0]).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  it('marks drills, and what only responders may have', () => {
    const drill = one([thing(SHELTER, { exercise: 'run-1' })], snapshot({ exercise: 'run-1' }));
    expect(drill.name).toMatch(/^kunren_/);
    expect(jsonIn(drill.files, 'meta.json')).toMatchObject({ testflg: '訓練' });
    expect(jsonIn(one([], snapshot()).files, 'meta.json')).toMatchObject({ testflg: '通常' });
    const label = { classification: 'responders', jurisdiction: null };
    const closed = { openflg: '災害対応機関のみ公開可能' };
    expect(jsonIn(one([thing(SHELTER, { label })], snapshot()).files, 'meta.json')).toMatchObject(closed);
    expect(jsonIn(one([], snapshot({ audience: 'responders' })).files, 'meta.json')).toMatchObject(closed);
  });

  it("keeps a provider's own attribute apart from the model's of nearly the same name", () => {
    const { files } = one([thing({ ...SHELTER, needFood: 'パン', need_food: 5 })], snapshot());
    expect(jsonIn(files, '.geojson')).toMatchObject({ features: [{ properties: { need_food: 5 } }] });
    expect(Object.values(parseSip4dZip(files).tables[0]?.rows[0]?.attributes ?? {})).toContainEqual(
      expect.objectContaining({ value: 'パン', title: 'needFood' }),
    );
  });

  it('leaves out columns about who typed it', () => {
    const typed = { ...SHELTER, nyuuryoku: { value: '山田太郎', title: '入力者氏名' } };
    const { files } = one([thing(typed)], snapshot());
    expect([...files.values()].map((bytes) => new TextDecoder().decode(bytes)).join()).not.toContain('山田');
  });

  it.each([
    ['/report', [], { report: 10_000 }],
    ['/author/mail', [], { author: { name: '県', mail: 'nobody' } }],
    ['/features/0/exercise', [thing(SHELTER, { exercise: 'run-1' })], {}],
    ['/features/0/layer', [warning()], {}],
    ['/features/0/properties/theme', [thing(SHELTER)], { theme: 'road' }],
  ])('refuses what no package may say: %s', (path, features, over) => {
    expect(() => writeSip4dZip(features, snapshot(over))).toThrow(
      expect.objectContaining({ code: 'request.invalid', place: { path } }),
    );
  });

  it('writes packages that the checker takes, whatever attributes there are', () => {
    const text = fc.string({ unit: 'binary', maxLength: 12 });
    const value = fc.oneof(text, fc.double(), fc.integer(), fc.boolean(), fc.constant(null));
    const names = fc.oneof(
      text,
      fc.constantFrom(
        'eststts',
        'ESTSTTS',
        'needFood',
        'need_food',
        'evacueeno',
        'starttime',
        'citycode',
        'maxIntensity',
        '__proto__',
      ),
    );
    const attributes = fc.array(fc.tuple(names, value), { maxLength: 6 }).map((pairs) => Object.fromEntries(pairs));
    const position = fc.tuple(fc.integer({ min: 120, max: 150 }), fc.double({ min: 20, max: 46, noNaN: true }));
    const positions = fc.array(position, { minLength: 4, maxLength: 5 });
    const geometry = fc.oneof(
      position.map((coordinates) => ({ type: 'Point', coordinates })),
      positions.map((coordinates) => ({ type: 'MultiPoint', coordinates })),
      positions.map((coordinates) => ({ type: 'LineString', coordinates })),
      positions.map((coordinates) => ({ type: 'Polygon', coordinates: [coordinates] })),
      positions.map((coordinates) => ({ type: 'MultiPolygon', coordinates: [[coordinates]] })),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(attributes, geometry, fc.constantFrom(...THEMES)), { maxLength: 4 }),
        fc.constantFrom(null, ...THEMES),
        fc.constantFrom(...LAYERS),
        (rows, theme, layer) => {
          const features = rows.map(([told, shape, own], index) => {
            const finite = Object.entries(told).filter(([, one]) => typeof one !== 'number' || Number.isFinite(one));
            const over = { id: `t:${index}`, layer, geometry: shape };
            return thing(Object.fromEntries(finite), over, { theme: theme ?? own });
          });
          const { packages } = writeSip4dZip(features, snapshot({ layer, theme }));
          expect(packages.flatMap(({ files }) => checkSip4dZip(files))).toEqual([]);
          const read = packages.flatMap(({ files }) => parseSip4dZip(files).tables.flatMap((table) => table.rows));
          expect(read.map(({ key }) => key).sort()).toEqual(features.map(({ id }) => id));
        },
      ),
      { numRuns: 20 * ROUNDS },
    );
  });
});
