import { PROMPT_SEVERITY } from '@hinomi/contracts';
import { endsAhead, hazardFeature, NOTHING, textsOf, type Derived, type Surroundings } from './hazard-feature.js';
import { isOver, standingReports, type HazardState } from './hazard-state.js';
import { locateArea } from './locate-area.js';

/** What is told at once, over the areas it names, until its hour is up. */
export function derivePrompt(state: HazardState, surroundings: Surroundings): Derived {
  const [newest] = standingReports(state);
  const statement = newest?.report.statement;
  if (newest === undefined || statement?.hazard !== 'prompt-report' || isOver(state, newest.report.validTo)) {
    return NOTHING;
  }
  const { set, areas, kind, tag, telegram } = statement;
  const feature = hazardFeature(
    {
      state,
      used: [newest],
      place: set === null ? null : locateArea(surroundings.editionOf(set), set, areas),
      ...(set === null ? {} : { set }),
      severity: PROMPT_SEVERITY[kind],
      valid: { from: newest.report.validFrom, to: newest.report.validTo },
      properties: {
        type: 'prompt-report',
        hazardId: state.hazardId,
        main: true,
        ...textsOf(newest),
        telegram,
        kindOfReport: kind,
        tag,
      },
    },
    surroundings,
  );
  return { features: [feature], ends: endsAhead(state, [newest.report.validTo]) };
}
