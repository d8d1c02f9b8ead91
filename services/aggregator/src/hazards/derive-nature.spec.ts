import { describe, expect, it } from '@jest/globals';
import type {
  AshStatement,
  HazardReportedV1,
  TyphoonPoint,
  TyphoonStatement,
  VolcanoStatement,
} from '@hinomi/contracts';
import { boundsOf } from '@hinomi/geo';
import { hazardReport, minute, type ReportParts } from '@hinomi/testing';
import { deriveHazard } from './derive-hazard.js';
import { after, feature, FLAT, idsOf, properties, stateOf } from './hazard-facts.suite.js';

const derive = (state: ReturnType<typeof stateOf>) => deriveHazard([state], false, FLAT);

const POINT: TyphoonPoint = {
  at: minute(0),
  kind: 'analysis',
  type: 'TY',
  size: null,
  intensity: '強い',
  center: [135, 25],
  probabilityKm: null,
  location: '日本の南',
  direction: '北',
  speedKmh: 20,
  speedDescription: '毎時２０キロ',
  pressureHpa: 960,
  maxWindMs: 40,
  maxGustMs: 60,
  storm: [{ bearing: null, km: 100 }],
  gale: [
    { bearing: 90, km: 400 },
    { bearing: 270, km: 200 },
  ],
};
const AHEAD: TyphoonPoint = {
  ...POINT,
  at: minute(1440),
  kind: 'forecast',
  center: [135, 30],
  probabilityKm: 150,
  storm: [{ bearing: null, km: 200 }],
  gale: [],
};

function typhoon(points: TyphoonPoint[], parts: ReportParts & { last?: boolean } = {}): HazardReportedV1 {
  const statement: TyphoonStatement = {
    hazard: 'typhoon',
    eventId: 'TC2621',
    number: '2619',
    name: 'KAGAYAKI',
    nameKana: 'カガヤキ',
    remark: null,
    last: parts.last ?? false,
    points,
  };
  return hazardReport({
    subject: 'jma:VPTW:TC2621',
    ...parts,
    hazard: 'jma-typhoon:TC2621',
    family: 'typhoon',
    statement,
  });
}

describe('a typhoon', () => {
  const derived = derive(stateOf([typhoon([POINT, AHEAD])]));

  it('is its centre, its way, the winds of now, and what may come', () => {
    expect(idsOf(derived)).toEqual([
      'jma-typhoon:TC2621',
      'jma-typhoon:TC2621:track',
      'jma-typhoon:TC2621:storm',
      'jma-typhoon:TC2621:gale',
      'jma-typhoon:TC2621:storm-warning',
      `jma-typhoon:TC2621:circle:${minute(1440)}`,
    ]);
    expect(feature(derived, 'jma-typhoon:TC2621')).toMatchObject({
      severity: 2,
      geometry: { type: 'Point', coordinates: [135, 25] },
      properties: { title: '台風第19号 カガヤキ' },
    });
  });

  it('blows further on the side that the telegram gives the larger radius', () => {
    const [west, , east] = boundsOf(feature(derived, 'jma-typhoon:TC2621:gale').geometry as never);
    expect(east - 135).toBeGreaterThan((135 - west) * 1.8);
  });

  it('may storm everywhere between now and the forecast', () => {
    const [west, south, east, north] = boundsOf(feature(derived, 'jma-typhoon:TC2621:storm-warning').geometry as never);
    expect(south).toBeCloseTo(25 - 100 / 111.2, 1);
    expect(north).toBeCloseTo(30 + 200 / 111.2, 1);
    expect(east - west).toBeGreaterThan(4);
  });

  it('is as the newest report has it, in whatever order they came, and gone after its end', () => {
    const moved = typhoon([{ ...POINT, center: [136, 27] }], { at: 180, version: 2 });
    const older = typhoon([POINT, AHEAD], { version: 1 });
    expect(derive(stateOf([moved, older]))).toEqual(derive(stateOf([older, moved])));
    expect(idsOf(derive(stateOf([moved, older])))).not.toContain('jma-typhoon:TC2621:track');
    expect(idsOf(derive(after(stateOf([moved]), minute(180 + 1440))))).toEqual([]);
  });

  it('stays on this side of the antimeridian', () => {
    const far = derive(stateOf([typhoon([{ ...POINT, center: [178, 20] }])]));
    expect(boundsOf(feature(far, 'jma-typhoon:TC2621:gale').geometry as never)[2]).toBeLessThanOrEqual(180);
  });
});

const STATE = { code: '306', name: '浅間山', lngLat: [138.5, 36.4] as [number, number] };

function volcano(code: string, parts: ReportParts & Partial<VolcanoStatement> = {}): HazardReportedV1 {
  const statement: VolcanoStatement = {
    hazard: 'volcano',
    report: 'VFVO50',
    volcanoes: [{ ...STATE, kind: { code, name: `レベル ${code}` }, condition: null }],
    cities: [{ code: '2032100', name: '軽井沢町', kind: { code: '43', name: '入山規制等' } }],
    marineAreas: [],
    happenedAt: null,
    dubious: null,
    crater: null,
    plume: [],
    ...(parts.report ? { report: parts.report } : {}),
    ...(parts.volcanoes ? { volcanoes: parts.volcanoes } : {}),
  };
  return hazardReport({
    subject: 'jma:VFVO50:306',
    ...parts,
    hazard: 'jma-volcano:VFVO50:306',
    family: 'volcano',
    statement,
  });
}

