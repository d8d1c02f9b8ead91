import type { PresenceEntry } from '@hinomi/contracts';
import { boxShape } from '../map/bounds.js';
import type { Feature } from 'geojson';

/** Nearer than this the middle of a view is in one municipality; from further off it says nothing. */
const MUNICIPALITY_ZOOM = 8;
const PREFECTURE_ZOOM = 6;

/** Colours that are told apart without red and green, each with white on it. */
export const PERSON_COLORS = ['#00518a', '#8a3a00', '#6b2fa0', '#006b5e', '#8c1d5b', '#4a4a4a'] as const;

/** Always the same for one person. */
export function colorOf({ subject }: Pick<PresenceEntry, 'subject'>): string {
  let sum = 0;
  for (const letter of subject) sum = (sum * 31 + letter.codePointAt(0)!) % 65_521;
  return PERSON_COLORS[sum % PERSON_COLORS.length]!;
}

/** Two letters: of two words the first of each, else the first two. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s\u3000・_.-]+/u).filter((word) => word !== '');
  const [first = '?', second] = words;
  const letters = second === undefined ? [...first].slice(0, 2) : [[...first][0]!, [...second][0]!];
  return letters.join('').toUpperCase();
}

/** The code of what a view is of: a municipality, from further off its prefecture; null = more than that, or the sea. */
export function areaOf({ municipality, zoom }: Pick<PresenceEntry, 'municipality' | 'zoom'>): string | null {
  if (municipality === null || zoom < PREFECTURE_ZOOM) return null;
  return zoom >= MUNICIPALITY_ZOOM ? municipality : municipality.slice(0, 2);
}

/** By name; those of one person stay together, in one order whatever moves. */
export function inOrder(others: Iterable<PresenceEntry>): PresenceEntry[] {
  return [...others].sort((a, b) => a.name.localeCompare(b.name, 'ja') || (a.id < b.id ? -1 : 1));
}

/** Views of the same world, as frames with a name. */
export function frameFeatures(others: readonly PresenceEntry[]): Feature[] {
  return others.flatMap((entry): Feature[] => {
    const properties = { color: colorOf(entry), name: entry.name };
    const [west, south, east, north] = entry.bounds;
    const corner = { type: 'Point' as const, coordinates: [west, north] };
    return [
      { type: 'Feature', properties: { ...properties, part: 'frame' }, geometry: boxShape([west, south, east, north]) },
      { type: 'Feature', properties: { ...properties, part: 'name' }, geometry: corner },
    ];
  });
}
