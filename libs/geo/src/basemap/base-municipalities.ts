import { area, areasOf } from '../areas/areas.js';
import { isDerived } from '../boundaries/boundaries.js';
import type { EditionShapes } from '../boundaries/boundaries.js';

/**
 * The jma-city codes that together cover the country once, at the finest level that the edition knows well: wards, or
 * the whole city (or its parts) where only those were imported.
 */
export function baseMunicipalities(cities: EditionShapes): string[] {
  const imported = (code: string): boolean => Boolean(cities.shapes.get(code)) && !isDerived(cities, code);
  const parts = new Map<string, string[]>();
  for (const { code } of areasOf('jma-city'))
    if (!code.endsWith('00') && imported(code)) {
      const whole = `${code.slice(0, 5)}00`;
      parts.set(whole, [...(parts.get(whole) ?? []), code]);
    }
  const base: string[] = [];
  const covered = new Set<string>();
  for (const { code, members } of areasOf('jma-city')) {
    if (members.length === 0 || members.every(imported)) continue;
    const better = imported(code) ? [code] : (parts.get(code) ?? []);
    if (better.length === 0) continue;
    base.push(...better);
    for (const member of [...members, ...better]) covered.add(member);
  }
  for (const { code, members } of areasOf('jma-city')) {
    if (members.length > 0 || covered.has(code) || !isLeaf(code)) continue;
    const better = imported(code) ? [code] : (parts.get(code) ?? [code]);
    base.push(...better);
  }
  return base.filter((code) => cities.shapes.get(code));
}

/** Municipalities and wards of the earthquake table, which are all of Japan, and the northern islands. */
function isLeaf(code: string): boolean {
  return area('jma-city', code)?.quakeArea !== null || code.startsWith('0169');
}
