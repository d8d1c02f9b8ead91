import {
  canonicalJson,
  compareReports,
  type EventId,
  type HazardReportedV1,
  type Instant,
  type ReportOrder,
} from '@hinomi/contracts';

/** A report as the log holds it. */
export interface KnownReport {
  event: EventId;
  appendedAt: Instant;
  report: HazardReportedV1;
}

/** The newest reports of one subject, newest first, one per moment. */
export type ReportSet = readonly KnownReport[];

/** Enough to fall back over several withdrawals in a row; real subjects were seen to need two (hazard-feeds 2.3). */
export const KEPT_REPORTS = 8;

/**
 * Adds a report. The result depends only on which reports were added, never on their order: a moment (version,
 * issuedAt, sentAt) keeps its highest report, and the highest moments are kept. Returns `set` itself when nothing changes.
 */
export function addReport(set: ReportSet, added: KnownReport): ReportSet {
  const index = set.findIndex((known) => compareMoments(known.report.order, added.report.order) <= 0);
  const known = index === -1 ? undefined : set[index];
  if (index === -1) return set.length < KEPT_REPORTS ? [...set, added] : set;
  if (known === undefined || compareMoments(known.report.order, added.report.order) < 0) {
    return [...set.slice(0, index), added, ...set.slice(index)].slice(0, KEPT_REPORTS);
  }
  const kept = sameMoment(known, added);
  return kept === known ? set : set.map((other) => (other === known ? kept : other));
}

/** What is stated and not taken back, oldest first. */
export function standingIn(set: ReportSet): KnownReport[] {
  const standing: KnownReport[] = [];
  for (const known of [...set].reverse()) {
    if (known.report.effect === 'states') standing.push(known);
    else if (known.report.effect === 'voids-previous') standing.pop();
    else standing.length = 0;
  }
  return standing;
}

/** What the subject states now, and since when that is decided; null when nothing of it stands. */
export function currentReport(set: ReportSet): { known: KnownReport; decidedAt: Instant } | null {
  const known = standingIn(set).at(-1);
  return known === undefined ? null : { known, decidedAt: decidedAt(set, known) };
}

/** Append time of the newest fact by which `known` counts. */
export function decidedAt(set: ReportSet, known: KnownReport): Instant {
  return set
    .slice(0, set.indexOf(known) + 1)
    .map((decisive) => decisive.appendedAt)
    .reduce((a, b) => (a > b ? a : b));
}

/**
 * The better report of one moment; for one report told twice, the time it was first told. What is verified to be its
 * sender's stands above what others say in the sender's name.
 */
function sameMoment(known: KnownReport, added: KnownReport): KnownReport {
  if (isVerified(known) !== isVerified(added)) return isVerified(known) ? known : added;
  const order = compareReports(known.report.order, added.report.order);
  if (order !== 0) return order > 0 ? known : added;
  const better = canonicalJson(known.report) >= canonicalJson(added.report) ? known : added;
  const appendedAt = known.appendedAt <= added.appendedAt ? known.appendedAt : added.appendedAt;
  return better.appendedAt === appendedAt ? better : { ...better, appendedAt };
}

function isVerified({ report }: KnownReport): boolean {
  return report.source.signature === 'verified';
}

function compareMoments(a: ReportOrder, b: ReportOrder): number {
  return a.version - b.version || compareText(a.issuedAt, b.issuedAt) || compareText(a.sentAt, b.sentAt);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
