import type { HazardExpiredV1, HazardFamily, HazardId, HazardReportedV1, Instant, RunId } from '@hinomi/contracts';
import { addReport, currentReport, type KnownReport, type ReportSet } from './report-set.js';

/** All that is known of one hazard. Never changed in place, so that a checkpoint may keep reading an older one. */
export interface HazardState {
  hazardId: HazardId;
  family: HazardFamily;
  exercise: RunId | null;
  subjects: Readonly<Record<string, ReportSet>>;
  /** Every id a network ever knew the event by (USGS), sorted; an earthquake once joined stays joined. */
  aliases: readonly string[];
  /** What was in force only until this moment is over. */
  expiredUpTo: Instant | null;
  /** Append time of the fact behind `expiredUpTo`. */
  expiredAt: Instant | null;
}

/** What one subject states now. */
export interface Standing {
  known: KnownReport;
  report: HazardReportedV1;
  /** Append time of the newest fact that makes this the subject's current report. */
  decidedAt: Instant;
}

type Identity = Pick<HazardState, 'hazardId' | 'family' | 'exercise'>;

/** The reports of every source on one hazard; a late, repeated or withdrawn report ends in the same state as any other order. */
export function integrateReport(state: HazardState | undefined, reported: KnownReport): HazardState {
  const added = withComparableOrder(reported);
  const { report, appendedAt } = added;
  const known = state ?? newHazard(report);
  const set = known.subjects[report.subject] ?? [];
  const grown = addReport(set, added);
  const subjects = grown === set ? known.subjects : { ...known.subjects, [report.subject]: grown };
  const aliases = joinAliases(known.aliases, report);
  const changed = subjects === known.subjects && aliases === known.aliases ? known : { ...known, subjects, aliases };
  const past = endsStatedBy(report).filter((end) => end <= appendedAt);
  return past.reduce((current, end) => expireUpTo(current, end, appendedAt), changed);
}

export function integrateExpiry(
  state: HazardState | undefined,
  expired: HazardExpiredV1,
  appendedAt: Instant,
): HazardState {
  return expireUpTo(state ?? newHazard(expired), expired.end, appendedAt);
}

/** The current report of every subject, newest first. */
export function standingReports(state: HazardState): Standing[] {
  return Object.values(state.subjects)
    .flatMap((set) => {
      const current = currentReport(set);
      return current === null
        ? []
        : [{ known: current.known, report: current.known.report, decidedAt: current.decidedAt }];
    })
    .sort(newestFirst);
}

/** By the time the agency gave it; what remains is only there to make the order total. */
export function newestFirst(a: Standing, b: Standing): number {
  const [x, y] = [a.report, b.report];
  return (
    descending(x.order.issuedAt, y.order.issuedAt) ||
    descending(x.order.sentAt, y.order.sentAt) ||
    y.order.version - x.order.version ||
    y.order.parserRevision - x.order.parserRevision ||
    descending(x.order.digest, y.order.digest) ||
    descending(x.subject, y.subject)
  );
}

export function isOver(state: HazardState, end: Instant | null): boolean {
  return end !== null && state.expiredUpTo !== null && end <= state.expiredUpTo;
}

/**
 * A river keeps one subject for ever while its serial begins again with every flood, so by serial the end of the last
 * flood would outrank the begin of the next: rivers go by time alone.
 */
function withComparableOrder(reported: KnownReport): KnownReport {
  const { report } = reported;
  if (report.family !== 'river-flood' || report.order.version === 0) return reported;
  return { ...reported, report: { ...report, order: { ...report.order, version: 0 } } };
}

function newHazard({ hazardId, family, exercise }: Identity): HazardState {
  return { hazardId, family, exercise, subjects: {}, aliases: [], expiredUpTo: null, expiredAt: null };
}

function expireUpTo(state: HazardState, end: Instant, appendedAt: Instant): HazardState {
  if (state.expiredUpTo !== null && state.expiredUpTo >= end) return state;
  return { ...state, expiredUpTo: end, expiredAt: appendedAt };
}

function endsStatedBy({ effect, validTo, statement }: HazardReportedV1): Instant[] {
  if (effect !== 'states') return [];
  const parts =
    statement?.hazard === 'alert'
      ? statement.segments.map((segment) => segment.expires)
      : statement?.hazard === 'ash'
        ? statement.falls.map((fall) => fall.to)
        : statement?.hazard === 'tsunami'
          ? [statement.slightChangeUntil ?? null]
          : [];
  return [validTo, ...parts].filter((end) => end !== null);
}

function joinAliases(known: readonly string[], { statement }: HazardReportedV1): readonly string[] {
  const stated = statement?.hazard === 'earthquake' ? (statement.aliases ?? []) : [];
  if (stated.every((alias) => known.includes(alias))) return known;
  return [...new Set([...known, ...stated])].sort();
}

function descending(a: string, b: string): number {
  return a < b ? 1 : a > b ? -1 : 0;
}
