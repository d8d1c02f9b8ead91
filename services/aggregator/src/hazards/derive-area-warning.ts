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
import type { HazardState } from './hazard-state.js';
import { leadingWarning, type WarningReport } from './leading-warning.js';
import { locateArea } from './locate-area.js';

/** One telegram type of one 府県予報区: its report is the full state, one feature per kind in force. */
export function deriveAreaWarning(state: HazardState, surroundings: Surroundings): Derived {
  const leading = leadingWarning(state);
  if (leading === undefined) return NOTHING;
  const kinds = kindsInForce(leading.statement);
  const features = kinds.map((kind, rank) => kindFeature(state, leading, kind, rank === 0, surroundings));
  return { features, ends: features.length === 0 ? [] : endsAhead(state, [leading.report.validTo]) };
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
  leading: WarningReport,
  kind: NamedCode,
  main: boolean,
  surroundings: Surroundings,
): DraftFeature {
  const { statement } = leading;
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
      used: [leading],
      place: locateArea(surroundings.editionOf(set), set, cities.length > 0 ? cities : wider),
      set,
      severity,
      levelEquivalent,
      valid: { from: leading.report.validFrom, to: leading.report.validTo },
      properties: {
        type: 'weather-warning',
        hazardId: state.hazardId,
        main,
        ...textsOf(leading),
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
