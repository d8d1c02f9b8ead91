import {
  INTENSITY_CLASSES,
  INTENSITY_SEVERITY,
  type EewArea,
  type EewStatement,
  type IntensityClass,
  type Severity,
} from '@hinomi/contracts';
import {
  endsAhead,
  hazardFeature,
  NOTHING,
  textsOf,
  type Derived,
  type DraftFeature,
  type Surroundings,
} from './hazard-feature.js';
import { heardIn } from './heard-in.js';
import { isOver, newestFirst, standingReports, type HazardState, type Standing } from './hazard-state.js';
import { locateArea } from './locate-area.js';

/** A warning is for 5- and more: danger at least, whatever a single area has (JMA, 緊急地震速報の発表条件). */
const WARNED_AT_LEAST = 4;

/**
 * 緊急地震速報 as its newest report has it: a point where the earthquake is, and one area feature per class that is forecast.
 * Whatever kind of telegram takes it back, takes all of it back.
 */
export function deriveEew(state: HazardState, surroundings: Surroundings): Derived {
  const isHeard = heardIn([state]);
  const [newest] = standingReports(state).filter(({ report }) => isHeard(report));
  const statement = newest?.report.statement;
  if (newest === undefined || statement?.hazard !== 'eew' || isOver(state, newest.report.validTo)) return NOTHING;
  if (isTakenBack(state, newest, isHeard)) return NOTHING;
  const classes = INTENSITY_CLASSES.map((name) => ({
    name,
    areas: statement.areas.filter(({ intensity }) => classOf(intensity) === name),
  })).filter(({ areas }) => areas.length > 0);
  const features = [
    mainFeature(state, newest, statement, surroundings),
    ...classes.map(({ name, areas }) => classFeature(state, newest, name, areas, surroundings)),
  ];
  return { features, ends: endsAhead(state, [newest.report.validTo]) };
}

/** A 取消 of one kind of telegram, newer than what still stands of another. */
function isTakenBack(state: HazardState, newest: Standing, isHeard: ReturnType<typeof heardIn>): boolean {
  return Object.values(state.subjects).some(([latest]) => {
    if (latest === undefined || latest.report.effect === 'states' || !isHeard(latest.report)) return false;
    const taken: Standing = { known: latest, report: latest.report, decidedAt: latest.appendedAt };
    return newestFirst(taken, newest) < 0;
  });
}

/** What to be ready for: the upper end, and the lower one of 以上. */
function classOf({ from, to, over }: EewArea['intensity']): IntensityClass | null {
  return over ? from : (to ?? from);
}

function severityOf(name: IntensityClass | null, warned: boolean): Severity {
  const forecast = name === null ? 1 : INTENSITY_SEVERITY[name];
  return warned && forecast < WARNED_AT_LEAST ? WARNED_AT_LEAST : forecast;
}

function mainFeature(
  state: HazardState,
  newest: Standing,
  statement: EewStatement,
  surroundings: Surroundings,
): DraftFeature {
  const set = 'jma-quake-area';
  const { maxIntensity, warning, assumed, areas } = statement;
  const lngLat = assumed ? null : (statement.hypocentre?.lngLat ?? null);
  const warned = areas.filter((area) => area.warned);
  const place = locateArea(surroundings.editionOf(set), set, warned.length > 0 ? warned : areas);
  return hazardFeature(
    {
      state,
      used: [newest],
      geometry: lngLat && { type: 'Point', coordinates: lngLat },
      place: lngLat === null ? place : null,
      ...(lngLat === null && place ? { set } : {}),
      areaCodes: place?.areaCodes ?? [],
      severity: severityOf(maxIntensity === null ? null : classOf(maxIntensity), warning),
      valid: { from: newest.report.validFrom, to: newest.report.validTo },
      observedAt: statement.detectedAt,
      properties: {
        type: 'eew',
        hazardId: state.hazardId,
        main: true,
        ...textsOf(newest),
        eventId: statement.eventId,
        serial: statement.serial,
        last: statement.last,
        warning,
        assumed,
        originTime: statement.originTime,
        hypocentre: statement.hypocentre,
        magnitude: statement.magnitude,
        maxIntensity,
        areas,
        comments: statement.comments,
        ...(statement.unknownPlaces && { unknownPlaces: statement.unknownPlaces }),
      },
    },
    surroundings,
  );
}

function classFeature(
  state: HazardState,
  newest: Standing,
  name: IntensityClass,
  areas: readonly EewArea[],
  surroundings: Surroundings,
): DraftFeature {
  const set = 'jma-quake-area';
  return hazardFeature(
    {
      state,
      suffix: `forecast:${name}`,
      used: [newest],
      place: locateArea(surroundings.editionOf(set), set, areas),
      set,
      severity: severityOf(
        name,
        areas.some(({ warned }) => warned),
      ),
      valid: { from: newest.report.validFrom, to: newest.report.validTo },
      properties: {
        type: 'eew-intensity',
        hazardId: state.hazardId,
        main: false,
        ...textsOf(newest),
        intensity: name,
      },
    },
    surroundings,
  );
}
