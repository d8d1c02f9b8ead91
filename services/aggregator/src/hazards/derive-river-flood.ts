import type { RiverFloodStatement, Severity } from '@hinomi/contracts';
import { endsAhead, hazardFeature, NOTHING, textsOf, type Derived, type Surroundings } from './hazard-feature.js';
import { isOver, standingReports, type HazardState } from './hazard-state.js';
import { locateArea } from './locate-area.js';

type River = RiverFloodStatement['rivers'][number];

/** One 予報区域: the newest report is its full state, one feature per river in force. */
export function deriveRiverFlood(state: HazardState, surroundings: Surroundings): Derived {
  const [newest] = standingReports(state);
  const statement = newest?.report.statement;
  if (newest === undefined || statement?.hazard !== 'river-flood' || isOver(state, newest.report.validTo)) {
    return NOTHING;
  }
  const set = 'jma-city';
  const place = locateArea(surroundings.editionOf(set), set, statement.inundationCities);
  const features = highestFirst(statement.rivers).map((river, rank) =>
    hazardFeature(
      {
        state,
        suffix: river.code,
        used: [newest],
        place,
        set,
        severity: river.level as Severity,
        levelEquivalent: river.level,
        valid: { from: newest.report.validFrom, to: newest.report.validTo },
        properties: {
          type: 'river-flood',
          hazardId: state.hazardId,
          main: rank === 0,
          ...textsOf(newest),
          river: { code: river.code, name: river.name },
          forecastArea: statement.forecastArea,
          kindOfWarning: river.kind,
        },
      },
      surroundings,
    ),
  );
  return { features, ends: features.length === 0 ? [] : endsAhead(state, [newest.report.validTo]) };
}

/** One entry per river: where a telegram lists one twice, the higher level counts. */
function highestFirst(rivers: readonly River[]): River[] {
  const sorted = [...rivers].sort(
    (a, b) => b.level - a.level || compareText(a.code, b.code) || compareText(a.kind.code, b.kind.code),
  );
  const highest = new Map<string, River>();
  for (const river of sorted) if (!highest.has(river.code)) highest.set(river.code, river);
  return [...highest.values()];
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
