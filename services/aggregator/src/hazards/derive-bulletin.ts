import { endsAhead, hazardFeature, NOTHING, textsOf, type Derived, type Surroundings } from './hazard-feature.js';
import { isOver, standingReports, type HazardState } from './hazard-state.js';
import { locateArea } from './locate-area.js';

/** What an office has to say: its words, and the areas it speaks of. Routine forecasts are of no severity. */
export function deriveBulletin(state: HazardState, surroundings: Surroundings): Derived {
  const [newest] = standingReports(state);
  const statement = newest?.report.statement;
  if (newest === undefined || statement?.hazard !== 'bulletin' || isOver(state, newest.report.validTo)) return NOTHING;
  const { set, areas, kind, routine } = statement;
  const feature = hazardFeature(
    {
      state,
      used: [newest],
      place: set === null ? null : locateArea(surroundings.editionOf(set), set, areas),
      ...(set === null ? {} : { set }),
      severity: routine ? 0 : 1,
      valid: { from: newest.report.validFrom, to: newest.report.validTo },
      properties: {
        type: 'bulletin',
        hazardId: state.hazardId,
        main: true,
        ...textsOf(newest),
        kindOfBulletin: kind,
        routine,
      },
    },
    surroundings,
  );
  return { features: [feature], ends: endsAhead(state, [newest.report.validTo]) };
}
