import {
  compareReports,
  millisOf,
  type HazardId,
  type HazardReportedV1,
  type HubEvent,
  type Instant,
} from '@hinomi/contracts';
import { restated } from './normalise-gdacs.js';
import type { SourceContext } from './source-context.js';

type Reported = HubEvent<HazardReportedV1>;

/** What one source's lists said so far. */
export interface KnownList {
  listedAt: Instant | null;
  newest: ReadonlyMap<HazardId, Reported>;
}

export const NOTHING_LISTED: KnownList = { listedAt: null, newest: new Map() };

/** More than clocks differ; a list from further ahead says nothing about what is missing from it. */
const CLOCK_SKEW_MS = 10 * 60_000;

/**
 * A list of GDACS holds every current event, so one that was there before and is missing now is over; should it come back
 * as it was, it stands again. Says nothing from a list that is empty, older than one already read, or without a time.
 */
export function deriveAbsent(
  known: KnownList,
  events: readonly Reported[],
  published: Instant | null,
  context: SourceContext,
): { events: Reported[]; known: KnownList } {
  const older = published !== null && known.listedAt !== null && published < known.listedAt;
  const ahead = published !== null && millisOf(published) > millisOf(context.receivedAt) + CLOCK_SKEW_MS;
  if (published === null || older || ahead || events.length === 0) return { events: [...events], known };
  const listed = new Set(events.map(({ data }) => data.hazardId));
  const present = events.map((event) => {
    const before = known.newest.get(event.data.hazardId);
    const wasAbsent =
      before !== undefined && isAbsent(before) && compareReports(before.data.order, event.data.order) > 0;
    return wasAbsent && isCurrent(event) ? restated(event, published, { absent: false }, context) : event;
  });
  const ended = [...known.newest.values()].flatMap((before) => {
    if (listed.has(before.data.hazardId)) return [];
    // The same list once more says the same, so that nothing is lost when it could not be written the first time.
    if (isAbsent(before)) return before.data.order.sentAt === published ? [before] : [];
    return isCurrent(before) ? [restated(before, published, { absent: true }, context)] : [];
  });
  const all = [...present, ...ended];
  return { events: all, known: { listedAt: published, newest: newestOf(known.newest, all) } };
}

/** What an earlier run has put on the log. */
export function knownFrom(events: readonly Reported[]): KnownList {
  const sent = events.map(({ data }) => data.order.sentAt).sort();
  return { listedAt: sent.at(-1) ?? null, newest: newestOf(new Map(), events) };
}

function newestOf(before: ReadonlyMap<HazardId, Reported>, events: readonly Reported[]): Map<HazardId, Reported> {
  const newest = new Map(before);
  for (const event of events) {
    const { hazardId, order } = event.data;
    const other = newest.get(hazardId);
    if (!other || compareReports(order, other.data.order) > 0) newest.set(hazardId, event);
  }
  return newest;
}

function isCurrent({ data: { statement } }: Reported): boolean {
  return statement?.hazard === 'gdacs' && statement.isCurrent;
}

function isAbsent({ data: { statement } }: Reported): boolean {
  return statement?.hazard === 'gdacs' && statement.absent === true;
}
