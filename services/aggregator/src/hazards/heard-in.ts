import type { HazardReportedV1 } from '@hinomi/contracts';
import type { HazardState } from './hazard-state.js';

/**
 * The one rule on who is heard where somebody passes an agency's reports on (`source.relay`): the agency's own always; a copy
 * only while the agency itself has said nothing of the same thing at the time of the copy or later, withdrawals included. So a
 * copy fills in what the agency was not heard to say, and never brings back what it took back.
 */
export function heardIn(states: readonly HazardState[]): (report: HazardReportedV1) => boolean {
  const saidAt = new Map<string, string>();
  for (const { report } of states.flatMap(({ subjects }) => Object.values(subjects)).flat()) {
    const thing = thingOf(report);
    if (report.source.relay === undefined && report.issuedAt > (saidAt.get(thing) ?? '')) {
      saidAt.set(thing, report.issuedAt);
    }
  }
  return (report) => report.source.relay === undefined || report.issuedAt > (saidAt.get(thingOf(report)) ?? '');
}

/** What a report is on, whoever tells it: the kind of telegram. A withdrawal states nothing, so its subject names it. */
function thingOf({ family, statement, subject }: HazardReportedV1): string {
  if (family === 'eew') return family;
  if (statement?.hazard === 'earthquake') return statement.report;
  if (statement?.hazard === 'tsunami' && statement.part === 'warning') return 'VTSE41';
  return /(?:^|:)jma:([A-Z]{4}\d\d):/.exec(subject)?.[1] ?? subject;
}
