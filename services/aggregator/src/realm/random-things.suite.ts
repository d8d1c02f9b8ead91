import fc from 'fast-check';
import {
  type DecisionId,
  type FeatureId,
  type NeedArea,
  type PublishedValue,
  type Subject,
  type ThingDecision,
  type ThingReportedV1,
} from '@hinomi/contracts';
import {
  datasetListing,
  decided,
  drawingWrite,
  drawnLine,
  minute,
  publishedNeeds,
  reportAbout,
  thingReport,
  toldDrawing,
  toldListing,
  toldNeeds,
  toldThing,
  type Addressed,
  type ReportParts,
} from '@hinomi/testing';

/** Rows of few datasets, with few contents, so that they are one thing, or were, or are told apart by a listing. */
const row = (run: string | null, at: number): fc.Arbitrary<ThingReportedV1> =>
  fc
    .record({
      dataset: fc.constantFrom('town', 'town', 'pref', null),
      key: fc.constantFrom('k1', 'k2', 'k3'),
      parserRevision: fc.constantFrom(1001, 1001, 1002),
      effect: fc.constantFrom('states', 'states', 'states', 'voids-subject'),
      name: fc.constantFrom('中央小学校', '市立中央小学校', '港公民館'),
      lng: fc.constantFrom(136.9, 136.9005, 136.95),
      shared: fc.constantFrom<string[]>([], [], ['S1'], ['S2']),
      people: fc.constantFrom(null, 0, 12),
      seen: fc.constantFrom(undefined, 1, 3),
      rank: fc.constantFrom(2, 5),
      classification: fc.constantFrom('public' as const, 'public' as const, 'responders' as const),
    })
    .map(({ dataset, key, parserRevision, effect, name, lng, shared, people, seen, rank, classification }) =>
      thingReport({
        ...{ dataset, key, run, at, parserRevision, effect, rank },
        content: {
          name,
          classification,
          geometry: { type: 'Point', coordinates: [lng, 37.4] },
          identifiers: shared.map((value) => ({ scheme: 'national-shelter', value })),
          attributes: {
            eststts: { value: 'open' },
            evacueeno: { value: people, ...(seen === undefined ? {} : { observedAt: minute(seen) }) },
          },
        },
      }),
    );

/** Reports of few devices about few things; one that nobody tells of, and one about a report. */
const about = (run: string | null, at: number): fc.Arbitrary<ThingReportedV1> =>
  fc
    .record({
      thing: fc.constantFrom('town/k1', 'town/k1', 'pref/k1', 'pref/k2', 'alone/k1', 'nowhere/k1', REPORT_ON_TOWN),
      device: fc.constantFrom('d1', 'd1', 'd2'),
      version: fc.integer({ min: 0, max: 4 }),
      effect: fc.constantFrom('states', 'states', 'states', 'voids-subject'),
      people: fc.constantFrom(null, 0, 30, 31),
      seen: fc.integer({ min: 0, max: 5 }),
      // Of what an alarm follows from each device tells a part, or another tells the opposite.
      state: fc.constantFrom({}, {}, { power: 'no' }, { power: 'yes' }, { c_deviceno: 2 }, { water: 'not_today' }),
      theme: fc.constantFrom('shelter' as const, 'shelter' as const, 'hospital' as const),
      rank: fc.constantFrom(3, 5),
      classification: fc.constantFrom('public' as const, 'public' as const, 'responders' as const),
    })
    .map(({ thing, device, people, seen, state, theme, classification, ...parts }) => {
      const said: [string, string | number | null | undefined][] = Object.entries({ evacueeno: people, ...state });
      const attributes = Object.fromEntries(
        said.map(([name, value = null]) => [name, { value, observedAt: minute(seen) }]),
      );
      return reportAbout(thing, device, { ...{ run, at, ...parts }, content: { theme, classification, attributes } });
    });
const REPORT_ON_TOWN = 'shelter-report:d1:town/k1';
const NOTE = 'notes/k1';

/** What a shelter asks for: in other words, again in the same, or nothing more. */
const note = (run: string | null, at: number): fc.Arbitrary<ThingReportedV1> =>
  fc
    .record({ words: fc.constantFrom('水', '毛布', null), seen: fc.integer({ min: 0, max: 5 }) })
    .map(({ words, seen }) =>
      thingReport({
        ...{ dataset: 'notes', key: 'k1', run, at: at + seen, effect: words === null ? 'voids-subject' : 'states' },
        content: {
          theme: 'shelter-note',
          classification: 'responders',
          attributes: { detail: { value: words, observedAt: minute(seen) } },
        },
      }),
    );

