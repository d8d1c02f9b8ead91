import type { AreaSet } from '@hinomi/contracts';
import { areasOf, type Area } from './areas.js';
import epicentreRows from './jma-epicentre.json' with { type: 'json' };
import quakePlaceRows from './jma-quake-place.json' with { type: 'json' };

/** Names come in any width and with any white space; tables and reports are compared in one writing. */
export function normalisedName(name: string): string {
  return name.normalize('NFKC').replace(/\s+/gu, '').replaceAll('ヶ', 'ケ');
}

/** Some municipalities have their name in common. */
type Named = ReadonlyMap<string, readonly Area[]>;

const bySet = new Map<AreaSet, Named>();

/**
 * The one area that JMA calls so; null for a name the table does not know, or that several have. Of municipalities only those
 * of the intensity report, by their whole name or by the one the report uses (`宮城川崎町`).
 */
export function areaNamed(set: AreaSet, name: string): Area | null {
  const [found, ...more] = namedIn(set).get(normalisedName(name)) ?? [];
  return found !== undefined && more.length === 0 ? found : null;
}

/**
 * The municipality of a seismic station: stations are named after theirs, with their place behind (`七尾市本府中町`). The longest
 * name that fits counts, in the named prefecture where that is one.
 */
export function cityOfStation(prefecture: string, station: string): Area | null {
  const within = areaNamed('prefecture', prefecture)?.code;
  const name = normalisedName(station);
  for (let length = name.length; length > 1; length -= 1) {
    const cities = (namedIn('jma-city').get(name.slice(0, length)) ?? []).filter(
      ({ prefectures }) => within === undefined || prefectures.includes(within),
    );
    if (cities.length === 1) return cities[0] ?? null;
  }
  return null;
}

const epicentres = new Map(
  epicentreRows.map((row): [string, string] => {
    const [name = '', code = ''] = row.split('|');
    return [normalisedName(name), code];
  }),
);

/** The code of a 震央地名; null for a name the table does not know, such as those of places abroad in detail. */
export function epicentreCode(name: string): string | null {
  return epicentres.get(normalisedName(name)) ?? null;
}

function namedIn(set: AreaSet): Named {
  const known = bySet.get(set);
  if (known !== undefined) return known;
  const names = set === 'jma-city' ? quakeCities() : areasOf(set).map((area): [string, Area] => [area.name, area]);
  const named = new Map<string, Area[]>();
  for (const [name, area] of names) {
    const key = normalisedName(name);
    named.set(key, [...(named.get(key) ?? []), area]);
  }
  bySet.set(set, named);
  return named;
}

function quakeCities(): [string, Area][] {
  const cities = areasOf('jma-city').filter(({ quakeArea }) => quakeArea !== null);
  const byCode = new Map(cities.map((city) => [city.code, city]));
  const called = quakePlaceRows.flatMap((row): [string, Area][] => {
    const [name = '', code = ''] = row.split('|');
    const city = byCode.get(code);
    return city === undefined ? [] : [[name, city]];
  });
  return [...cities.map((city): [string, Area] => [city.name, city]), ...called];
}
