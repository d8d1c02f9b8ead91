import type { FeatureV1, Instant, PictureClock } from '@hinomi/contracts';

/** A stretch of one clock; on the world's, by what was known at `knownAt` (null = now). */
export interface ClockWindow {
  clock: PictureClock;
  from: Instant;
  upTo: Instant;
  knownAt: Instant | null;
}

/** A version of a feature as it was stated. */
export interface Statement {
  offset: number;
  feature: FeatureV1;
  from: Instant;
  to: Instant | null;
  /** This one or a later one was followed by a removal, which holds from here on. */
  goneFrom: Instant | null;
}

/** A version of a feature as it was so: [from, to), to null = for good. Those of one feature never overlap. */
export interface Span {
  feature: FeatureV1;
  from: Instant;
  to: Instant | null;
}

/**
 * What was so when, by statements in the order in which they were made: a later one holds from its beginning on, whatever
 * was said before of that time; a removal says that there is nothing.
 */
export function deriveSpans(statements: readonly Statement[]): Span[] {
  const spans: Span[] = [];
  /** Per feature: from here on later statements have spoken. */
  const spokenFor = new Map<string, Instant>();
  for (const { feature, from, to, goneFrom } of [...statements].sort((a, b) => b.offset - a.offset)) {
    const limit = earliest(spokenFor.get(feature.id) ?? null, goneFrom);
    const end = earliest(limit, to);
    if (end === null || from < end) spans.push({ feature, from, to: end });
    spokenFor.set(feature.id, limit !== null && limit < from ? limit : from);
  }
  return spans.reverse();
}

/** Null is "never". */
function earliest(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
