import fc from 'fast-check';
import {
  INTENSITY_CLASSES,
  laterBy,
  NANKAI_STAGES,
  TSUNAMI_CATEGORIES,
  type HazardFamily,
  type HazardId,
  type LongPeriodClass,
  type Realm,
  type RunId,
} from '@hinomi/contracts';
import {
  alertReport,
  boundariesRecord,
  populationRecord,
  coast,
  drillChange,
  drillRecord,
  expired,
  felt,
  foreignQuakeReport,
  hypocentre,
  inForce,
  legacyWarningReport,
  magnitude,
  minute,
  nankaiReport,
  quakeReport,
  relayedQuakeReport,
  reported,
  riverReport,
  segment,
  snapshotReport,
  tsunamiReport,
  warningReport,
  type Addressed,
  type ReportParts,
} from '@hinomi/testing';
import { sensorFacts } from './random-sensors.suite.js';
import { needs, things } from './random-things.suite.js';

/** Few values each, so that facts meet: same subjects, same moments, same ends. */
const RUNS = { 'run-a': 5, 'run-b': 9, 'run-c': 9 } as const;

function parts(realm: Realm): fc.Arbitrary<ReportParts> {
  return fc.record(
    {
      at: fc.integer({ min: 0, max: 6 }),
      version: fc.constantFrom(0, 0, 0, 1),
      parserRevision: fc.constantFrom(1, 1, 2),
      effect: fc.constantFrom('states', 'states', 'states', 'states', 'states', 'voids-previous', 'voids-subject'),
      ends: fc.constantFrom(null, null, 600, 700, 800, 400),
      headline: fc.constantFrom('', 'なるべく早く'),
      run: realm === 'real' ? fc.constant(null) : fc.constantFrom('run-a', 'run-b', 'jma-test'),
    },
    { requiredKeys: ['run'] },
  );
}

const cities = fc.subarray(['1720100', '1720200', '2020100']);
const event = fc.constantFrom('20240101161010', '20240101180000');

const quakes = (base: ReportParts): fc.Arbitrary<Addressed> =>
  fc
    .record({
      report: fc.constantFrom('VXSE51', 'VXSE52', 'VXSE53', 'VXSE61', 'VXSE62'),
      event,
      intensity: fc.constantFrom(...INTENSITY_CLASSES),
      codes: fc.constantFrom(['390'], ['390', '391'], ['390', '1720100'], []),
      place: fc.constantFrom(null, hypocentre(137.3, 37.5), hypocentre(137.2, 37.5)),
      size: fc.constantFrom(null, 5.1, 7.6),
      origin: fc.constantFrom(null, minute(-1)),
    })
    .map(({ report, event: id, intensity, codes, place, size, origin }) =>
      reported(
        quakeReport(report, id, {
          ...base,
          originTime: origin,
          hypocentre: place,
          magnitude: size === null ? null : magnitude(size),
          intensities: /5[13]$/.test(report) ? codes.map((code) => felt(intensity, code)) : null,
          ...(report === 'VXSE62' && { longPeriod: { max: codes.length as LongPeriodClass, areas: [] } }),
        }),
      ),
    );

const foreignQuakes = (base: ReportParts): fc.Arbitrary<Addressed> =>
  fc
    .record({
      id: fc.constantFrom('us1', 'us2', 'ak3', 'nn4'),
      others: fc.subarray(['us1', 'us2', 'ak3', 'nn4'], { maxLength: 2 }),
      pager: fc.constantFrom(null, 'green' as const, 'red' as const),
      // Some tell what JMA tells too.
      here: fc.boolean(),
      size: fc.constantFrom(null, 5.3, 7.4),
    })
    .map(({ id, others, pager, here, size }) =>
      reported(
        foreignQuakeReport(id, [id, ...others], {
          ...base,
          pagerAlert: pager,
          originTime: here ? laterBy(minute(-1), 20_000) : null,
          hypocentre: here ? hypocentre(137.4, 37.3) : hypocentre(-150, 60),
          magnitude: size === null ? null : magnitude(size),
        }),
      ),
    );

