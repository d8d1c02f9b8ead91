import type { FeatureV1, Severity } from '@hinomi/contracts';
import { mercatorY } from '@hinomi/geo';

/** The world's side in units is 2^26: at the deepest tile one unit is one step of its grid, and sums of a nation stay exact. */
export const WORLD_BITS = 26;
const WORLD = 2 ** WORLD_BITS;

/** What a tile says of a feature that is one point: no more than a mark on a map needs. */
export interface Site {
  id: string;
  /** Units from the north-west corner of the Mercator world. */
  x: number;
  y: number;
  name: string;
  theme: string;
  severity: Severity;
  /** Code of its theme's own state, e.g. `open`; empty where nobody says. */
  state: string;
  /** A hazard of severity 3 or more lies over it: whether it is designated for all of them; empty = no hazard. */
  designated: '' | 'yes' | 'no' | 'unknown';
  label: FeatureV1['label'];
}

/** The attributes that say how a thing is, each theme has one of them. */
const STATES = ['eststts', 'status', 'passstts', 'estab', 'josetu'] as const;

/** `null` for what is not a point: areas and lines are not thinned into tiles. */
export function siteOf({ id, geometry, severity, properties, label }: FeatureV1): Site | null {
  if (geometry?.type !== 'Point') return null;
  const [lng, lat] = geometry.coordinates as [number, number];
  const place = { x: unitsOf(lng / 360), y: unitsOf(-mercatorY(lat) / 360) };
  if (properties.type !== 'thing') {
    return {
      id,
      ...place,
      name: nameOf(properties),
      theme: properties.type,
      severity,
      state: '',
      designated: '',
      label,
    };
  }
  const { name, theme, attributes, hazards = [] } = properties;
  const state = STATES.map((each) => attributes[each]?.value).find((value) => typeof value === 'string') ?? '';
  return { id, ...place, name, theme, severity, state: String(state), designated: worstOf(hazards), label };
}

/** Nothing that a tile shows differs. */
export function isSameSite(one: Site | null, other: Site | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.id === other.id &&
    one.x === other.x &&
    one.y === other.y &&
    one.name === other.name &&
    one.theme === other.theme &&
    one.severity === other.severity &&
    one.state === other.state &&
    one.designated === other.designated &&
    labelKey(one.label) === labelKey(other.label)
  );
}

/** Everything with the same key is seen by the same people. */
export function labelKey({ classification, jurisdiction }: Site['label']): string {
  return `${classification}:${jurisdiction ?? ''}`;
}

function unitsOf(fromMiddle: number): number {
  const units = Math.floor((fromMiddle + 0.5) * WORLD);
  return Math.min(WORLD - 1, Math.max(0, units));
}

function nameOf(properties: FeatureV1['properties']): string {
  if ('name' in properties && typeof properties.name === 'string') return properties.name;
  const title = 'title' in properties ? properties.title : '';
  return typeof title === 'string' ? title : title.ja;
}

function worstOf(hazards: readonly { designated: 'yes' | 'no' | 'unknown' }[]): Site['designated'] {
  const said = new Set(hazards.map(({ designated }) => designated));
  return (['no', 'unknown', 'yes'] as const).find((each) => said.has(each)) ?? '';
}
