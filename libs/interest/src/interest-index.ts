import type { FeatureV1, InterestV1 } from '@hinomi/contracts';
import { BoxIndex, PreparedArea, type Bounds } from '@hinomi/geo';
import { boxesOf } from './match.js';
import type { Place } from './place.js';
import { codesAround, codesTouchedBy } from './touches-codes.js';

/**
 * Many interests by where they are: for one feature, those that may hear of it. Never fewer than {@link matches} says, and of
 * thousands that are elsewhere none.
 */
export class InterestIndex<T> {
  /** No area at all. */
  private readonly everywhere: T[] = [];
  /** Whoever has a box or a polygon hears of a feature without a place. */
  private readonly placed: T[] = [];
  private readonly boxes: BoxIndex<T>;
  /** Whoever has codes hears of a feature without codes. */
  private readonly coded: T[] = [];
  /** By codes that a feature touches, and by what they are part of: a feature that names only that may be anywhere in it. */
  private readonly byCode = new Map<string, T[]>();
  private readonly byAround = new Map<string, T[]>();

  constructor(interests: Iterable<readonly [InterestV1, T]>) {
    const boxes: [Bounds, T][] = [];
    for (const [interest, value] of interests) this.add(interest, value, boxes);
    this.boxes = new BoxIndex(boxes);
  }

  /** Each once, in no order. */
  near({ areaCodes }: Pick<FeatureV1, 'areaCodes'>, place: Place | null): Set<T> {
    const found = new Set(this.everywhere);
    const take = (values: readonly T[] = []): void => values.forEach((value) => found.add(value));
    take(place === null ? this.placed : this.boxes.meeting(place.bounds));
    if (areaCodes.length === 0) take(this.coded);
    const { whole, touched } = codesTouchedBy(areaCodes);
    for (const code of touched) take(this.byCode.get(code));
    for (const code of whole) take(this.byAround.get(code));
    return found;
  }

  private add({ bbox, area }: InterestV1, value: T, boxes: [Bounds, T][]): void {
    if (bbox === undefined && area === undefined) return void this.everywhere.push(value);
    // With both, a feature must meet the box in any case.
    if (bbox !== undefined) {
      this.placed.push(value);
      for (const box of boxesOf(bbox)) boxes.push([box, value]);
      return;
    }
    const { codes, polygon } = area!;
    if (polygon !== undefined) {
      this.placed.push(value);
      boxes.push([new PreparedArea(polygon).bounds, value]);
    }
    if (codes === undefined) return;
    this.coded.push(value);
    for (const code of new Set(codes)) put(this.byCode, code, value);
    for (const code of codesAround(codes)) put(this.byAround, code, value);
  }
}

function put<T>(map: Map<string, T[]>, code: string, value: T): void {
  const values = map.get(code);
  if (values === undefined) map.set(code, [value]);
  else values.push(value);
}
