import type { PublishedNeed } from '@hinomi/contracts';
import { areaKey } from './suppress-counts.js';
import type { Publication, ShelterPlace } from './publication.js';

/**
 * A reader who adds up: what each area can be at least and at most, from what is shown of all areas of one publication and from parts
 * making up their whole. In a tree of sums these bounds are those of a linear programme.
 */
export function readIntervals(
  publication: Publication,
  places: readonly ShelterPlace[],
  need: string,
): Map<string, [number, number]> {
  const children = new Map<string, Set<string>>();
  const add = (parent: string, child: string): unknown =>
    children.set(parent, (children.get(parent) ?? new Set()).add(child));
  for (const { shelterId, municipality, prefecture } of places) {
    add(areaKey({ level: 'municipality', code: municipality }), areaKey({ level: 'shelter', code: shelterId }));
    add(areaKey({ level: 'prefecture', code: prefecture }), areaKey({ level: 'municipality', code: municipality }));
  }
  const bounds = new Map<string, [number, number]>();
  const shownAs = (value: PublishedNeed['value'] | undefined): [number, number] => {
    if (typeof value === 'number') return [value, value];
    return [0, value === 'below' ? publication.threshold - 1 : Infinity];
  };
  const up = (area: string): [number, number] => {
    const [from, to] = shownAs(publication.areas[area]?.[need]?.value);
    const parts = [...(children.get(area) ?? [])].map(up);
    const sum = parts.reduce(([a, b], [c, d]): [number, number] => [a + c, b + d], [0, 0]);
    const own: [number, number] = parts.length === 0 ? [from, to] : [Math.max(from, sum[0]), Math.min(to, sum[1])];
    bounds.set(area, own);
    return own;
  };
  const down = (area: string): void => {
    const [from, to] = bounds.get(area) ?? [0, Infinity];
    const parts = [...(children.get(area) ?? [])];
    const before = new Map(parts.map((part) => [part, bounds.get(part) ?? [0, Infinity]]));
    for (const part of parts) {
      const others = parts.filter((one) => one !== part).map((one) => before.get(one) ?? [0, Infinity]);
      const [least, most] = others.reduce(([a, b], [c = 0, d = 0]) => [(a ?? 0) + c, (b ?? 0) + d], [0, 0]);
      const [a = 0, b = 0] = before.get(part) ?? [];
      bounds.set(part, [Math.max(a, from - (most ?? 0)), Math.min(b, to - (least ?? 0))]);
    }
    parts.forEach(down);
  };
  for (const root of new Set(places.map(({ prefecture }) => areaKey({ level: 'prefecture', code: prefecture })))) {
    up(root);
    down(root);
  }
  return bounds;
}
