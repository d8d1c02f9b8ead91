import type { FeatureV1, NeedsProperties, RollupCounts } from '@hinomi/contracts';
import { gridBounds, gridSquareAt, type Bounds, type GridSquare } from '@hinomi/geo';
import type { SeesLabel } from '../tiles/site-pyramid.js';

type Needs = Pick<RollupCounts, 'needs' | 'needsCoverage'>;

/** What the published cells say of a unit by definition: cells that lie in it whole, the larger of a number and what is in it. */
export class RecountNeeds {
  private readonly cells: readonly NeedsProperties[];

  constructor(
    private readonly features: readonly FeatureV1[],
    private readonly sees: SeesLabel,
    private readonly boxOf: (code: string) => Bounds | null,
  ) {
    const all = features.flatMap(({ properties, label }) =>
      properties.type === 'needs' ? [{ cell: properties, isSeen: sees(label) }] : [],
    );
    const newest = all
      .map(({ cell }) => cell.period.from)
      .sort()
      .at(-1);
    this.cells = all.filter(({ cell, isSeen }) => cell.period.from === newest && isSeen).map(({ cell }) => cell);
  }

  codes(): string[] {
    return this.cells.filter(({ level }) => level !== 'shelter').map(({ code }) => code);
  }

  ofArea(code: string): Needs {
    const isIn = (municipality: string): boolean =>
      municipality === code || (code.length === 2 && municipality.startsWith(code)) || isWardOf(municipality, code);
    const within = this.cells.filter((cell) => isIn(cell.level === 'shelter' ? (cell.within ?? '') : cell.code));
    const areas = within.filter(({ level }) => level === (code.length === 2 ? 'prefecture' : 'municipality'));
    const coverage = areas.flatMap((cell) => cell.coverage ?? []);
    return {
      needs: talliesOf(within, areas.length === 1 && areas[0]!.code === code),
      needsCoverage:
        coverage.length === 0
          ? null
          : { open: sum(coverage.map(({ open }) => open)), counting: sum(coverage.map(({ counting }) => counting)) },
    };
  }

  ofSquare(square: GridSquare): Needs {
    const box = gridBounds(square);
    return this.inside(
      ([west, south, east, north]) => box[0] <= west && box[1] <= south && east <= box[2] && north <= box[3],
      (position) => gridSquareAt(position, square.level)?.code === square.code,
    );
  }

  /** In one of the rectangles, whole: one alone must hold a box, or the edge of another cuts it. */
  ofDrawn(boxes: readonly Bounds[]): Needs {
    return this.inside(
      ([west, south, east, north]) => boxes.some(([w, s, e, n]) => w < west && s < south && east < e && north < n),
      ([x, y]) => boxes.some(([w, s, e, n]) => w <= x && x <= e && s <= y && y <= n),
    );
  }

  private inside(covers: (box: Bounds) => boolean, holds: (position: [number, number]) => boolean): Needs {
    const within = this.cells.filter((cell) => {
      if (cell.level === 'shelter') {
        const shelter = this.features.find(({ id }) => id === cell.code);
        const at = shelter?.geometry?.type === 'Point' ? shelter.geometry.coordinates : null;
        return (
          shelter !== undefined &&
          shelter.kind === 'shelter' &&
          this.sees(shelter.label) &&
          at !== null &&
          holds(at as [number, number])
        );
      }
      const box = this.boxOf(cell.code);
      return box !== null && covers(box);
    });
    // Without a publication of prefectures there is none.
    const isPublished = this.cells.some(({ level }) => level === 'prefecture');
    return { needs: isPublished ? talliesOf(within, false) : {}, needsCoverage: null };
  }
}

function isWardOf(municipality: string, city: string): boolean {
  return city === '01100' && ['01101', '01102'].includes(municipality);
}

type Range = { least: number; most: number | null; asOf: string[]; shown: number; below: number };

function talliesOf(cells: readonly NeedsProperties[], isOneCell: boolean): Needs['needs'] {
  const of = (level: string): NeedsProperties[] => cells.filter((cell) => cell.level === level);
  const holdsOthers = of('prefecture').length + of('municipality').length > 0;
  const shelters = of('shelter').filter(({ within }) => !holdsOthers || within !== undefined);
  const needs: Needs['needs'] = {};
  for (const need of new Set(cells.flatMap((cell) => Object.keys(cell.needs)))) {
    const shelterSum = (isHere: (within: string) => boolean): Range =>
      total(shelters.filter(({ within }) => isHere(within ?? '')).map((cell) => rangeOf(cell, need, NONE)));
    const inTowns = (isHere: (code: string) => boolean): Range =>
      total(
        of('municipality')
          .filter(({ code }) => isHere(code))
          .map((cell) =>
            rangeOf(
              cell,
              need,
              shelterSum((within) => within === cell.code),
            ),
          ),
      );
    const towns = new Set(of('municipality').map(({ code }) => code));
    const prefectures = new Set(of('prefecture').map(({ code }) => code));
    const inPrefecture = (prefecture: string): Range =>
      total([
        inTowns((code) => code.startsWith(prefecture)),
        shelterSum((within) => within.startsWith(prefecture) && !towns.has(within)),
      ]);
    const { least, most, asOf, shown, below } = total([
      ...of('prefecture').map((cell) => rangeOf(cell, need, inPrefecture(cell.code))),
      inTowns((code) => !prefectures.has(code.slice(0, 2))),
      shelterSum((within) => !towns.has(within) && !prefectures.has(within.slice(0, 2))),
    ]);
    if (shown + below === 0) continue;
    needs[need] = {
      atLeast: least,
      atMost: isOneCell ? most : null,
      asOf: (asOf.sort()[0] ?? null) as never,
      shown,
      below,
    };
  }
  return needs;
}

const NONE: Range = { least: 0, most: null, asOf: [], shown: 0, below: 0 };

/** Of the worlds of 5: a number that is held is off by up to four, a small one may have become eight. */
function rangeOf({ needs, period }: NeedsProperties, need: string, within: Range): Range {
  const published = needs[need];
  if (published === undefined || published.value === 'hidden') return { ...within, most: null };
  const { value, asOf } = published;
  const isHeld = asOf !== period.from;
  if (value === 'below') return { least: within.least, most: isHeld ? 8 : 4, asOf: [asOf], shown: 0, below: 1 };
  const least = isHeld ? Math.max(value - 4, 2) : value;
  return { least: Math.max(least, within.least), most: isHeld ? value + 4 : value, asOf: [asOf], shown: 1, below: 0 };
}

function total(ranges: readonly Range[]): Range {
  return {
    least: sum(ranges.map(({ least }) => least)),
    most: ranges.some(({ most }) => most === null) ? null : sum(ranges.map(({ most }) => most!)),
    asOf: ranges.flatMap(({ asOf }) => asOf),
    shown: sum(ranges.map(({ shown }) => shown)),
    below: sum(ranges.map(({ below }) => below)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
