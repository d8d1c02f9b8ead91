import type {
  AreaWarningStatement,
  HazardFeatureProperties,
  NamedCode,
  WarningItem,
  WarningKind,
} from '@hinomi/contracts';
import {
  endsAhead,
  hazardFeature,
  textsOf,
  type Derived,
  type DraftFeature,
  type Surroundings,
} from './hazard-feature.js';
import type { HazardState, Standing } from './hazard-state.js';
import { locateArea } from './locate-area.js';

/** What is in force in one 府県予報区, in whatever form it was said. */
type InForce = Pick<AreaWarningStatement, 'forecastArea' | 'cities' | 'divisions'> &
  Partial<Pick<AreaWarningStatement, 'coastSections'>>;
type LookOf = (code: string) => Pick<WarningKind, 'severity' | 'levelEquivalent'>;
type PropertiesOf = (
  common: Omit<Extract<HazardFeatureProperties, { type: 'legacy-warning' }>, 'type' | 'telegram'>,
) => HazardFeatureProperties;

/** One feature per kind of warning in force; the most severe stands for all. */
export function featuresPerKind(
  state: HazardState,
  leading: Standing,
  stated: InForce,
  lookOf: LookOf,
  propertiesOf: PropertiesOf,
  surroundings: Surroundings,
): Derived {
  const items = [...stated.cities, ...stated.divisions, ...(stated.coastSections ?? [])];
  const kinds = [...new Map(items.map(({ kind }) => [kind.code, kind])).values()].sort(
    (a, b) => lookOf(b.code).severity - lookOf(a.code).severity || (a.code < b.code ? -1 : 1),
  );
  const features = kinds.map((kind, rank): DraftFeature => {
    const ofKind = (some: readonly WarningItem[]): WarningItem[] => some.filter((item) => item.kind.code === kind.code);
    const areasOf = (some: readonly WarningItem[]): NamedCode[] => ofKind(some).map(({ area }) => area);
    const { severity, levelEquivalent } = lookOf(kind.code);
    const cities = areasOf(stated.cities);
    const divisions = areasOf(stated.divisions);
    // A kind without cities still has a place: silence on the map would read as safety.
    const wider = divisions.length > 0 ? divisions : [stated.forecastArea];
    const set = cities.length > 0 ? 'jma-city' : 'jma-forecast-area';
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
        properties: propertiesOf({
          hazardId: state.hazardId,
          main: rank === 0,
          ...textsOf(leading),
          kindOfWarning: kind,
          forecastArea: stated.forecastArea,
          divisions,
          additions: [...new Set(ofKind(items).flatMap(({ additions }) => additions))].sort(),
        }),
      },
      surroundings,
    );
  });
  return { features, ends: features.length === 0 ? [] : endsAhead(state, [leading.report.validTo]) };
}
