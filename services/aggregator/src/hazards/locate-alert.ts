import type { AlertSegment, AreaSet, NamedCode } from '@hinomi/contracts';
import { area } from '@hinomi/geo';
import type { Surroundings } from './hazard-feature.js';
import { locateArea, type Place } from './locate-area.js';

const JIS_NAMES = /jis|地方公共団体|市区町村/i;

/** JIS X 0401/0402 codes among the geocodes; the six-digit form ends in a check digit (geography 1). */
export function jisCodes({ geocodes }: AlertSegment): string[] {
  const codes = geocodes.flatMap(({ valueName, value }) => {
    if (JIS_NAMES.test(valueName) && /^(\d{2}|\d{5,6})$/.test(value)) return [value.slice(0, 5)];
    // ISO 3166-2 numbers the prefectures as JIS X 0401 does.
    const prefecture = /^iso.?3166.?2$/i.test(valueName) ? /^JP-(\d\d)$/i.exec(value)?.[1] : undefined;
    return prefecture === undefined ? [] : [prefecture];
  });
  return [...new Set(codes)].sort();
}

/** Where an alert is that draws nothing itself: its municipalities, else its prefectures. */
export function locateAlert(
  segment: AlertSegment,
  surroundings: Surroundings,
): { areaCodes: string[]; place?: Place; set?: AreaSet } {
  const codes = jisCodes(segment);
  const cities = known(
    'jma-city',
    codes.filter((code) => code.length === 5).map((code) => `${code}00`),
  );
  const set = cities.length > 0 ? 'jma-city' : 'prefecture';
  const areas = cities.length > 0 ? cities : known('prefecture', codes);
  const place = locateArea(surroundings.editionOf(set), set, areas);
  if (place === null) return { areaCodes: codes };
  return { areaCodes: [...new Set([...codes, ...place.areaCodes])].sort(), place, set };
}

function known(set: AreaSet, codes: readonly string[]): NamedCode[] {
  return codes.flatMap((code) => {
    const found = area(set, code);
    return found === null ? [] : [{ code, name: found.name }];
  });
}
