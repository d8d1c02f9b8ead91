import fc from 'fast-check';
import type { ObservationReportedV1, Realm, SensorThreshold } from '@hinomi/contracts';
import {
  described,
  minute,
  observation,
  observed,
  observedTogether,
  sensorDescription,
  type Addressed,
} from '@hinomi/testing';

const own = fc.constantFrom('a', 'b', 'c');

/** Some too old to be kept beside the newest: a day is 1,440 minutes. */
const at = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constantFrom(-2_000, -1_420, -1_400));

const descriptions = (run: string | null): fc.Arbitrary<Addressed> =>
  fc
    .record({
      own,
      at: fc.integer({ min: 0, max: 3 }),
      name: fc.constantFrom('あ', 'い'),
      reference: fc.constantFrom('stage' as const, 'below-crest' as const),
      thresholds: fc.constantFrom<SensorThreshold[]>([], [{ level: 2, value: 2 }], [{ level: 4, value: 1 }]),
      hysteresis: fc.constantFrom(0, 1),
      maxChangePerMinute: fc.constantFrom(null, 0.5),
      stuckAfterReadings: fc.constantFrom(null, 3),
      sleep: fc.constantFrom(null, { wakesAt: 1, intervalSeconds: 86_400 }),
      maintenance: fc.boolean(),
    })
    .map(({ own: id, ...parts }) => described(sensorDescription(id, { ...parts, run })));

const reading = (run: string | null): fc.Arbitrary<ObservationReportedV1> =>
  fc
    .record({
      own,
      at,
      value: fc.constantFrom(null, 0, 1, 2, 3),
      doubtful: fc.constantFrom(false, false, false, true),
      resultTime: fc.constantFrom(null, null, minute(50), minute(51)),
      revision: fc.constantFrom(1, 1, 2),
    })
    .map(({ own: id, at: time, value, doubtful, resultTime, revision }) =>
      observation(id, time, value, {
        run,
        resultTime,
        revision,
        ...(doubtful && value !== null && { quality: 'doubtful' }),
      }),
    );

/** Alone, or with others in one event. */
const observations = (run: string | null): fc.Arbitrary<Addressed> =>
  fc.oneof(
    reading(run).map(observed),
    fc.array(reading(run), { minLength: 1, maxLength: 4 }).map((all) => observedTogether(...all)),
  );

/** What sensors say and what is said of them; in a drill also what the real registry says. */
export function sensorFacts(realm: Realm): fc.Arbitrary<Addressed> {
  const run = realm === 'real' ? fc.constant(null) : fc.constantFrom('run-a', 'run-b');
  return run.chain((of) =>
    fc.oneof(
      { arbitrary: observations(of), weight: 6 },
      { arbitrary: descriptions(of), weight: 1 },
      { arbitrary: descriptions(null), weight: realm === 'drill' ? 1 : 0 },
    ),
  );
}
