import { THEME_DEFINITIONS, thingSeverity, type FeatureV1, type ThingAttribute, type Theme } from '@hinomi/contracts';
import type { ThingFeature } from './thing-feature.js';

type Value = ThingAttribute['value'] | Partial<ThingFeature['properties']['attributes'][string]>;

interface Given {
  id: string;
  theme?: Theme;
  name?: string;
  nameKana?: string | null;
  geometry?: FeatureV1['geometry'];
  areaCodes?: string[];
  attributes?: Record<string, Value>;
  conflicts?: FeatureV1['conflicts'];
}

export const SEEN_AT = '2026-06-01T00:00:00.000Z';

/** A thing as the picture has it, its severity as its attributes make it. */
export function thing({ id, theme = 'shelter', name = '見本小学校', nameKana = null, ...given }: Given): ThingFeature {
  const attributes = Object.fromEntries(
    Object.entries(given.attributes ?? {}).map(([key, value]) => [
      key,
      {
        value: null,
        observedAt: SEEN_AT,
        source: 'town',
        agency: '見本市',
        ...(typeof value === 'object' && value !== null ? value : { value }),
      },
    ]),
  ) as ThingFeature['properties']['attributes'];
  const { kind } = THEME_DEFINITIONS[theme];
  return {
    id,
    layer: kind,
    kind,
    geometry: { type: 'Point', coordinates: [136.9, 37.1] },
    area: null,
    areaCodes: [],
    severity: thingSeverity(theme, attributes),
    alertLevel: null,
    levelEquivalent: null,
    valid: { from: SEEN_AT, to: null },
    observedAt: SEEN_AT,
    issuedAt: SEEN_AT,
    recordedAt: SEEN_AT,
    version: 1,
    sources: [],
    conflicts: [],
    label: { classification: 'public', jurisdiction: null },
    exercise: null,
    ...given,
    properties: {
      type: 'thing',
      theme,
      name,
      nameKana,
      identifiers: [],
      attributes,
      aliases: [],
      oldestObservedAt: SEEN_AT,
    },
  } as unknown as ThingFeature;
}
