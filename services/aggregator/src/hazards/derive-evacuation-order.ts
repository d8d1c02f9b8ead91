import { endsAhead, hazardFeature, NOTHING, textsOf, type Derived, type Surroundings } from './hazard-feature.js';
import { isOver, standingReports, type HazardState } from './hazard-state.js';
import { locateArea } from './locate-area.js';

/** A municipality's order as its last step left it: over the area drawn, or over the whole municipality. */
export function deriveEvacuationOrder(state: HazardState, surroundings: Surroundings): Derived {
  const [newest] = standingReports(state);
  const statement = newest?.report.statement;
  if (newest === undefined || statement?.hazard !== 'evacuation-order' || isOver(state, newest.report.validTo)) {
    return NOTHING;
  }
  const { level, municipality, districts, drawn, households, persons, step } = statement;
  const set = 'jma-city';
  const whole = locateArea(surroundings.editionOf(set), set, [{ ...municipality, code: `${municipality.code}00` }]);
  const feature = hazardFeature(
    {
      state,
      used: [newest],
      ...(drawn === null ? { place: whole, set } : { geometry: drawn, areaCodes: whole?.areaCodes ?? [] }),
      severity: level,
      alertLevel: level,
      valid: { from: newest.report.validFrom, to: newest.report.validTo },
      properties: {
        type: 'evacuation-order',
        hazardId: state.hazardId,
        main: true,
        ...textsOf(newest),
        ...{ level, municipality, districts, households, persons, step },
      },
    },
    surroundings,
  );
  return { features: [feature], ends: endsAhead(state, [newest.report.validTo]) };
}
