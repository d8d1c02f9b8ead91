import { municipalityParents } from '@hinomi/geo';

/**
 * Does a feature with these JIS codes touch one of the wanted ones? A prefecture is touched with any municipality of it, a
 * designated city with any ward. A feature that names only the wider one may be anywhere in it, so it touches each narrower
 * one; beside a narrower code the wider one is only its sum, and says nothing more.
 */
export function touchesCodes(wanted: readonly string[]): (areaCodes: readonly string[]) => boolean {
  const exactly = new Set(wanted);
  const around = new Set(wanted.flatMap(parentsOf));
  return (areaCodes) => {
    const sums = new Set(areaCodes.flatMap(parentsOf));
    return areaCodes.some(
      (code) =>
        !sums.has(code) && (exactly.has(code) || around.has(code) || parentsOf(code).some((p) => exactly.has(p))),
    );
  };
}

function parentsOf(code: string): string[] {
  return code.length > 2 ? municipalityParents(code) : [];
}
