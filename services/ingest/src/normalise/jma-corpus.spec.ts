import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  encodeEvent,
  HazardReportedV1,
  hazardReported,
  MAX_EVENT_BYTES,
  type EventId,
  type HazardStatement,
  type HubEvent,
  type Instant,
  type SourceId,
} from '@hinomi/contracts';
import { parseJmaXml } from '@hinomi/formats';
import { normaliseJmaXml } from './normalise-jma-xml.js';
import type { SourceContext } from './source-context.js';

const corpus = `${process.env['HINOMI_CORPUS'] ?? new URL('../../../../../shared/data', import.meta.url).pathname}/jma`;
const present = existsSync(corpus);

/** Everything that is a telegram. */
const FAMILIES = /(official-samples\/|real-|legacy-samples\/)/;

const files = present
  ? readdirSync(corpus, { recursive: true, encoding: 'utf8' })
      .filter((file) => FAMILIES.test(file) && file.endsWith('.xml'))
      .sort()
  : [];

const context: SourceContext = {
  source: { id: 'jma-test' as SourceId, attribution: '気象庁' },
  exercise: null,
  rawId: 'raw/jma-test/1' as EventId,
  trace: 'trace-1',
  receivedAt: '2026-11-23T00:00:00.000Z' as Instant,
};

const read = (file: string): HubEvent<HazardReportedV1>[] =>
  normaliseJmaXml(parseJmaXml(readFileSync(`${corpus}/${file}`)), context);

function stated<H extends HazardStatement['hazard']>(file: string, hazard: H, index = 0) {
  const statement = read(file)[index]?.data.statement;
  if (statement?.hazard !== hazard) throw new Error(`${file} states no ${hazard}`);
  return statement as Extract<HazardStatement, { hazard: H }>;
}

/** How often each answer comes. */
function tally<T>(items: readonly T[], key: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
}

function quake(file: string) {
  const statement = stated(file, 'earthquake');
  const at = (level: 'area' | 'city') =>
    tally(
      (statement.intensities ?? []).filter((place) => place.level === level),
      ({ intensity }) => intensity,
    );
  return { ...statement, areas: at('area'), cities: at('city') };
}

const coasts = (file: string): Record<string, number> =>
  tally(stated(file, 'tsunami').coasts, ({ category }) => category);
const warned = (file: string): Record<string, number> =>
  tally(stated(file, 'weather-warning').cities, ({ kind }) => kind.code);

const suite = present ? describe : describe.skip;

suite(`JMA corpus, every telegram${present ? '' : ' (absent: set HINOMI_CORPUS)'}`, () => {
  it('is there in number', () => {
    expect(files.length).toBeGreaterThan(100);
  });

  it.each(files)('%s makes events that follow the contract and fit the log', (file) => {
    const events = read(file);
    expect(events.length).toBeGreaterThan(0);
    for (const event of events) {
      expect(HazardReportedV1.parse(event.data)).toEqual(event.data);
      expect(encodeEvent(hazardReported, event).value?.byteLength).toBeLessThan(MAX_EVENT_BYTES / 2);
    }
  });

  it('keeps legacy warnings out of the state of 2026', () => {
    expect(read('real-2011-2015/keihou.xml')[0]?.data.hazardId).toBe('jma-legacy-warning:430000');
  });
});

