import { areasOf } from './areas.js';

/** JMA's code of a municipality, or of a part of one, begins with its JIS code. */
const MUNICIPALITY_DIGITS = 5;
const COUNTY = /^\p{L}{1,5}?郡/u;
/** Letters of a municipality's name, a ward's with its city's. */
const LONGEST = 14;

let names: ReadonlyMap<string, ReadonlySet<string>> | null = null;

/**
 * In which municipality an address is, by its words: 5 digits; null where it names none, or one of several of that name without
 * its prefecture. The longest name counts, so that a ward goes before its city.
 */
export function municipalityOfAddress(address: string): string | null {
  names ??= municipalityNames();
  const text = address.normalize('NFKC').replace(/\s/g, '');
  const prefecture = areasOf('prefecture').find(({ name }) => text.startsWith(name));
  const rest = prefecture === undefined ? text : text.slice(prefecture.name.length);
  for (const written of [rest, rest.replace(COUNTY, '')]) {
    for (let length = Math.min(written.length, LONGEST); length > 0; length -= 1) {
      const codes = [...(names.get(written.slice(0, length)) ?? [])].filter(
        (code) => prefecture === undefined || code.startsWith(prefecture.code),
      );
      if (codes.length > 0) return codes.length === 1 ? (codes[0] ?? null) : null;
    }
  }
  return null;
}

function municipalityNames(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { code, name } of areasOf('jma-city')) {
    const codes = found.get(name) ?? new Set();
    found.set(name, codes.add(code.slice(0, MUNICIPALITY_DIGITS)));
  }
  return found;
}
