import { isKept, searchText, type FeatureV1, type LngLat, type ThingProperties } from '@hinomi/contracts';
import { area, firstPosition, municipalityParents } from '@hinomi/geo';

export type ThingFeature = FeatureV1 & { properties: ThingProperties };

/** A place as it is looked for. */
export interface FindEntry {
  feature: ThingFeature;
  lngLat: LngLat;
  /** 5 digits; null = no report says. */
  municipality: string | null;
  /** Name first, then reading, address and the names of its municipality and prefecture, also romanised. */
  texts: readonly [name: string, others: string];
}

/** Null for what is no place to go to, or is nobody else's business. */
export function deriveFindEntry(feature: FeatureV1): FindEntry | null {
  const { kind, properties, geometry, areaCodes } = feature;
  if (kind !== 'shelter' || properties.type !== 'thing') return null;
  const lngLat = firstPosition(geometry);
  const text = (name: string): string => String(properties.attributes[name]?.value ?? '');
  if (lngLat === null || text('placekind') === 'at-home' || isKept(properties.attributes)) return null;
  const municipality = areaCodes.find((code) => code.length === 5 && !code.endsWith('000')) ?? null;
  const others = [properties.nameKana ?? '', text('address'), text('cityname'), ...namesOf(municipality)];
  return {
    feature: feature as ThingFeature,
    lngLat,
    municipality,
    texts: [searchText(properties.name), others.map(searchText).join('\n')],
  };
}

const known = new Map<string, string[]>();

function namesOf(code: string | null): string[] {
  if (code === null) return [];
  const there = known.get(code);
  if (there !== undefined) return there;
  const areas = [code, ...municipalityParents(code)].map((each) =>
    each.length === 2 ? area('prefecture', each) : area('jma-city', `${each}00`),
  );
  const names = areas
    .flatMap((each) => [each?.name ?? '', each?.kana ?? '', each?.en ?? ''])
    .filter((name) => name !== '');
  known.set(code, names);
  return names;
}
