import { legacyWarningKind } from '@hinomi/contracts';
import { NOTHING, type Derived, type Surroundings } from './hazard-feature.js';
import { isOver, standingReports, type HazardState, type Standing } from './hazard-state.js';
import { featuresPerKind } from './features-per-kind.js';

/** One 府県予報区 in the form of before 2026: the newest report is the full state, in whichever of its forms it came. */
export function deriveLegacyWarning(state: HazardState, surroundings: Surroundings): Derived {
  const [newest] = standingReports(state).sort(newestForm);
  const statement = newest?.report.statement;
  if (newest === undefined || statement?.hazard !== 'legacy-warning' || isOver(state, newest.report.validTo)) {
    return NOTHING;
  }
  const { telegram } = statement;
  return featuresPerKind(
    state,
    newest,
    statement,
    (code) => legacyWarningKind(telegram, code),
    (common) => ({ type: 'legacy-warning', telegram, ...common }),
    surroundings,
  );
}

/** The forms of one moment differ in detail: VPWW50 knows no 特別警報, and VPWW54 is the latest of them. */
function newestForm({ report: a }: Standing, { report: b }: Standing): number {
  if (a.issuedAt !== b.issuedAt) return a.issuedAt < b.issuedAt ? 1 : -1;
  return a.subject === b.subject ? 0 : a.subject < b.subject ? 1 : -1;
}
