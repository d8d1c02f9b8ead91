import { municipalityParents } from '@hinomi/geo';

/** What the JIS codes of one version of a feature say; asked by every interest, so worked out once. */
export interface Reach {
  /** The codes that no narrower one beside them explains: all of each may be meant. */
  whole: ReadonlySet<string>;
  /** These, and what they are part of. */
  touched: ReadonlySet<string>;
}

const reaches = new WeakMap<readonly string[], Reach>();

/**
 * Does a feature with these JIS codes touch one of the wanted ones? A prefecture is touched with any municipality of it, a
 * designated city with any ward. A feature that names only the wider one may be anywhere in it, so it touches each narrower
 * one; beside a narrower code the wider one is only its sum, and says nothing more.
 */
export function touchesCodes(wanted: readonly string[]): (areaCodes: readonly string[]) => boolean {
  const around = codesAround(wanted);
  return (areaCodes) => {
    const { whole, touched } = codesTouchedBy(areaCodes);
    return wanted.some((code) => touched.has(code)) || around.some((code) => whole.has(code));
  };
}

/** What the wanted codes are part of. */
export function codesAround(wanted: readonly string[]): string[] {
  return [...new Set(wanted.flatMap(parentsOf))];
}

export function codesTouchedBy(areaCodes: readonly string[]): Reach {
  let reach = reaches.get(areaCodes);
  if (reach === undefined) {
    const sums = new Set(areaCodes.flatMap(parentsOf));
    const whole = new Set(areaCodes.filter((code) => !sums.has(code)));
    reaches.set(areaCodes, (reach = { whole, touched: new Set([...whole, ...sums]) }));
  }
  return reach;
}

function parentsOf(code: string): string[] {
  return code.length > 2 ? municipalityParents(code) : [];
}