describe("a volcano's warning", () => {
  it('stands at the mountain and over its municipalities until the next', () => {
    const derived = derive(stateOf([volcano('13')]));
    expect(idsOf(derived)).toEqual(['jma-volcano:VFVO50:306', 'jma-volcano:VFVO50:306:area:43']);
    expect(feature(derived, 'jma-volcano:VFVO50:306')).toMatchObject({
      severity: 3,
      levelEquivalent: null,
      valid: { to: null },
      geometry: { type: 'Point', coordinates: [138.5, 36.4] },
    });
    expect(derived.ends).toEqual([]);
  });

  it('is gone with level 1, and back as it was when that was taken back', () => {
    const lifted = volcano('11', { at: 60 });
    expect(idsOf(derive(stateOf([lifted, volcano('13')])))).toEqual([]);
    const taken = volcano('11', { at: 70, effect: 'voids-previous' });
    expect(idsOf(derive(stateOf([taken, lifted, volcano('13')])))).toHaveLength(2);
  });

  it('counts a kind nobody knows as a warning, never as nothing', () => {
    expect(feature(derive(stateOf([volcano('99')])), 'jma-volcano:VFVO50:306').severity).toBe(2);
  });

  it('finds the mountain of a 噴火速報 in the table', () => {
    const flash = volcano('52', {
      report: 'VFVO56',
      volcanoes: [{ code: '312', name: '御嶽山', lngLat: null, kind: { code: '52', name: '噴火' }, condition: null }],
    });
    const main = feature(derive(stateOf([flash])), 'jma-volcano:VFVO50:306');
    expect(main).toMatchObject({ severity: 5, geometry: { type: 'Point', coordinates: [137.48, 35.893] } });
  });
});

function ash(report: AshStatement['report'], ends: number[]): HazardReportedV1 {
  const statement: AshStatement = {
    hazard: 'ash',
    report,
    volcano: STATE,
    eruptedAt: null,
    plume: [],
    falls: ends.map((end) => ({
      from: minute(end - 60),
      to: minute(end),
      kind: { code: '73', name: '多量の降灰' },
      geometry: null,
      direction: '東',
      distanceKm: 10,
      cities: [{ code: '4620100', name: '鹿児島市' }],
    })),
  };
  return hazardReport({ subject: 'jma:ash-fall:506', hazard: 'jma-ash:fall:506', family: 'ash', statement, ends: 600 });
}

describe('ash', () => {
  it('is drawn span by span, and each goes when it is over', () => {
    const state = stateOf([ash('VFVO55', [60, 120])]);
    expect(idsOf(derive(state))).toEqual(['jma-ash:fall:506', 'jma-ash:fall:506:1', 'jma-ash:fall:506:2']);
    expect(derive(state).ends.map(({ end }) => end)).toEqual([minute(600), minute(60), minute(120)]);
    expect(idsOf(derive(after(state, minute(60))))).toEqual(['jma-ash:fall:506', 'jma-ash:fall:506:2']);
    expect(idsOf(derive(after(state, minute(120))))).toEqual([]);
  });

  it('that would fall if the volcano erupted is information', () => {
    const plan = derive(stateOf([ash('VFVO53', [60])]));
    expect(feature(plan, 'jma-ash:fall:506:1').severity).toBe(1);
    expect(feature(derive(stateOf([ash('VFVO55', [60])])), 'jma-ash:fall:506:1').severity).toBe(3);
  });
});

describe('a prompt report', () => {
  const tornado = (parts: ReportParts & { ends: number }, sighted = false): HazardReportedV1 =>
    hazardReport({
      subject: 'jma:VPHW:熊本:430000',
      ...parts,
      hazard: 'jma-prompt:VPHW:熊本:430000',
      family: 'prompt-report',
      statement: {
        hazard: 'prompt-report',
        telegram: sighted ? 'VPHW51' : 'VPHW50',
        kind: sighted ? 'tornado-sighted' : 'tornado-watch',
        tag: '',
        set: 'jma-city',
        areas: [{ code: '4320300', name: '人吉市' }],
      },
    });

  it('covers its areas until its time is up', () => {
    const state = stateOf([tornado({ ends: 70 })]);
    expect(derive(state).features[0]).toMatchObject({
      severity: 3,
      area: { codes: ['4320300'] },
      valid: { to: minute(70) },
    });
    expect(derive(after(state, minute(70))).features).toEqual([]);
  });

  it('is prolonged by the next one, in whatever order they come', () => {
    const [first, next] = [tornado({ ends: 70 }), tornado({ ends: 100, at: 30 }, true)];
    const derived = derive(after(stateOf([next, first]), minute(70)));
    expect(derived.features[0]).toMatchObject({ severity: 4, valid: { to: minute(100) } });
    expect(derive(stateOf([first, next]))).toEqual(derive(stateOf([next, first])));
  });
});

describe('a bulletin', () => {
  const bulletin = (routine: boolean, parts: ReportParts = {}): HazardReportedV1 =>
    hazardReport({
      subject: 'jma:bulletin:x',
      ...parts,
      hazard: 'jma-bulletin:府県気象解説情報:430000',
      family: 'bulletin',
      statement: {
        hazard: 'bulletin',
        kind: '府県気象解説情報',
        routine,
        set: 'jma-forecast-area',
        areas: [{ code: '430000', name: '熊本県' }],
      },
    });

  it('is information about its area, and routine is less', () => {
    const [said] = derive(stateOf([bulletin(false)])).features;
    expect(said).toMatchObject({ severity: 1, area: { codes: ['430000'] } });
    expect(said && properties(said, 'bulletin').kindOfBulletin).toBe('府県気象解説情報');
    expect(derive(stateOf([bulletin(true)])).features[0]?.severity).toBe(0);
  });

  it('is gone when it was taken back', () => {
    expect(derive(stateOf([bulletin(false), bulletin(false, { at: 5, effect: 'voids-subject' })])).features).toEqual(
      [],
    );
  });
});
