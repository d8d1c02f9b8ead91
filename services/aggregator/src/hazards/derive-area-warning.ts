import { warningKind, type AreaWarningStatement, type NamedCode, type WarningItem } from '@hinomi/contracts';
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

/** One telegram type of one 府県予報区: the newest report is the full state, one feature per kind in force. */
export function deriveAreaWarning(state: HazardState, surroundings: Surroundings): Derived {
  const [newest] = standingReports(state);
  const statement = newest?.report.statement;
  if (newest === undefined || statement?.hazard !== 'weather-warning' || isOver(state, newest.report.validTo)) {
    return NOTHING;
  }
  const kinds = kindsInForce(statement);
  const features = kinds.map((kind, rank) => kindFeature(state, newest, statement, kind, rank === 0, surroundings));
  return { features, ends: features.length === 0 ? [] : endsAhead(state, [newest.report.validTo]) };
}

/** The most severe first; it stands for the whole. */
function kindsInForce(statement: AreaWarningStatement): NamedCode[] {
  const items = [...statement.cities, ...statement.divisions, ...statement.coastSections];
  const kinds = new Map(items.map(({ kind }) => [kind.code, kind]));
  return [...kinds.values()].sort(
    (a, b) => warningKind(b.code).severity - warningKind(a.code).severity || (a.code < b.code ? -1 : 1),
  );
}

function kindFeature(
  state: HazardState,
  newest: Standing,
  statement: AreaWarningStatement,
  kind: NamedCode,
  main: boolean,
  surroundings: Surroundings,
): DraftFeature {
  const ofKind = (items: WarningItem[]): WarningItem[] => items.filter((item) => item.kind.code === kind.code);
  const areasOf = (items: WarningItem[]): NamedCode[] => ofKind(items).map(({ area }) => area);
  const { severity, levelEquivalent } = warningKind(kind.code);
  const cities = areasOf(statement.cities);
  const divisions = areasOf(statement.divisions);
  // A kind without cities still has a place: silence on the map would read as safety.
  const wider = divisions.length > 0 ? divisions : [statement.forecastArea];
  const set = cities.length > 0 ? 'jma-city' : 'jma-forecast-area';
  const all = [...statement.cities, ...statement.divisions, ...statement.coastSections];
  return hazardFeature(
    {
      state,
      suffix: kind.code,
      used: [newest],
      place: locateArea(surroundings.editionOf(set), set, cities.length > 0 ? cities : wider),
      set,
      severity,
      levelEquivalent,
      valid: { from: newest.report.validFrom, to: newest.report.validTo },
      properties: {
        type: 'weather-warning',
        hazardId: state.hazardId,
        main,
        ...textsOf(newest),
        telegram: statement.telegram,
        kindOfWarning: kind,
        forecastArea: statement.forecastArea,
        divisions,
        coastSections: areasOf(statement.coastSections),
        additions: [...new Set(ofKind(all).flatMap(({ additions }) => additions))].sort(),
      },
    },
    surroundings,
  );
}
