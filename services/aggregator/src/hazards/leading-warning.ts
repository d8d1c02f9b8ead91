import { isSnapshotSubject, type AreaWarningStatement } from '@hinomi/contracts';
import { isOver, standingReports, type HazardState, type Standing } from './hazard-state.js';
import { decidedAt, standingIn, type ReportSet } from './report-set.js';

/** A report of one element in one 府県予報区, and what it states. */
export interface WarningReport extends Standing {
  statement: AreaWarningStatement;
}

/**
 * The report that says what is in force of one element in one 府県予報区. The nationwide snapshot only sets right what its
 * telegram does not say: where they agree the telegram leads, so that a snapshot changes nothing; where the snapshot was made after
 * the last word of the telegram and differs, or the telegram's time is up, the first of the snapshots that agree leads.
 */
export function leadingWarning(state: HazardState): WarningReport | undefined {
  const inTime = ({ report }: WarningReport): boolean => !isOver(state, report.validTo);
  const sets = Object.entries(state.subjects);
  const telegrams = sets.flatMap(([subject, set]) => (isSnapshotSubject(subject) ? [] : [set]));
  const snapshots = sets.flatMap(([subject, set]) => (isSnapshotSubject(subject) ? snapshotsIn(set) : []));

  const [telegram] = standingReports(state)
    .filter(({ report }) => !isSnapshotSubject(report.subject))
    .flatMap(warningReport);
  const told = lastWord(telegrams);
  const newer = snapshots.filter(({ report }) => report.issuedAt > told);
  const [newest] = newer;
  if (newest === undefined) return telegram && inTime(telegram) ? telegram : undefined;
  if (!inTime(newest)) return undefined;
  if (telegram && inTime(telegram) && inForce(telegram) === inForce(newest)) return telegram;
  const differing = newer.findIndex((snapshot) => inForce(snapshot) !== inForce(newest));
  return newer.slice(0, differing === -1 ? undefined : differing).findLast(inTime);
}

/** Newest first. */
function snapshotsIn(set: ReportSet): WarningReport[] {
  return standingIn(set)
    .reverse()
    .flatMap((known) => warningReport({ known, report: known.report, decidedAt: decidedAt(set, known) }));
}

function warningReport(standing: Standing): WarningReport[] {
  const { statement } = standing.report;
  return statement?.hazard === 'weather-warning' ? [{ ...standing, statement }] : [];
}

/** When the telegram last stated something or took it back; a correction keeps its time of issue and is sent later. */
function lastWord(telegrams: readonly ReportSet[]): string {
  return telegrams
    .flatMap((set) => set.flatMap(({ report: { order } }) => [order.issuedAt, order.sentAt]))
    .reduce<string>((latest, moment) => (moment > latest ? moment : latest), '');
}

/** Which kinds hold where: per municipality, and by wider areas for a kind that names none. Coast sections only the telegram tells. */
function inForce({ statement: { cities, divisions } }: WarningReport): string {
  const inCities = new Set(cities.map(({ kind }) => kind.code));
  const wider = divisions.filter(({ kind }) => !inCities.has(kind.code));
  const pairs = [...cities, ...wider].map(({ kind, area }) => `${kind.code} ${area.code}`);
  return [...new Set(pairs)].sort().join();
}
