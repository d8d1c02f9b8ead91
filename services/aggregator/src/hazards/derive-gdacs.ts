import { GDACS_SEVERITY, type Geometry, type GdacsStatement } from '@hinomi/contracts';
import { endsAhead, hazardFeature, NOTHING, textsOf, type Derived, type Surroundings } from './hazard-feature.js';
import { isOver, standingReports, type HazardState } from './hazard-state.js';

/**
 * One event of GDACS, at its point: the item changed last tells it, until it is no longer current. An earthquake of GDACS
 * is about its impact and stays beside the earthquake itself.
 */
export function deriveGdacs(state: HazardState, surroundings: Surroundings): Derived {
  const [newest] = standingReports(state);
  const statement = newest?.report.statement;
  if (newest === undefined || statement?.hazard !== 'gdacs' || !statement.isCurrent) return NOTHING;
  const { report } = newest;
  if (isOver(state, report.validTo)) return NOTHING;
  const { hazard: _hazard, isCurrent: _isCurrent, absent: _absent, lngLat: _lngLat, ...facts } = statement;
  const feature = hazardFeature(
    {
      state,
      used: [newest],
      geometry: shapeOf(statement),
      severity: statement.alertLevel === null ? 1 : GDACS_SEVERITY[statement.alertLevel],
      valid: { from: report.validFrom, to: report.validTo },
      observedAt: statement.toDate,
      properties: { type: 'gdacs', hazardId: state.hazardId, main: true, ...textsOf(newest), ...facts },
    },
    surroundings,
  );
  return { features: [feature], ends: endsAhead(state, [report.validTo]) };
}

/** The box of an event is that of a map around it: where there is no point, its middle stands for the event. */
function shapeOf({ lngLat, bbox }: GdacsStatement): Geometry | null {
  if (lngLat) return { type: 'Point', coordinates: lngLat };
  if (!bbox) return null;
  const [west, south, east, north] = bbox;
  return { type: 'Point', coordinates: [middle(west, east), (south + north) / 2] };
}

function middle(west: number, east: number): number {
  const lng = (west + east) / 2;
  return lng > 180 ? lng - 360 : lng < -180 ? lng + 360 : lng;
}