suite(`JMA corpus, read by people${present ? '' : ' (absent: set HINOMI_CORPUS)'}`, () => {
  it('震度速報: areas per class', () => {
    const { areas, maxIntensity, hypocentre } = quake('official-samples/VXSE51/32-35_04_01_100831_VXSE51.xml');
    expect({ areas, maxIntensity, hypocentre }).toEqual({
      areas: { '4': 2, '3': 3 },
      maxIntensity: '4',
      hypocentre: null,
    });
  });

  it('震源・震度: 2009 Suruga Bay, with two cities that sent nothing', () => {
    const statement = quake('official-samples/VXSE53/32-35_07_06_240613_VXSE53.xml');
    expect(statement).toMatchObject({
      hypocentre: { name: '駿河湾', code: '485', lngLat: [138.5, 34.8], depthKm: 20 },
      magnitude: { value: 6.6 },
      maxIntensity: '6-',
      cities: { '6-': 4, '5+': 10, '5-': 11, '5-?': 2, '4': 76, '3': 294, '2': 318, '1': 157 },
      areas: { '6-': 3, '5+': 1, '5-': 1, '4': 12, '3': 32, '2': 15, '1': 16 },
    });
    const silent = statement.intensities?.filter(({ intensity }) => intensity === '5-?').map(({ name }) => name);
    expect(silent?.sort()).toEqual(['富士市', '藤枝市'].sort());
  });

  it('震源・震度: 2011 Tohoku, class 7 and a magnitude without a number', () => {
    expect(quake('official-samples/VXSE53/32-39_11_05_240613_VXSE53.xml')).toMatchObject({
      magnitude: { value: null, description: 'Ｍ８を超える巨大地震' },
      maxIntensity: '7',
      cities: { '7': 1, '6+': 27, '6-': 64, '5+': 126, '5-': 176, '4': 253, '3': 337, '2': 212, '1': 79 },
    });
  });

  it('震源・震度: a small real one of 2021', () => {
    expect(quake('real-2021-2024/20210219091451_0_VXSE53_010000.xml')).toMatchObject({
      originTime: '2021-02-19T09:11:00.000Z',
      hypocentre: { name: '岩手県内陸北部', lngLat: [141.2, 40.2], depthKm: 10 },
      magnitude: { value: 3.9 },
      cities: { '4': 1, '2': 3, '1': 9 },
    });
  });

  it('遠地地震: 2010 Chile', () => {
    expect(quake('official-samples/VXSE53/32-39_05_08_100831_VXSE53.xml')).toMatchObject({
      distant: true,
      hypocentre: { name: '南米西部（チリ中部沿岸）', lngLat: [-72.6, -36.1], depthKm: null },
      magnitude: { value: 8.6, type: 'M' },
      intensities: null,
    });
  });

  it('震源要素更新: the finer coordinate, and the depth that goes with it', () => {
    expect(quake('official-samples/VXSE61/32-35_07_09_240613_VXSE61.xml').hypocentre).toMatchObject({
      lngLat: [138.4983333, 34.785],
      depthKm: 23,
    });
  });

  it('取消 of a hypocentre', () => {
    expect(read('official-samples/VXSE52/32-35_06_02_100915_VXSE52.xml')).toMatchObject([
      { subject: 'jma:VXSE52:20080614084350', data: { effect: 'voids-subject', statement: null } },
    ]);
  });

  it('津波警報: 14:49 on 11 March 2011', () => {
    const file = 'official-samples/VTSE41/32-39_11_02_250206_VTSE41.xml';
    expect(coasts(file)).toEqual({ 'major-warning': 3, warning: 5, advisory: 15, forecast: 20 });
    const miyagi = stated(file, 'tsunami').coasts.find(({ code }) => code === '220');
    expect(miyagi).toMatchObject({
      kind: { code: '53' },
      firstWave: { arrivalTime: '2011-03-11T06:00:00.000Z' },
      maxHeight: { meters: null, description: '巨大' },
    });
  });

  it('津波注意報解除: lifted for two earthquakes', () => {
    const file = 'official-samples/VTSE41/38-39_02_04_250206_VTSE41.xml';
    expect(coasts(file)).toEqual({ none: 3 });
    expect(read(file)[0]?.subject).toBe('jma:VTSE41:20151114055157+20151114061750');
  });

  it('津波注意報: 2023 Torishima, real', () => {
    expect(coasts('real-2021-2024/20231009082436_00085500_VTSE41.xml')).toEqual({ advisory: 9, forecast: 6 });
  });

  it('津波情報: a training telegram with gauges that fell silent', () => {
    const file = 'official-samples/VTSE51/38_02_01_250710_VTSE51.xml';
    expect(read(file).map(({ exercise }) => exercise)).toEqual(['jma-training', 'jma-training']);
    const { observations } = stated(file, 'tsunami', 1);
    expect(observations).toHaveLength(38);
    expect(observations.filter(({ maxHeight }) => maxHeight?.over)).toHaveLength(12);
    expect(observations.filter(({ maxHeight }) => (maxHeight?.meters ?? null) === null)).toHaveLength(13);
    expect(observations.filter(({ maxHeight }) => maxHeight?.condition?.includes('欠測'))).toHaveLength(16);
  });

  it('沖合の津波観測: 15:14 on 11 March 2011', () => {
    const { observations, estimations } = stated('official-samples/VTSE52/61_11_03_250206_VTSE52.xml', 'tsunami');
    expect(observations.map(({ coast, maxHeight }) => [coast, maxHeight?.meters])).toEqual([
      [null, 1],
      [null, 4.1],
      [null, 4.2],
      [null, null],
      [null, 1],
    ]);
    expect(estimations.map(({ name, maxHeight }) => [name, maxHeight?.description])).toEqual([
      ['青森県太平洋沿岸', '５ｍ'],
      ['岩手県', '１０ｍ超'],
      ['福島県', '推定中'],
    ]);
  });

  it('大雨: Shimane, 15 cities in force and one lifted', () => {
    expect(warned('official-samples/VPWW55/15_17_01_241226_VPWW55.xml')).toEqual({ '03': 10, '10': 5 });
  });

  it('土砂災害: Shimane, two cities at level 4', () => {
    expect(warned('official-samples/VPWW56/15_17_01_241226_VPWW56.xml')).toEqual({ '29': 13, '49': 2 });
  });

  it('高潮: Kyoto, with a coast section', () => {
    const file = 'official-samples/VPWW57/15_16_02_250630_VPWW57.xml';
    expect(warned(file)).toEqual({ '48': 3, '08': 2 });
    expect(stated(file, 'weather-warning').coastSections).toMatchObject([
      { area: { code: '2635999', name: '舞鶴湾' } },
    ]);
  });

  it('その他の注意報: Soya, nine kinds', () => {
    const file = 'official-samples/VPWW61/15_16_07_241226_VPWW61.xml';
    expect(Object.keys(warned(file))).toHaveLength(9);
    expect(stated(file, 'weather-warning').divisions).toHaveLength(9);
  });

  it('強風注意報: the islands of Tokyo, real', () => {
    const { forecastArea, cities } = stated('real-2026/vpww58_wind_advisory.xml', 'weather-warning');
    expect(forecastArea).toEqual({ code: '130000', name: '東京都' });
    expect(cities.map(({ area }) => area.name)).toEqual(['八丈町', '青ヶ島村']);
  });

  it('高潮注意報解除: Okinawa, real', () => {
    expect(stated('real-2026/vpww57_storm-surge_cancellation.xml', 'weather-warning')).toMatchObject({
      forecastArea: { code: '471000' },
      cities: [],
      divisions: [],
    });
  });

  it('氾濫注意報: three rivers of Yamagata, five municipalities, real', () => {
    const statement = stated('real-2026/vxko_flood_lv2.xml', 'river-flood');
    expect(statement.rivers.map(({ name, level }) => [name, level])).toEqual([
      ['鮭川', 2],
      ['真室川', 2],
      ['金山川', 2],
    ]);
    expect(statement.inundationCities.map(({ name }) => name)).toEqual([
      '金山町',
      '真室川町',
      '鮭川村',
      '新庄市',
      '戸沢村',
    ]);
    expect(stated('real-2026/vxko_flood_cancellation.xml', 'river-flood').rivers).toEqual([]);
  });
});
