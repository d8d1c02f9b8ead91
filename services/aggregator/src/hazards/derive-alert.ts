import {
  CAP_SEVERITY,
  type AlertSegment,
  type AlertStatement,
  type Geometry,
  type HazardReportedV1,
  type LngLat,
  type Severity,
} from '@hinomi/contracts';
import { circlePolygon } from '@hinomi/geo';
import {
  endsAhead,
  hazardFeature,
  NOTHING,
  textsOf,
  type Derived,
  type DraftFeature,
  type Surroundings,
} from './hazard-feature.js';
import { isOver, standingReports, type HazardState, type Standing } from './hazard-state.js';
import { jisCodes, locateAlert } from './locate-alert.js';

/** One CAP message: in force unless it is a Cancel, another message supersedes it, or it is over. */
export function deriveAlert(state: HazardState, superseded: boolean, surroundings: Surroundings): Derived {
  const [newest] = standingReports(state);
  const statement = newest?.report.statement;
  if (newest === undefined || statement?.hazard !== 'alert') return NOTHING;
  if (superseded || statement.msgType === 'Cancel' || isOver(state, newest.report.validTo)) return NOTHING;
  const inForce = statement.segments
    .map((segment, index) => ({ segment, suffix: statement.segments.length === 1 ? undefined : String(index + 1) }))
    .filter(({ segment }) => !isOver(state, segment.expires));
  const highest = Math.max(...inForce.map(({ segment }) => severityOf(segment)));
  const main = inForce.find(({ segment }) => severityOf(segment) === highest);
  const features = inForce.map((part) => segmentFeature(state, newest, statement, part, part === main, surroundings));
  const ends = [newest.report.validTo, ...inForce.map(({ segment }) => segment.expires)];
  return { features, ends: features.length === 0 ? [] : endsAhead(state, ends) };
}

/** The messages a report says are replaced or void, as hazard ids. */
export function supersededBy({ effect, statement }: HazardReportedV1): readonly string[] {
  return effect === 'states' && statement?.hazard === 'alert' ? statement.supersedes : [];
}

/** A stand-down is information, however severe the event was (hazard-feeds 7). */
function severityOf({ severity, urgency, responseTypes }: AlertSegment): Severity {
  const standDown = urgency === 'Past' || responseTypes.includes('AllClear');
  return standDown ? (Math.min(CAP_SEVERITY[severity], 1) as Severity) : CAP_SEVERITY[severity];
}

function segmentFeature(
  state: HazardState,
  newest: Standing,
  { sender, scope, restriction, incidents, note }: AlertStatement,
  { segment, suffix }: { segment: AlertSegment; suffix: string | undefined },
  main: boolean,
  surroundings: Surroundings,
): DraftFeature {
  const { report } = newest;
  const [first] = segment.texts;
  const words = [first?.description, first?.instruction].filter(Boolean).join('\n');
  const geometry = shapeOf(segment);
  const { eventCodes, parameters, heights } = segment;
  return hazardFeature(
    {
      state,
      ...(suffix === undefined ? {} : { suffix }),
      used: [newest],
      restricted: scope !== undefined,
      geometry,
      ...(geometry === null ? locateAlert(segment, surroundings) : { areaCodes: jisCodes(segment) }),
      severity: severityOf(segment),
      valid: { from: segment.onset ?? report.validFrom, to: segment.expires ?? report.validTo },
      properties: {
        type: 'alert',
        hazardId: state.hazardId,
        main,
        ...textsOf(newest),
        title: first?.event || report.title,
        headline: first?.headline || report.headline,
        text: words || report.text,
        agency: first?.senderName || report.source.agency,
        sender,
        urgency: segment.urgency,
        severityAsGiven: segment.severity,
        certainty: segment.certainty,
        categories: segment.categories,
        responseTypes: segment.responseTypes,
        texts: segment.texts,
        web: segment.web,
        geocodes: segment.geocodes,
        ...(eventCodes && { eventCodes }),
        ...(parameters && { parameters }),
        ...(heights && { heights }),
        ...(restriction !== undefined && { restriction }),
        ...(incidents && { incidents }),
        ...(note !== undefined && { note }),
      },
    },
    surroundings,
  );
}

/** Polygons and circles together; a circle of radius 0 is a point, used only where nothing has an extent. */
function shapeOf({ geometry, circles }: AlertSegment): Geometry | null {
  const wide = circles
    .filter(({ radiusKm }) => radiusKm > 0)
    .map(({ center, radiusKm }) => circlePolygon(center, radiusKm));
  if (wide.length === 0) return geometry ?? pointsOf(circles.map(({ center }) => center));
  const polygons = [...(geometry === null ? [] : polygonsOf(geometry)), ...wide.flatMap(polygonsOf)];
  const [only] = polygons;
  return polygons.length === 1 && only !== undefined
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: polygons };
}

function polygonsOf(geometry: Geometry): LngLat[][][] {
  if (geometry.type === 'Polygon') return [geometry.coordinates];
  return geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
}

function pointsOf(centers: LngLat[]): Geometry | null {
  const [only] = centers;
  if (only === undefined) return null;
  return centers.length === 1 ? { type: 'Point', coordinates: only } : { type: 'MultiPoint', coordinates: centers };
}
