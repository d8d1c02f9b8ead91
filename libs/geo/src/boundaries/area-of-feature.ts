import type { AreaSet } from '@hinomi/contracts';
import { area, areasOf } from '../areas/areas.js';
import type { RawFeature } from './read-features.js';

/** Which areas a feature of N03 belongs to: municipality and prefecture, as far as it says. */
export function n03Places(properties: RawFeature['properties']): [AreaSet, string][] {
  const code = textOf(properties['N03_007']);
  const prefecture = /^\d{5}$/.test(code)
    ? code.slice(0, 2)
    : areasOf('prefecture').find(({ name }) => name === textOf(properties['N03_001']))?.code;
  const places: [AreaSet, string][] = [];
  if (/^\d{5}$/.test(code)) places.push(['jma-city', `${code}00`]);
  if (prefecture) places.push(['prefecture', prefecture]);
  return places;
}

/** Designated cities by the wards they had in the year of the file, as N03_003 names them. */
export function wardsOfCities(features: readonly RawFeature[]): Map<string, string[]> {
  const designated = new Map(
    areasOf('jma-city')
      .filter(({ members }) => members.length > 0)
      .map(({ code, name }) => [`${code.slice(0, 2)} ${name}`, code]),
  );
  const wards = new Map<string, Set<string>>();
  for (const { properties } of features) {
    const jis = textOf(properties['N03_007']);
    const city = designated.get(`${jis.slice(0, 2)} ${textOf(properties['N03_003'])}`);
    if (city && `${jis}00` !== city) wards.set(city, (wards.get(city) ?? new Set()).add(`${jis}00`));
  }
  return new Map([...wards].map(([city, codes]) => [city, [...codes]]));
}

/** Which area a feature of JMA's 予報区等 is; none for land without a code. */
export function jmaPlaces({ properties, geometry }: RawFeature, all: readonly RawFeature[]): [AreaSet, string][] {
  const region = textOf(properties['regioncode']);
  if (/^\d{7}$/.test(region)) return [['jma-city', region]];
  const code = textOf(properties['code']);
  if (/^\d{6}$/.test(code)) return [['jma-forecast-area', code]];
  if (/^\d{2}$/.test(code) && area('prefecture', code)) return [['prefecture', code]];
  // 細分区域 and 津波予報区 share their digits; coasts are lines.
  if (/^\d{3}$/.test(code))
    return [
      [
        isLine(geometry) || (!geometry && all.some((one) => isLine(one.geometry)))
          ? 'jma-tsunami-coast'
          : 'jma-quake-area',
        code,
      ],
    ];
  return [];
}

function isLine(geometry: unknown): boolean {
  return /LineString$/.test(textOf((geometry as { type?: unknown } | null)?.type));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