/** P2P's messages: the same earthquakes, under ids of its own, some joined by their alias. */
const relayedQuakes = (base: ReportParts): fc.Arbitrary<Addressed> =>
  fc
    .record({
      report: fc.constantFrom('VXSE51' as const, 'VXSE52' as const, 'VXSE53' as const),
      id: fc.constantFrom('m1', 'm2', 'm3', 'm4'),
      alias: fc.constantFrom('here', 'felt'),
      codes: fc.constantFrom(['390'], ['390', '391'], []),
      intensity: fc.constantFrom('3' as const, '5-?' as const, '6-' as const),
      place: fc.constantFrom(null, hypocentre(137.3, 37.5), hypocentre(140.2, 37.5)),
      size: fc.constantFrom(null, 5.1, 7.6),
    })
    .map(({ report, id, alias, codes, intensity, place, size }) =>
      reported(
        relayedQuakeReport(id, report, [alias], {
          ...base,
          originTime: report === 'VXSE51' ? null : minute(-1),
          hypocentre: report === 'VXSE51' ? null : place,
          magnitude: size === null ? null : magnitude(size),
          intensities: report === 'VXSE52' ? null : codes.map((code) => felt(intensity, code)),
        }),
      ),
    );

const relayedTsunamis = (base: ReportParts): fc.Arbitrary<Addressed> =>
  fc
    .record({ codes: fc.subarray(['320', '340']), category: fc.constantFrom('advisory' as const, 'warning' as const) })
    .map(({ codes, category }) =>
      reported(
        tsunamiReport('warning', [], {
          ...base,
          coasts: codes.map((code) => coast(code, category, 3)),
          subject: 'p2p-tsunami',
          relay: 'P2P地震情報',
        }),
      ),
    );

const tsunamis = (base: ReportParts): fc.Arbitrary<Addressed> =>
  fc
    .record({
      part: fc.constantFrom('warning', 'warning', 'arrival', 'observation', 'offshore'),
      events: fc.constantFrom<string[]>(['20240101161010'], ['20240101161010', '20240101180000'], ['20240101180000']),
      codes: fc.subarray(['320', '321', '340']),
      category: fc.constantFrom(...TSUNAMI_CATEGORIES),
      calm: fc.constantFrom(null, 400, 600),
    })
    .map(({ part, events, codes, category, calm }) => {
      const coasts = part === 'warning' || part === 'arrival' ? codes.map((code) => coast(code, category, 3)) : [];
      const reading = { firstWave: null, maxHeight: null, maxHeightAt: minute(base.at ?? 0) };
      const stations = codes.map((code) => ({
        ...reading,
        coast: part === 'offshore' ? null : { code, name: '' },
        station: { code: `${code}01`, name: '' },
        offshore: part === 'offshore',
      }));
      const estimations = codes.map((code) => ({ ...reading, code, name: '' }));
      const observed = part === 'observation' || part === 'offshore' ? stations : [];
      return reported(
        tsunamiReport(part, events, {
          ...base,
          coasts,
          ...(part === 'warning' && calm !== null && { slightChangeUntil: minute(calm) }),
          observations: observed,
          estimations: part === 'offshore' ? estimations : [],
        }),
      );
    });

const warnings = (base: ReportParts): fc.Arbitrary<Addressed> =>
  fc
    .record({
      telegram: fc.constantFrom('VPWW55', 'VPWW61'),
      snapshot: fc.boolean(),
      kind: fc.constantFrom('10', '03', '43', '33'),
      cities,
    })
    .map(({ telegram, snapshot, kind, cities: codes }) =>
      reported(
        (snapshot ? snapshotReport : warningReport)(telegram, '170000', {
          ...base,
          cities: codes.map((code, index) => inForce(index === 0 ? '10' : kind, code, snapshot ? [] : ['突風'])),
        }),
      ),
    );

const legacyWarnings = (base: ReportParts): fc.Arbitrary<Addressed> =>
  fc
    .record({ telegram: fc.constantFrom('VPWW53', 'VPWW54'), kind: fc.constantFrom('10', '03', '33'), cities })
    .map(({ telegram, kind, cities: codes }) =>
      reported(legacyWarningReport(telegram, '170000', { ...base, cities: codes.map((code) => inForce(kind, code)) })),
    );

const nankai = (base: ReportParts): fc.Arbitrary<Addressed> =>
  fc
    .record({ stage: fc.constantFrom(...NANKAI_STAGES), event: fc.constantFrom('n1', 'n2', 'n3') })
    .map(({ stage, event: id }) => reported(nankaiReport(stage, id, base)));

const rivers = (base: ReportParts): fc.Arbitrary<Addressed> =>
  fc
    .record({ level: fc.integer({ min: 2, max: 5 }), both: fc.boolean(), cities })
    .map(({ level, both, cities: codes }) =>
      reported(riverReport('820209000400', { r1: level, ...(both ? { r2: 2 } : {}) }, { ...base, cities: codes })),
    );

