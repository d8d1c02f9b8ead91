import type { LngLat, PositionOrder, UnreadablePosition } from '@hinomi/contracts';

/** One way to understand what was written. */
export interface ReadPosition {
  lngLat: LngLat;
  order: PositionOrder;
  /** Marks such as 北緯 or N say which number is which, or only one order is on the globe; `either`: both are. */
  orderBy: 'marks' | 'range' | 'either';
}

export type PositionReading =
  /** No coordinates at all: words, or one whole number. */
  { is: 'none' } | { is: 'position'; positions: ReadPosition[] } | { is: 'unreadable'; why: UnreadablePosition };

type Axis = 'lat' | 'lng';

interface Component {
  degrees: number;
  axis: Axis | null;
}

const MARK = '北緯|南緯|東経|西経|緯度|経度|latitude|longitude|lat|lng|long|lon|[NSEW]';
const NUMBER = String.raw`\d{1,10}(?:\.\d{1,15})?`;
const ANGLE = String.raw`(?<sign>[+-])?\s*(?<deg>${NUMBER})\s*(?:[°度]\s*(?:(?<min>${NUMBER})\s*['分]\s*(?:(?<sec>${NUMBER})\s*["秒])?)?)?`;
const BEFORE = new RegExp(String.raw`^(?<mark>${MARK})\s*[:=]?\s*${ANGLE}`, 'i');
const AFTER = new RegExp(String.raw`^${ANGLE}\s*(?<mark>[NSEW](?![a-z]))?`, 'i');
const BETWEEN = /^[\s,;/、。・]*/;
/** What is made of these only, and not of whole numbers alone, was meant as coordinates. */
const MEANT = new RegExp(String.raw`^(?:${MARK}|[\d\s.,;:=/、+\-°度'分"秒])+$`, 'i');
const NEGATIVE: ReadonlySet<string> = new Set(['南緯', '西経', 's', 'w']);
const AXES: readonly [RegExp, Axis][] = [
  [/^(北緯|南緯|緯度|lat|latitude|n|s)$/, 'lat'],
  [/^(東経|西経|経度|lng|long|lon|longitude|e|w)$/, 'lng'],
];

/**
 * A position as people write it: `37.39, 136.90`, `北緯37度23分30秒 東経136度54分`, `37°23'30"N 136°54'E`, `+37.39+136.90/`, in full
 * width too. Latitude and longitude are told apart by marks, else by what is on the globe; where both orders are, both are given.
 */
export function readPosition(written: string): PositionReading {
  const text = plainMarks(written);
  const components: Component[] = [];
  let rest = text;
  while (rest !== '') {
    const found = BEFORE.exec(rest) ?? AFTER.exec(rest);
    if (found === null) return isMeant(text) ? { is: 'unreadable', why: 'form' } : { is: 'none' };
    const read = componentOf(found.groups ?? {});
    if (typeof read === 'string') return isMeant(text) ? { is: 'unreadable', why: read } : { is: 'none' };
    components.push(read);
    rest = rest.slice(found[0].length).replace(BETWEEN, '');
  }
  const [first, second, ...more] = components;
  if (first === undefined || !isMeant(text)) return { is: 'none' };
  if (second === undefined) return { is: 'unreadable', why: 'one-number' };
  if (more.length > 0) return { is: 'unreadable', why: 'form' };
  return inOrder(first, second);
}

/** The marks for degrees, minutes and seconds that keyboards and documents have, and one form of each. */
function plainMarks(written: string): string {
  return written
    .trim()
    .replace(/[º˚]/g, '°')
    .replace(/[′’‘´＇]/g, "'")
    .replace(/[″”“＂]|''/g, '"')
    .replace(/[−‐–]/g, '-')
    .normalize('NFKC')
    .replace(/''/g, '"')
    .replace(/[/\s]+$/, '');
}

/** Whole numbers alone or joined, as of a grid square, a municipality or a house, are something else. */
function isMeant(text: string): boolean {
  return MEANT.test(text) && /\d/.test(text) && !/^\d+(-\d+)*$/.test(text);
}

function componentOf(groups: Partial<Record<string, string>>): Component | UnreadablePosition {
  const { sign, deg = '', min, sec } = groups;
  const mark = groups['mark']?.toLowerCase() ?? '';
  const axis = AXES.find(([names]) => names.test(mark))?.[1] ?? null;
  if ((min !== undefined && deg.includes('.')) || (sec !== undefined && min?.includes('.'))) return 'form';
  if (Number(min ?? 0) >= 60) return 'minutes';
  if (Number(sec ?? 0) >= 60) return 'seconds';
  if (sign === '-' && NEGATIVE.has(mark)) return 'form';
  const degrees = Number(deg) + Number(min ?? 0) / 60 + Number(sec ?? 0) / 3600;
  return { degrees: sign === '-' || NEGATIVE.has(mark) ? -degrees : degrees, axis };
}

function inOrder(first: Component, second: Component): PositionReading {
  const marked = first.axis ?? (second.axis === null ? null : second.axis === 'lat' ? 'lng' : 'lat');
  if (first.axis !== null && first.axis === second.axis) return { is: 'unreadable', why: 'same-axis' };
  const asIs = { lngLat: [second.degrees, first.degrees] as LngLat, order: 'lat-lng' as const };
  const turned = { lngLat: [first.degrees, second.degrees] as LngLat, order: 'lng-lat' as const };
  if (marked !== null) {
    const said = marked === 'lat' ? asIs : turned;
    return isOnGlobe(said.lngLat)
      ? { is: 'position', positions: [{ ...said, orderBy: 'marks' }] }
      : { is: 'unreadable', why: Math.abs(said.lngLat[1]) > 90 ? 'latitude' : 'longitude' };
  }
  const on = [asIs, turned].filter(({ lngLat }) => isOnGlobe(lngLat));
  const same = first.degrees === second.degrees;
  if (on.length === 0) {
    const beyond = [first, second].some(({ degrees }) => Math.abs(degrees) > 180);
    return { is: 'unreadable', why: beyond ? 'longitude' : 'latitude' };
  }
  const orderBy = on.length === 1 || same ? ('range' as const) : ('either' as const);
  return { is: 'position', positions: (same ? on.slice(0, 1) : on).map((each) => ({ ...each, orderBy })) };
}

function isOnGlobe([lng, lat]: LngLat): boolean {
  return Math.abs(lat) <= 90 && Math.abs(lng) <= 180;
}
