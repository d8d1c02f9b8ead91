import type { AreaSet } from '@hinomi/contracts';
import { area, areasOf } from './areas.js';

/** JMA's island codes of the four northern islands stand for villages of JIS X 0402. */
const VILLAGES_OF_ISLANDS: Readonly<Record<string, readonly string[]>> = {
  '0169001': ['01696', '01697'],
  '0169002': ['01698', '01699', '01700'],
};

/** 5-digit JIS code → the JIS codes it stands for: itself and, of a designated city, its wards. */
function withWards(code: string): string[] {
  const wards = area('jma-city', `${code}00`)?.members ?? [];
  return [...new Set([code, ...wards.map((ward) => ward.slice(0, 5))])];
}

function jisOfCity(code: string): string[] {
  return [...(VILLAGES_OF_ISLANDS[code] ?? withWards(code.slice(0, 5)))];
}

let ofQuakeArea: Map<string, string[]> | undefined;
let ofForecastArea: Map<string, string[]> | undefined;
let ofPrefecture: Map<string, string[]> | undefined;

function gather(codesOf: (city: ReturnType<typeof areasOf>[number]) => readonly string[]): Map<string, string[]> {
  const gathered = new Map<string, Set<string>>();
  for (const city of areasOf('jma-city'))
    for (const code of codesOf(city)) {
      const jis = gathered.get(code) ?? gathered.set(code, new Set()).get(code);
      for (const one of jisOfCity(city.code)) jis?.add(one);
    }
  return new Map([...gathered].map(([code, jis]) => [code, [...jis].sort()]));
}

/**
 * The 5-digit JIS codes of the municipalities an area touches, then their 2-digit prefectures. A designated city comes
 * with its wards. A municipality of which the area holds only a part is included. Coasts and unknown codes have none.
 */
export function municipalitiesOf(set: AreaSet, code: string): string[] {
  const jis = jisCodesOf(set, code);
  return [...jis, ...new Set(jis.map((one) => one.slice(0, 2)))];
}

function jisCodesOf(set: AreaSet, code: string): string[] {
  switch (set) {
    case 'jma-city':
      return area(set, code) || /^\d{7}$/.test(code) ? jisOfCity(code).sort() : [];
    case 'jma-quake-area':
      return (ofQuakeArea ??= gather((city) => (city.quakeArea ? [city.quakeArea] : []))).get(code) ?? [];
    case 'prefecture':
      return (ofPrefecture ??= gather((city) => city.prefectures)).get(code) ?? [];
    case 'jma-forecast-area': {
      const members = area(set, code)?.members ?? [];
      if (members.length > 0) return [...new Set(members.flatMap((member) => jisCodesOf(set, member)))].sort();
      return (ofForecastArea ??= gather((city) => city.forecastAreas)).get(code) ?? [];
    }
    case 'jma-tsunami-coast':
      return [];
  }
}
