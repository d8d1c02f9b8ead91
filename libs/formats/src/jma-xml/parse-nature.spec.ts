import { describe, expect, it } from '@jest/globals';
import type { HubError } from '@hinomi/contracts';
import { fixture } from './fixture.suite.js';
import type { JmaBody } from './report.js';

type Nature = 'typhoon' | 'volcano' | 'ash';
type StatementOf<F extends Nature> = Extract<JmaBody, { family: F }>['statement'];

function statement<F extends Nature>(name: string, family: F): StatementOf<F> {
  const { body } = fixture(name);
  if (body.family !== family || !('statement' in body)) throw new Error(`${name} is a ${body.family}`);
  return body.statement as unknown as StatementOf<F>;
}

function refusal(name: string): HubError {
  try {
    fixture(name);
  } catch (error) {
    return error as HubError;
  }
  throw new Error(`${name} was read`);
}

describe('台風解析・予報情報', () => {
  it('tells the storm now: class, centre, pressure, wind, and its two sides', () => {
    const typhoon = statement('VPTW60_typhoon', 'typhoon');
    expect(typhoon).toMatchObject({
      number: '2619',
      name: 'KAGAYAKI',
      nameKana: 'カガヤキ',
      remark: null,
      last: false,
    });
    expect(typhoon?.points[0]).toMatchObject({
      kind: 'analysis',
      at: '2026-09-01T06:00:00.000Z',
      type: 'TY',
      size: '大型',
      intensity: '非常に強い',
      center: [136.2, 24.6],
      probabilityKm: null,
      speedKmh: 20,
      pressureHpa: 950,
      maxWindMs: 45,
      maxGustMs: 60,
      storm: [{ bearing: null, km: 165 }],
      gale: [
        { bearing: 90, km: 560 },
        { bearing: 270, km: 390 },
      ],
    });
  });

  it('tells the forecast: the circle of 70 % and where storm winds may reach', () => {
    const points = statement('VPTW60_typhoon', 'typhoon')?.points ?? [];
    expect(points.map(({ kind }) => kind)).toEqual(['analysis', 'estimate', 'forecast', 'forecast']);
    expect(points[3]).toMatchObject({
      center: [134, 32.4],
      probabilityKm: 155,
      speedKmh: null,
      speedDescription: 'ゆっくり',
      storm: [{ bearing: null, km: 310 }],
    });
  });

  it('knows the last report, and なし as no wind area', () => {
    const typhoon = statement('VPTW60_ended', 'typhoon');
    expect(typhoon).toMatchObject({ last: true, remark: '台風消滅（温帯低気圧化）' });
    expect(typhoon?.points[0]).toMatchObject({ type: 'LOW', storm: [] });
  });

  it('refuses one without a moment, with the place', () => {
    expect(refusal('VPTW60_nothing')).toMatchObject({
      code: 'report.invalid',
      place: { path: '/Report/Body/MeteorologicalInfos/MeteorologicalInfo' },
    });
  });
});

describe('噴火警報・予報 and eruptions', () => {
  it('tells level, mountain and what each municipality does', () => {
    expect(statement('VFVO50_level-3', 'volcano')).toMatchObject({
      volcanoes: [{ code: '306', name: '浅間山', kind: { code: '13' }, condition: '引上げ' }],
      cities: [
        { code: '2032100', kind: { code: '43' } },
        { code: '1042500', kind: { code: '43' } },
      ],
      happenedAt: null,
    });
    expect(statement('VFVO50_level-3', 'volcano')?.volcanoes[0]?.lngLat?.[1]).toBeCloseTo(36.4063, 4);
  });

  it('tells when it erupted, from which crater, and how high', () => {
    expect(statement('VFVO52_eruption', 'volcano')).toMatchObject({
      report: 'VFVO52',
      happenedAt: '2026-09-01T05:45:00.000Z',
      crater: '山頂火口',
      plume: ['火口上噴煙高度：火口上1200m', '噴煙の流向：南東'],
    });
    expect(fixture('VFVO52_eruption').texts).toEqual(['噴煙量：中量']);
  });

  it('reads 噴火速報, which gives no point, with its 頃', () => {
    expect(statement('VFVO56_flash', 'volcano')).toMatchObject({
      dubious: '頃',
      volcanoes: [{ code: '312', lngLat: null }],
      cities: [{ code: '2042900' }],
    });
  });

  it('refuses one that names no volcano', () => {
    expect(refusal('VFVO50_no-volcano')).toMatchObject({ code: 'report.invalid' });
  });
});

describe('降灰予報', () => {
  const ash = statement('VFVO55_ash', 'ash');

  it('tells amounts by span of time, their areas closed', () => {
    expect(ash?.falls).toHaveLength(3);
    expect(ash?.falls[0]).toMatchObject({
      from: '2026-09-01T06:00:00.000Z',
      to: '2026-09-01T07:00:00.000Z',
      kind: { code: '73' },
      distanceKm: 6,
      cities: [{ code: '4620100' }],
    });
    expect(ash?.falls[0]?.geometry).toEqual({
      type: 'Polygon',
      coordinates: [
        [
          [130.66, 31.6],
          [130.72, 31.58],
          [130.66, 31.56],
          [130.66, 31.6],
        ],
      ],
    });
  });

  it('keeps the municipalities where the area is no ring', () => {
    expect(ash?.falls[2]).toMatchObject({ geometry: null, cities: [{ code: '4620100' }] });
  });
});

describe('what is told at once', () => {
  const prompt = (name: string) => {
    const { body } = fixture(name);
    if (body.family !== 'prompt-report') throw new Error(`${name} is a ${body.family}`);
    return body.statement;
  };

  it('tells a rainband by its tag, and record rain by its telegram', () => {
    expect(prompt('VPBS50_linear-rainband')).toMatchObject({
      kind: 'linear-rainband',
      tag: '線状降水帯発生',
      set: 'jma-forecast-area',
      areas: [{ code: '430040' }, { code: '430030' }],
    });
    expect(prompt('VPOA50_record-rain')).toMatchObject({ kind: 'record-rain', areas: [{ code: '430000' }] });
  });

  it('keeps a tag nobody knows, in its own words', () => {
    expect(prompt('VPBS50_unknown-tag')).toMatchObject({ kind: 'other', tag: '新しい現象' });
  });

  it('tells a tornado by municipality, without those that have none, and whether it was seen', () => {
    expect(prompt('VPHW50_tornado')).toMatchObject({
      kind: 'tornado-watch',
      set: 'jma-city',
      areas: [{ code: '4320300' }, { code: '4350100' }],
    });
    expect(prompt('VPHW51_sighted')?.kind).toBe('tornado-sighted');
  });
});

describe('bulletins', () => {
  it('are what has no family: its words and the areas of its headline', () => {
    const report = fixture('VPFJ51_commentary');
    expect(report.body).toMatchObject({
      family: 'bulletin',
      areaKey: '430000',
      statement: {
        kind: '府県気象解説情報',
        routine: false,
        set: 'jma-forecast-area',
        areas: [{ code: '430000', name: '熊本県' }],
      },
    });
    expect(report.texts).toEqual([
      '前線の影響で、夜遅くから大雨となる所があるでしょう。',
      '次の情報は１７時頃に発表の予定です。',
    ]);
  });
});
