import { readFileSync } from 'node:fs';
import {
  FeatureV1,
  LAYERS,
  THEME_DEFINITIONS,
  THEMES,
  type FeatureId,
  type Geometry,
  type Layer,
  type LngLat,
  type RunId,
  type Theme,
} from '@hinomi/contracts';
import { pictureFeature } from '@hinomi/testing';

const samples = new URL('../../../../libs/contracts/src/picture/', import.meta.url).pathname;

export function sample(name: string): FeatureV1 {
  return FeatureV1.parse(JSON.parse(readFileSync(`${samples}feature.v1.${name}.json`, 'utf8')));
}

const LINE: LngLat[] = [
  [136.8, 37.2],
  [136.9, 37.3],
];
const RING: LngLat[] = [
  [136.8, 37.2],
  [137, 37.2],
  [137, 37.5],
  [136.8, 37.2],
];
export const GEOMETRIES: Readonly<Record<'point' | 'line' | 'polygon', Geometry>> = {
  point: { type: 'Point', coordinates: [136.8, 37.2] },
  line: { type: 'LineString', coordinates: LINE },
  polygon: { type: 'Polygon', coordinates: [RING] },
};

type Over = Partial<Omit<FeatureV1, 'id'>>;

/** A thing whose every attribute is given, each as its type. */
export function thing(theme: Theme, id: string, over: Over = {}): FeatureV1 {
  const from = sample('thing.sample');
  const seen = { observedAt: from.issuedAt, source: 'pref', agency: '見本県' };
  const attributes = Object.entries(THEME_DEFINITIONS[theme].attributes).map(([name, { type, codes }]) => {
    const value = { text: '見本', integer: 3, number: 1.5, instant: from.issuedAt, code: codes?.[0] ?? 'unknown' }[
      type
    ];
    return [name, { value: name === 'citycode' ? '17204' : value, ...seen }];
  });
  const { kind } = THEME_DEFINITIONS[theme];
  return FeatureV1.parse({
    ...{ ...from, kind, layer: kind, aliases: [], ...over, id },
    properties: { ...from.properties, theme, attributes: Object.fromEntries(attributes) },
  });
}

/** A feature of each layer: things by every model that falls into it, and a plain one of each other. */
export function oneOfEach(exercise: RunId | null = null): FeatureV1[] {
  const things = THEMES.flatMap((theme) =>
    Object.entries(GEOMETRIES).map(([name, geometry]) => thing(theme, `${theme}:${name}`, { geometry, area: null })),
  );
  const withThings = new Set<Layer>(things.map(({ layer }) => layer));
  const others = LAYERS.filter((layer) => !withThings.has(layer)).flatMap((layer) => [
    pictureFeature({ id: `${layer}:1`, layer }),
    pictureFeature({
      ...{ id: `${layer}:2`, layer, geometry: null, areaCodes: ['17', '17204'] },
      area: {
        edition: 'jma-city@test-1',
        codes: ['1720400', '1720500'],
        names: ['輪島市', '珠洲市'],
        approximate: true,
      },
    }),
  ]);
  const all = [...things, ...others, sample('by-area.sample'), sample('sensor.sample'), sample('sample')];
  const open = { label: { classification: 'public', jurisdiction: null } } as const;
  return all.map((feature) => ({
    ...{ ...feature, ...open, exercise },
    id: (exercise === null ? feature.id : `drill:${exercise}:${feature.id}`) as FeatureId,
  }));
}
