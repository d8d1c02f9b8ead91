import {
  ERUPTION_SEVERITY,
  VOLCANO_KINDS,
  type Severity,
  type VolcanoArea,
  type VolcanoState,
  type VolcanoStatement,
} from '@hinomi/contracts';
import { volcanoPoint } from '@hinomi/geo';
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
import { locateArea } from './locate-area.js';

/**
 * One volcano's warning, or one eruption as it was seen: a main feature at the mountain, and its municipalities. A volcano
 * whose level says that there is nothing to warn of is not in the picture.
 */
export function deriveVolcano(state: HazardState, surroundings: Surroundings): Derived {
  const [newest] = standingReports(state);
  const statement = newest?.report.statement;
  if (newest === undefined || statement?.hazard !== 'volcano' || isOver(state, newest.report.validTo)) return NOTHING;
  const [worst] = [...statement.volcanoes].sort((a, b) => severityOf(statement, b) - severityOf(statement, a));
  if (worst === undefined) return NOTHING;
  // 噴火速報 gives no point.
  const first = { ...worst, lngLat: worst.lngLat ?? volcanoPoint(worst.code) };
  const severity = severityOf(statement, first);
  if (severity === 0) return NOTHING;
  const features = [
    mainFeature(state, newest, statement, first, severity, surroundings),
    ...areaFeatures(state, newest, statement, first, severity, surroundings),
  ];
  return { features, ends: endsAhead(state, [newest.report.validTo]) };
}

/** A kind that is not in the table is a warning of unknown weight, never nothing. */
function severityOf({ report }: VolcanoStatement, { kind }: VolcanoState): Severity {
  if (report === 'VFVO52' || report === 'VFVO56') return ERUPTION_SEVERITY[report];
  return VOLCANO_KINDS[kind.code] ?? 2;
}

function mainFeature(
  state: HazardState,
  newest: Standing,
  statement: VolcanoStatement,
  volcano: VolcanoState,
  severity: Severity,
  surroundings: Surroundings,
): DraftFeature {
  const set = 'jma-city';
  const { lngLat } = volcano;
  // A volcano nobody has a point of: then the municipalities are the place.
  const place = locateArea(surroundings.editionOf(set), set, statement.cities);
  const { report, cities, marineAreas, happenedAt, dubious, crater, plume } = statement;
  return hazardFeature(
    {
      state,
      used: [newest],
      geometry: lngLat && { type: 'Point', coordinates: lngLat },
      place: lngLat === null ? place : null,
      ...(lngLat === null ? { set } : {}),
      areaCodes: place?.areaCodes ?? [],
      severity,
      valid: { from: newest.report.validFrom, to: newest.report.validTo },
      observedAt: happenedAt,
      properties: {
        type: 'volcano',
        hazardId: state.hazardId,
        main: true,
        ...textsOf(newest),
        report,
        volcano,
        cities,
        marineAreas,
        happenedAt,
        dubious,
        crater,
        plume,
      },
    },
    surroundings,
  );
}

/** One feature per kind of response; where the mountain has no point the main feature is the area already. */
function areaFeatures(
  state: HazardState,
  newest: Standing,
  { cities }: VolcanoStatement,
  volcano: VolcanoState,
  severity: Severity,
  surroundings: Surroundings,
): DraftFeature[] {
  if (volcano.lngLat === null) return [];
  const set = 'jma-city';
  const byKind = new Map<string, VolcanoArea[]>();
  for (const city of cities) byKind.set(city.kind.code, [...(byKind.get(city.kind.code) ?? []), city]);
  return [...byKind].sort().map(([code, areas]) =>
    hazardFeature(
      {
        state,
        suffix: `area:${code}`,
        used: [newest],
        place: locateArea(surroundings.editionOf(set), set, areas),
        set,
        severity,
        valid: { from: newest.report.validFrom, to: newest.report.validTo },
        properties: {
          type: 'volcano-area',
          hazardId: state.hazardId,
          main: false,
          ...textsOf(newest),
          volcano: { code: volcano.code, name: volcano.name },
          kindOfWarning: (areas[0] as VolcanoArea).kind,
        },
      },
      surroundings,
    ),
  );
}
