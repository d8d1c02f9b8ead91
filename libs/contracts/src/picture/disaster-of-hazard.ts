import { designationFor, type DisasterKind } from '../things/disaster-kinds.js';
import type { FeatureV1 } from './feature.v1.js';
import type { HazardOver, ThingProperties } from './thing-properties.js';

/** Elements of the 2026 warnings by `Kind/Code` (hazard-feeds 2.2), as the kinds that evacuation sites are designated for. */
const OF_WARNING: Readonly<Record<string, readonly DisasterKind[]>> = {
  ...of(['03', '43', '33'], ['flood', 'inland_flood']),
  ...of(['09', '49', '39'], ['landslide']),
  ...of(['08', '48', '38'], ['storm_surge']),
};

/**
 * For which kinds a place under this hazard would have to be designated, any of them; none = sites are not designated for such
 * hazards (wind, waves, snow), or nobody can say (an alert from abroad).
 */
export function disastersOf({ properties }: Pick<FeatureV1, 'properties'>): readonly DisasterKind[] {
  switch (properties.type) {
    case 'earthquake-intensity':
      return ['earthquake'];
    case 'weather-warning':
      return OF_WARNING[properties.kindOfWarning.code] ?? [];
    case 'river-flood':
      return ['flood'];
    case 'tsunami':
    case 'tsunami-coast':
      return ['tsunami'];
    case 'volcano':
    case 'volcano-area':
      return ['volcano'];
    case 'prompt-report':
      return RAIN.has(properties.kindOfReport) ? ['flood', 'inland_flood', 'landslide'] : [];
    default:
      return [];
  }
}

const RAIN: ReadonlySet<string> = new Set(['linear-rainband', 'linear-rainband-imminent', 'record-rain']);

function of(codes: readonly string[], kinds: readonly DisasterKind[]): Record<string, readonly DisasterKind[]> {
  return Object.fromEntries(codes.map((code) => [code, kinds]));
}

/** A list that names kinds and leaves these out says no; where no list is known, nobody can say. */
export function designationAgainst(
  { attributes }: Pick<ThingProperties, 'attributes'>,
  kinds: readonly DisasterKind[],
): HazardOver['designated'] {
  const told = kinds.map((kind) => attributes[designationFor(kind)]?.value ?? null);
  if (told.includes('yes')) return 'yes';
  return told.includes('no') ? 'no' : 'unknown';
}
