import { canonicalJson, type DrillChangedV1, type Instant, type RunId } from '@hinomi/contracts';

export interface KnownChange {
  change: DrillChangedV1;
  appendedAt: Instant;
}

/** What is known of each run that was ever started; a run that ended stays ended, whatever arrives later. */
export type DrillRuns = Readonly<Record<string, KnownChange>>;

export function integrateDrillChange(runs: DrillRuns, added: KnownChange): DrillRuns {
  const run = added.change.exercise;
  const known = runs[run];
  if (known !== undefined && rankOf(known) >= rankOf(added)) {
    const repeatedEarlier = rankOf(known) === rankOf(added) && added.appendedAt < known.appendedAt;
    return repeatedEarlier ? { ...runs, [run]: added } : runs;
  }
  return { ...runs, [run]: added };
}

/** The run started last: the one the drill's picture is about. */
export function newestRun(runs: DrillRuns): KnownChange | null {
  return Object.values(runs).reduce<KnownChange | null>(
    (newest, known) => (newest === null || startOf(known) > startOf(newest) ? known : newest),
    null,
  );
}

/** Hazards of a run that ended, or that a later run replaced, are gone; a run nobody started here stays until expiry. */
export function isRunOver(runs: DrillRuns, exercise: RunId | null): boolean {
  const known = exercise === null ? undefined : runs[exercise];
  if (known === undefined) return false;
  const newest = newestRun(runs);
  return known.change.state === 'ended' || (newest !== null && startOf(known) < startOf(newest));
}

function startOf({ change }: KnownChange): string {
  return `${change.startedAt} ${change.exercise}`;
}

/** Ended is above running, then the later change; the text only makes the order total. */
function rankOf({ change }: KnownChange): string {
  return `${change.state === 'ended' ? 1 : 0} ${change.at} ${canonicalJson(change)}`;
}
