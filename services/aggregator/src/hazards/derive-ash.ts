import { ASH_SEVERITY, type AshFall, type AshStatement, type Severity } from '@hinomi/contracts';
import { orientRings, volcanoPoint } from '@hinomi/geo';
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

/** One volcano's 降灰予報: at the volcano what leads, and one area per amount and span of time, each gone when its span is. */
export function deriveAsh(state: HazardState, surroundings: Surroundings): Derived {
  const [newest] = standingReports(state);
  const statement = newest?.report.statement;
  if (newest === undefined || statement?.hazard !== 'ash' || isOver(state, newest.report.validTo)) return NOTHING;
  const ahead = statement.falls.map((fall, index) => ({ fall, index })).filter(({ fall }) => !isOver(state, fall.to));
  if (statement.falls.length > 0 && ahead.length === 0) return NOTHING;
  const highest = Math.max(1, ...ahead.map(({ fall }) => severityOf(statement, fall))) as Severity;
  const features = [
    ashFeature(state, newest, statement, { fall: null, index: null }, highest, surroundings),
    ...ahead.map((part) => ashFeature(state, newest, statement, part, severityOf(statement, part.fall), surroundings)),
  ];
  return { features, ends: endsAhead(state, [newest.report.validTo, ...ahead.map(({ fall }) => fall.to)]) };
}

/** 定時 tells where ash would fall if the volcano erupted: to know, not to act. */
function severityOf({ report }: AshStatement, { kind }: AshFall): Severity {
  return report === 'VFVO53' ? 1 : (ASH_SEVERITY[kind.code] ?? 1);
}

function ashFeature(
  state: HazardState,
  newest: Standing,
  { report, volcano, eruptedAt, plume }: AshStatement,
  { fall, index }: { fall: AshFall | null; index: number | null },
  severity: Severity,
  surroundings: Surroundings,
): DraftFeature {
  const set = 'jma-city';
  const place = fall && locateArea(surroundings.editionOf(set), set, fall.cities);
  const at = volcano.lngLat ?? volcanoPoint(volcano.code);
  const shape = fall === null ? at && ({ type: 'Point', coordinates: at } as const) : fall.geometry;
  return hazardFeature(
    {
      state,
      ...(index === null ? {} : { suffix: String(index + 1) }),
      used: [newest],
      geometry: shape && orientRings(shape),
      place: shape === null ? place : null,
      ...(shape === null ? { set } : {}),
      areaCodes: place?.areaCodes ?? [],
      severity,
      valid: { from: fall?.from ?? newest.report.validFrom, to: fall?.to ?? newest.report.validTo },
      observedAt: eruptedAt,
      properties: {
        type: 'ash',
        hazardId: state.hazardId,
        main: fall === null,
        ...textsOf(newest),
        report,
        volcano: { code: volcano.code, name: volcano.name },
        eruptedAt,
        plume,
        fall: fall && withoutShape(fall),
      },
    },
    surroundings,
  );
}

function withoutShape({ geometry: _geometry, ...fall }: AshFall): Omit<AshFall, 'geometry'> {
  return fall;
}
