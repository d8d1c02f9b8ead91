import fc from 'fast-check';
import { NANKAI_STAGES, type HazardFamily, type HazardId, type Realm, type RunId } from '@hinomi/contracts';
import {
  alertReport,
  boundariesRecord,
  populationRecord,
  drillChange,
  drillRecord,
  expired,
  inForce,
  legacyWarningReport,
  minute,
  nankaiReport,
  reported,
  riverReport,
  segment,
  snapshotReport,
  warningReport,
  type Addressed,
  type ReportParts,
} from '@hinomi/testing';
import { cities, quakes, foreignQuakes, relayedQuakes, relayedTsunamis, tsunamis } from './random-quakes.suite.js';
import { sensorFacts } from './random-sensors.suite.js';
import { drawings, needs, things } from './random-things.suite.js';

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
  drawings,
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