const NAMES = ['a', 'b', 'c', 'd'];
const alerts = (base: ReportParts): fc.Arbitrary<Addressed> =>
  fc
    .record({
      name: fc.constantFrom(...NAMES),
      msgType: fc.constantFrom('Alert', 'Alert', 'Update', 'Cancel'),
      supersedes: fc.subarray(NAMES, { maxLength: 1 }),
      expires: fc.array(fc.constantFrom(null, 600, 700, 400), { minLength: 1, maxLength: 3 }),
    })
    .map(({ name, msgType, supersedes, expires }) =>
      reported(
        alertReport(name, {
          ...base,
          msgType,
          supersedes: msgType === 'Alert' ? [] : supersedes,
          segments: expires.map((end) =>
            segment({ expires: end === null ? null : minute(end), circles: [{ center: [139, 35], radiusKm: 3 }] }),
          ),
        }),
      ),
    );

const HAZARDS: [HazardFamily, string][] = [
  ['earthquake', 'jma-quake:20240101161010'],
  ['earthquake', 'usgs:us1'],
  ['earthquake', 'p2p-quake:m1'],
  ['tsunami', 'jma-tsunami'],
  ['weather-warning', 'jma-warning:VPWW55:170000'],
  ['legacy-warning', 'jma-legacy-warning:170000'],
  ['river-flood', 'jma-river:820209000400'],
  ['alert', 'cap:a'],
];

const expiries = (run: string | null): fc.Arbitrary<Addressed> =>
  fc
    .record({ hazard: fc.constantFrom(...HAZARDS), end: fc.constantFrom(400, 600, 700) })
    .map(({ hazard: [family, id], end }) => {
      const hazardId = (run === null ? id : `drill:${run}:${id}`) as HazardId;
      return expired({ hazardId, family, exercise: run as RunId | null }, minute(end));
    });

const drills: fc.Arbitrary<Addressed> = fc
  .record({ run: fc.constantFrom('run-a', 'run-b', 'run-c'), ended: fc.constantFrom(null, 20, 30) })
  .map(({ run, ended }) => drillRecord(drillChange(run, RUNS[run as keyof typeof RUNS], ended)));

const boundaries: fc.Arbitrary<Addressed> = fc
  .record({
    set: fc.constantFrom('jma-city' as const, 'jma-quake-area' as const, 'jma-tsunami-coast' as const),
    edition: fc.integer({ min: 1, max: 3 }),
    at: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ set, edition, at }) => boundariesRecord(set, `${set}@${edition}`, minute(at)));

const censuses: fc.Arbitrary<Addressed> = fc
  .record({ people: fc.nat(3), at: fc.integer({ min: 1, max: 4 }) })
  .map(({ people, at }) => populationRecord({ '56360751': people, '56360752': 5 }, minute(at)));

type About = (base: ReportParts) => fc.Arbitrary<Addressed>;
const FAMILIES: About[] = [
  quakes,
  foreignQuakes,
  relayedQuakes,
  tsunamis,
  relayedTsunamis,
  warnings,
  legacyWarnings,
  nankai,
  rivers,
  alerts,
  things,
  needs,
];

/** What happened in a realm: all about one or two families in most cases, or about sensors, so that the facts bear on each other. */
export function someFacts(realm: Realm): fc.Arbitrary<Addressed[]> {
  const runs = { arbitrary: drills, weight: realm === 'drill' ? 1 : 0 };
  const ofSensors = fc.array(fc.oneof({ arbitrary: sensorFacts(realm), weight: 9 }, runs), {
    minLength: 1,
    maxLength: 40,
  });
  return fc.oneof({ arbitrary: hazardFacts(realm), weight: 3 }, { arbitrary: ofSensors, weight: 1 });
}

function hazardFacts(realm: Realm): fc.Arbitrary<Addressed[]> {
  const themes = fc.oneof(
    fc.subarray(FAMILIES, { minLength: 1, maxLength: 1 }),
    fc.subarray(FAMILIES, { minLength: 2, maxLength: 2 }),
    fc.constant(FAMILIES),
  );
  return themes.chain((families) => {
    const report = parts(realm).chain((base) => fc.oneof(...families.map((about) => about(base))));
    const expiry = parts(realm).chain((base) => expiries(base.run ?? null));
    return fc.array(
      fc.oneof(
        { arbitrary: report, weight: 12 },
        { arbitrary: expiry, weight: 2 },
        { arbitrary: boundaries, weight: 1 },
        { arbitrary: censuses, weight: 1 },
        { arbitrary: drills, weight: realm === 'drill' ? 3 : 0 },
      ),
      { minLength: 1, maxLength: 20 },
    );
  });
}
