import { z } from 'zod';
import { NeedCode } from '../health/derived-need.js';
import type { PublishedNeed } from '../health/needs-published.v1.js';
import { Instant } from '../instant.js';
import type { NeedsProperties } from './needs-properties.js';

const Count = z.int().nonnegative();

/** What published cells say together of one need. Persons; those of different needs do not add up. */
export const NeedTally = z.object({
  /** Not fewer persons than this, at the time of the publication. */
  atLeast: Count,
  /** Not more; null where nothing bounds it: a cell is hidden, or the area is none that numbers are published for. */
  atMost: Count.nullable(),
  /** Since when the oldest of the numbers stands as it is; null where none is shown. */
  asOf: Instant.nullable(),
  /** Cells that show a number, and those that show that they are small. A cell and what lies in it are one. */
  shown: Count,
  below: Count,
});
export type NeedTally = z.infer<typeof NeedTally>;
export const NeedTallies = z.record(NeedCode, NeedTally);
export type NeedTallies = z.infer<typeof NeedTallies>;

/** The cells that one asker sees of one publication and that lie wholly within an area. */
export interface WholeCells {
  /** The area is that of the one municipality or prefecture: nobody is counted in it beside. */
  isOneCell: boolean;
  prefectures: readonly NeedsProperties[];
  municipalities: readonly NeedsProperties[];
  shelters: readonly NeedsProperties[];
}

/**
 * From the least to the most persons that a published value stands for. A number is exact when it is new; one that is held is off by
 * less than k, and a small one that is held by as much: it says that a change was not large enough to be told.
 */
export function needRange({ value, asOf }: PublishedNeed, threshold: number, period: Instant): [number, number | null] {
  const isNew = asOf === period;
  if (value === 'hidden') return [0, null];
  if (value === 'below') return [0, isNew ? threshold - 1 : 2 * threshold - 2];
  if (isNew) return [value, value];
  return [value - Math.min(threshold, value - 1) + 1, value + threshold - 1];
}

/**
 * Adds up whole published cells, and nothing else: it follows from what everybody who sees them has. A prefecture's number holds its
 * municipalities', and a municipality's its shelters': of a cell and the sum of what is known within it the larger stands.
 */
export function tallyNeeds(cells: WholeCells): NeedTallies {
  const municipalities = new Map(cells.municipalities.map((cell) => [cell.code, new Branch(cell)]));
  const prefectures = new Map(cells.prefectures.map((cell) => [cell.code, new Branch(cell)]));
  const tops: Branch[] = [...prefectures.values()];
  for (const [code, branch] of municipalities) {
    const over = prefectures.get(code.slice(0, 2));
    (over?.parts ?? tops).push(branch);
  }
  const holdsOthers = tops.length > 0;
  for (const cell of cells.shelters) {
    // Which number it is part of is not known: it might be counted twice.
    if (holdsOthers && cell.within === undefined) continue;
    const { within = '' } = cell;
    const over = municipalities.get(within) ?? prefectures.get(within.slice(0, 2));
    (over?.parts ?? tops).push(new Branch(cell));
  }
  const needs = new Set([...cells.prefectures, ...cells.municipalities, ...cells.shelters].flatMap(codesOf));
  const tallies = [...needs].sort().map((need) => [need, together(tops, need, cells.isOneCell)] as const);
  // Of what is hidden everywhere nothing is known.
  return Object.fromEntries(tallies.filter(([, { shown, below }]) => shown + below > 0));
}

class Branch {
  readonly parts: Branch[] = [];
  constructor(private readonly cell: NeedsProperties) {}

  tally(need: string): NeedTally {
    const { threshold, period, needs } = this.cell;
    const parts = together(this.parts, need, false);
    const published = needs[need];
    if (published === undefined || published.value === 'hidden') return parts;
    const [least, most] = needRange(published, threshold, period.from);
    const own = { atMost: most, asOf: published.asOf };
    if (published.value === 'below') return { ...own, atLeast: Math.max(least, parts.atLeast), shown: 0, below: 1 };
    return { ...own, atLeast: Math.max(least, parts.atLeast), shown: 1, below: 0 };
  }
}

/** `isAll`: nobody is counted outside of these. */
function together(branches: readonly Branch[], need: string, isAll: boolean): NeedTally {
  const sum: NeedTally = { atLeast: 0, atMost: isAll ? 0 : null, asOf: null, shown: 0, below: 0 };
  for (const branch of branches) {
    const { atLeast, atMost, asOf, shown, below } = branch.tally(need);
    sum.atLeast += atLeast;
    sum.atMost = sum.atMost === null || atMost === null ? null : sum.atMost + atMost;
    if (asOf !== null && (sum.asOf === null || asOf < sum.asOf)) sum.asOf = asOf;
    sum.shown += shown;
    sum.below += below;
  }
  return sum;
}

function codesOf({ needs }: NeedsProperties): string[] {
  return Object.keys(needs);
}
