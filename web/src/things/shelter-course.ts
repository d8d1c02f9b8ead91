import { fromGeoJson, type FeatureHistory, type Instant, type ThingProperties } from '@hinomi/contracts';

type Told = ThingProperties['attributes'][string];

/** A stretch in which the shelter was open, as it was told. */
export interface OpenPeriod {
  from: Instant;
  /** Who said that it is open. */
  agency: string;
  /** Null = nobody said that it is closed. */
  to: Instant | null;
  closedBy: string | null;
}

/** How many people were there, as somebody saw it; null = asked and not known. */
export interface CountSeen {
  at: Instant;
  people: number | null;
  agency: string;
}

export interface ShelterCourse {
  periods: OpenPeriod[];
  counts: CountSeen[];
}

const OPEN: ReadonlySet<unknown> = new Set(['open', 'permanent']);
const SHUT: ReadonlySet<unknown> = new Set(['close', 'notopen']);

/** A shelter's versions → when it was open and how many were there, by when it was seen, oldest first. What was told later of a moment counts. */
export function shelterCourse({ versions }: Pick<FeatureHistory, 'versions'>): ShelterCourse {
  const [states, counts] = [new Map<Instant, Told>(), new Map<Instant, Told>()];
  for (const { feature } of versions) {
    const { properties } = fromGeoJson(feature);
    if (properties.type !== 'thing') continue;
    const { eststts, evacueeno } = properties.attributes;
    if (eststts !== undefined) states.set(eststts.observedAt, eststts);
    if (evacueeno !== undefined) counts.set(evacueeno.observedAt, evacueeno);
  }
  return {
    periods: periodsOf(inOrder(states)),
    counts: inOrder(counts).map(({ value, observedAt, agency }) => ({
      at: observedAt,
      people: typeof value === 'number' ? value : null,
      agency,
    })),
  };
}

function periodsOf(states: readonly Told[]): OpenPeriod[] {
  const periods: OpenPeriod[] = [];
  for (const { value, observedAt, agency } of states) {
    const last = periods.at(-1);
    const isOpen = last !== undefined && last.to === null;
    if (OPEN.has(value) && !isOpen) periods.push({ from: observedAt, agency, to: null, closedBy: null });
    else if (SHUT.has(value) && isOpen) periods.splice(-1, 1, { ...last, to: observedAt, closedBy: agency });
  }
  return periods;
}

function inOrder(told: ReadonlyMap<Instant, Told>): Told[] {
  return [...told.values()].sort((a, b) => (a.observedAt < b.observedAt ? -1 : a.observedAt > b.observedAt ? 1 : 0));
}
