import type { LngLat } from '@hinomi/contracts';
import { area, areasOf } from '../areas/areas.js';
import type { Area } from '../areas/areas.js';

export interface Label {
  lngLat: LngLat;
  properties: Readonly<Record<string, string | number>>;
}

/** 5-digit codes of the prefectural capitals: they are looked for first. */
const CAPITALS = new Set(
  (
    '01100 02201 03201 04100 05201 06201 07201 08201 09201 10201 11100 12100 13104 14100 15100 16201 17201 18201 19201 ' +
    '20201 21201 22100 23100 24201 25201 26100 27100 28100 29201 30201 31201 32201 33100 34100 35203 36201 37201 38201 ' +
    '39201 40130 41201 42201 43100 44201 45201 46201 47201'
  ).split(' '),
);

export function prefectureLabels(): Label[] {
  return areasOf('prefecture').flatMap(({ code, name, en, lngLat }) =>
    lngLat ? [{ lngLat, properties: { code, name, en: en ?? '' } }] : [],
  );
}

/** One label a municipality and ward; `rank` 1 is kept longest when labels collide. */
export function municipalityLabels(): Label[] {
  return areasOf('jma-city').flatMap((city) => {
    if (!city.lngLat || !city.en) return [];
    const { name, kana } = withoutCity(city);
    return [
      { lngLat: city.lngLat, properties: { code: city.code, name, kana, en: city.en, rank: rankOf(city, name) } },
    ];
  });
}

/** 札幌市中央区 → 中央区. */
function withoutCity(city: Area): { name: string; kana: string } {
  const { name, kana, code } = city;
  const whole = areasOfDesignatedCities().get(code);
  if (!whole || !name.startsWith(whole.name)) return { name, kana: kana ?? '' };
  const shortKana = whole.kana && kana?.startsWith(whole.kana) ? kana.slice(whole.kana.length) : kana;
  return { name: name.slice(whole.name.length), kana: shortKana ?? '' };
}

let wholeOfWard: Map<string, Area> | undefined;
function areasOfDesignatedCities(): Map<string, Area> {
  wholeOfWard ??= new Map(areasOf('jma-city').flatMap((city) => city.members.map((member) => [member, city] as const)));
  return wholeOfWard;
}

function rankOf(city: Area, name: string): number {
  if (CAPITALS.has(city.code.slice(0, 5)) || isDesignatedCity(city)) return 1;
  if (name.endsWith('市') || isSpecialWard(city.code)) return 2;
  return name.endsWith('町') ? 3 : 4;
}

const isDesignatedCity = (city: Area): boolean =>
  city.members.some((member) => area('jma-city', member)?.name.endsWith('区'));
const isSpecialWard = (code: string): boolean => code.startsWith('131') && code < '1312400';
