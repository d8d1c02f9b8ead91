import { NANKAI_SEVERITY, type NankaiStage, type NankaiStatement } from '@hinomi/contracts';
import { endsAhead, hazardFeature, NOTHING, textsOf, type Derived, type Surroundings } from './hazard-feature.js';
import { isOver, standingReports, type HazardState, type Standing } from './hazard-state.js';

interface NankaiReport extends Standing {
  statement: NankaiStatement;
}

/** A call to be ready or to evacuate; it stands its week, whatever is investigated beside it. */
const CALLS: readonly NankaiStage[] = ['megaquake-warning', 'megaquake-caution', 'subsequent-caution'];
/** Whether there is something to call for. */
const INQUIRIES: readonly NankaiStage[] = ['investigating', 'ended', 'unknown'];
const EXPLANATIONS: readonly NankaiStage[] = ['explanation', 'routine'];

/**
 * What is said of a great earthquake that may come: the newest call, the newest inquiry if no call has answered it, and the newest
 * explanation, each until its time is up. The first of them stands for all.
 */
export function deriveNankai(state: HazardState, surroundings: Surroundings): Derived {
  const reports = standingReports(state).flatMap((standing): NankaiReport[] =>
    standing.report.statement?.hazard === 'nankai' ? [{ ...standing, statement: standing.report.statement }] : [],
  );
  const newest = (stages: readonly NankaiStage[]): NankaiReport | undefined => {
    const report = reports.find(({ statement }) => stages.includes(statement.stage));
    return report && !isOver(state, report.report.validTo) ? report : undefined;
  };
  const call = newest(CALLS);
  const inquiry = newest(INQUIRIES);
  const open = inquiry && (!call || inquiry.report.issuedAt > call.report.issuedAt) ? inquiry : undefined;
  const lines = [
    ['call', call],
    ['inquiry', open],
    ['explanation', newest(EXPLANATIONS)],
  ] as const;
  const shown = lines.flatMap(([line, report]) => (report ? [{ line, report }] : []));
  if (shown.length === 0) return NOTHING;
  const features = shown.map(({ line, report }, rank) =>
    hazardFeature(
      {
        state,
        suffix: line,
        used: [report],
        severity: NANKAI_SEVERITY[report.statement.stage],
        valid: { from: report.report.validFrom, to: report.report.validTo },
        properties: {
          type: 'nankai',
          hazardId: state.hazardId,
          main: rank === 0,
          ...textsOf(report),
          telegram: report.statement.telegram,
          stage: report.statement.stage,
          name: report.statement.name,
          nextAdvisory: report.statement.nextAdvisory,
        },
      },
      surroundings,
    ),
  );
  return {
    features,
    ends: endsAhead(
      state,
      shown.map(({ report }) => report.report.validTo),
    ),
  };
}
