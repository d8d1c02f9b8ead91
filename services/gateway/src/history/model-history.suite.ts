import {
  encodeRemove,
  encodeUpsert,
  instantFromMillis,
  type FeatureId,
  type Instant,
  type LogRecord,
} from '@hinomi/contracts';
import { pictureFeature as feature } from '@hinomi/testing';
import fc from 'fast-check';
import type { Moments } from './read-moments.js';

/** Long enough that a random history crosses several months. */
const STEP_MS = 12 * 24 * 3_600_000;
const BEGIN_MS = Date.UTC(2026, 0, 5);
/** The moments of a model history; few, so that facts meet. */
export const MOMENTS = 14;

export const moment = (count: number): Instant => instantFromMillis(BEGIN_MS + count * STEP_MS);

/** One record of the picture: when the hub learned it, and what it says of the world. */
export interface Fact {
  id: string;
  known: number;
  says: { from: number; to: number | null; severity: number; public: boolean } | { gone: number | null };
}

const version = fc.record({
  from: fc.nat(MOMENTS),
  to: fc.option(fc.nat(MOMENTS), { freq: 2 }),
  severity: fc.constantFrom(1, 3),
  public: fc.constantFrom(true, true, false),
});
const removal = fc.record({ gone: fc.option(fc.nat(MOMENTS), { freq: 2 }) });

/** Facts in the order of the log; the hub's clock only goes on. */
export const histories: fc.Arbitrary<Fact[]> = fc
  .array(
    fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      after: fc.constantFrom(0, 0, 1, 1, 2),
      says: fc.oneof({ weight: 3, arbitrary: version }, { weight: 1, arbitrary: removal }),
    }),
    { maxLength: 14 },
  )
  .map((steps) => {
    let known = 0;
    return steps.map(({ id, after, says }) => ({ id, known: (known += after), says }));
  });

export function recordsOf(facts: readonly Fact[]): LogRecord[] {
  return facts.map(({ id, known, says }, offset) => ({
    ...('gone' in says
      ? encodeRemove(id as FeatureId, 0, says.gone === null ? {} : { cause_time: moment(says.gone) })
      : encodeUpsert(
          feature({
            id,
            version: offset + 1,
            severity: says.severity as 1 | 3,
            valid: { from: moment(says.from), to: says.to === null ? null : moment(says.to) },
            label: { classification: says.public ? 'public' : 'responders', jurisdiction: null },
          }),
          0,
        )),
    topic: 'picture',
    partition: 0,
    offset,
    appendedAt: moment(known),
  }));
}

/** The same question answered by walking through the facts: id and version of what is shown. */
export function modelPicture(
  facts: readonly Fact[],
  { at, knownAt }: Moments,
  sees: (says: { severity: number; public: boolean }) => boolean,
): string[] {
  const decisive = new Map<string, { says: Fact['says']; version: number }>();
  const standing = new Set<string>();
  facts.forEach(({ id, known, says }, index) => {
    // To remove what is not there says nothing.
    if ('gone' in says && !standing.delete(id)) return;
    if (!('gone' in says)) standing.add(id);
    if (knownAt !== null && moment(known) > knownAt) return;
    const begins = 'gone' in says ? moment(Math.min(says.gone ?? known, known)) : moment(says.from);
    if (at === null || begins <= at) decisive.set(id, { says, version: index + 1 });
  });
  return [...decisive]
    .filter(([, { says }]) => !('gone' in says) && sees(says))
    .filter(([, { says }]) => at === null || 'gone' in says || says.to === null || moment(says.to) > at)
    .map(([id, { version: number }]) => `${id}${number}`)
    .sort();
}