const subject = (run: string | null): fc.Arbitrary<Subject> =>
  fc
    .constantFrom('town/k1', 'town/k2', 'pref/k1', 'pref/k2', 'alone/k1', REPORT_ON_TOWN)
    .map((name) => (run === null ? name : `drill:${run}:${name}`) as Subject);

const decision = (run: string | null): fc.Arbitrary<ThingDecision> =>
  fc.oneof(
    fc.record({ is: fc.constant('same' as const), things: fc.array(subject(run), { minLength: 2, maxLength: 3 }) }),
    fc.record({
      is: fc.constant('never-same' as const),
      thing: subject(run),
      from: fc.array(subject(run), { minLength: 1, maxLength: 2 }),
    }),
    fc.record({
      is: fc.constant('pin' as const),
      thing: subject(run),
      attribute: fc.constant('evacueeno'),
      value: fc.constantFrom(null, 77),
    }),
    fc.record({
      is: fc.constant('handled' as const),
      thing: fc.constant((run === null ? NOTE : `drill:${run}:${NOTE}`) as Subject),
      words: fc.constantFrom('水', '毛布'),
      from: fc.constant('headquarters' as const),
    }),
    fc.record({
      is: fc.constant('withdraw' as const),
      decisionId: decisionNumber(run).map((number) => String(number).padStart(26, '0') as DecisionId),
    }),
  );

/** A decision's id is its own in all the hub, so no two runs share one. */
function decisionNumber(run: string | null): fc.Arbitrary<number> {
  const first = run === null ? 0 : 10 * run.charCodeAt(run.length - 1);
  return fc.integer({ min: first, max: first + 5 });
}

/** One id is one decision. */
const decisions = (run: string | null): fc.Arbitrary<Addressed> =>
  decisionNumber(run).chain((number) => {
    const [one] = fc.sample(decision(run), { numRuns: 1, seed: number }) as [ThingDecision];
    return fc.constant(decided(one, number, number % 10, run));
  });

export const things = ({ run = null, at = 0, parserRevision = 1 }: ReportParts): fc.Arbitrary<Addressed> =>
  fc.oneof(
    { arbitrary: row(run, at).map(toldThing), weight: 5 },
    { arbitrary: about(run, at).map(toldThing), weight: 3 },
    { arbitrary: note(run, at).map(toldThing), weight: 1 },
    {
      arbitrary: fc
        .tuple(fc.constantFrom('town', 'pref'), fc.array(row(run, at), { maxLength: 3 }))
        .map(([dataset, rows]) => {
          const own = rows.filter((one) => one.dataset?.endsWith(dataset));
          return toldListing(datasetListing(own, { dataset, run, at, parserRevision: 1_000 + parserRevision }));
        }),
      weight: 2,
    },
    { arbitrary: decisions(run), weight: 2 },
  );

export const needs = ({ run = null, at = 0 }: ReportParts): fc.Arbitrary<Addressed> =>
  fc
    .record({
      area: fc.constantFrom<NeedArea>(
        { level: 'municipality', code: '17202' },
        { level: 'prefecture', code: '17' },
        { level: 'shelter', code: (run === null ? 'town/k1' : `drill:${run}:town/k1`) as FeatureId },
      ),
      insulin: fc.constantFrom<PublishedValue>(5, 12, 'below', 'hidden'),
      another: fc.boolean(),
    })
    .map(({ area, insulin, another }) =>
      toldNeeds(publishedNeeds(area, 180 * (at % 3), { insulin, ...(another && { dialysis: 'below' }) }, run)),
    );

/** Versions of few drawings; a version says the same whenever it is told. */
export const drawings = ({ run = null }: ReportParts): fc.Arbitrary<Addressed> =>
  fc
    .record({ name: fc.constantFrom('A', 'B'), version: fc.integer({ min: 1, max: 4 }) })
    .map(({ name, version }) =>
      toldDrawing(
        drawingWrite(name, version, { run, drawing: version === 3 ? null : drawnLine({ text: `${version}` }) }),
      ),
    );
