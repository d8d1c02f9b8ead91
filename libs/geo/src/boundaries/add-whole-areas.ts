import type { AreaSet, Geometry } from '@hinomi/contracts';
import { areasOf } from '../areas/areas.js';
import { municipalitiesOf } from '../areas/municipalities-of.js';
import { dissolveShapes } from '../geometry/shared-borders.js';

export type Shapes = Map<string, Geometry | null>;

/**
 * Wholes that a file gives in pieces only: a designated city by its wards (N03, earthquake table), a divided municipality
 * by its parts (weather table), an island of the north by its villages.
 */
export function addWholeCities(cities: Shapes, wards: Map<string, string[]>): void {
  const parts = new Map<string, string[]>();
  for (const code of cities.keys())
    if (!code.endsWith('00') && !code.startsWith('0169')) {
      const whole = `${code.slice(0, 5)}00`;
      parts.set(whole, [...(parts.get(whole) ?? []), code]);
    }
  for (const { code, members } of areasOf('jma-city')) {
    const villages = code.startsWith('0169') && !code.endsWith('00') ? municipalitiesOf('jma-city', code) : [];
    const pieces = [
      wards.get(code) ?? members,
      parts.get(code) ?? [],
      villages.filter((jis) => jis.length === 5).map((jis) => `${jis}00`),
    ].find((list) => list.length > 0 && list.every((piece) => cities.get(piece)));
    if (pieces && !cities.get(code)) cities.set(code, dissolveShapes(pieces.map((piece) => cities.get(piece) ?? null)));
  }
}

/** 細分区域 are whole municipalities: N03 gives them too, where it has every one of them. */
export function addQuakeAreas(sets: Map<AreaSet, Shapes>, cities: Shapes): void {
  const quakeAreas: Shapes = new Map();
  for (const { code } of areasOf('jma-quake-area')) {
    const members = areasOf('jma-city').filter((city) => city.quakeArea === code);
    const shapes = members.map((member) => cities.get(member.code) ?? null);
    if (shapes.length > 0 && !shapes.includes(null)) quakeAreas.set(code, dissolveShapes(shapes));
  }
  if (quakeAreas.size > 0) sets.set('jma-quake-area', quakeAreas);
}
