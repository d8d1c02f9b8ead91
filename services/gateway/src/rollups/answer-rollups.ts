import type { FeatureV1, RollupCounts, RollupHazard, RollupLevel, RollupUnit } from '@hinomi/contracts';
import {
  boundsIntersect,
  firstPosition,
  gridBounds,
  gridSquare,
  gridSquareAt,
  heldBounds,
  municipalityParents,
  type Bounds,
  type GridSquare,
  type PreparedArea,
} from '@hinomi/geo';
import type { SeesLabel } from '../tiles/site-pyramid.js';
import { NOWHERE } from './hazards-over.js';
import { listSilent } from './list-silent.js';
import { nameOf } from './municipalities.js';
import { NeedsOfUnits, type NeedsIn } from './needs-of-units.js';
import type { RollupIndex } from './rollup-index.js';
import { UnitTally, type SilenceAsked } from './unit-tally.js';

export interface Asked extends SilenceAsked {
  sees: SeesLabel;
  /** How many silent shelters are named where one unit is asked for. */
  silentListed: number;
}

type Units = { units: RollupUnit[]; elsewhere: RollupCounts };

/** What one asker hears of the units of an index. */
export class RollupAnswers {
  private readonly needs: NeedsOfUnits;

  constructor(
    private readonly index: RollupIndex,
    private readonly asked: Asked,
  ) {
    index.followBoundaries();
    this.needs = new NeedsOfUnits(index.needs, asked.sees, {
      boundsOf: (code) => index.municipalities.boundsOf(code),
      shelterOf: (id) => {
        const place = index.placeOf(id);
        return place?.kind === 'shelter' && asked.sees(place.label) ? place : null;
      },
    });
  }

  /** `within`: a prefecture's municipalities, or one unit. Wards count in their city, unless one is asked for. */
  byArea(by: 'municipality' | 'prefecture', box: Bounds | null, within: string | null): Units {
    const isOf = (code: string): boolean => code.length === (by === 'prefecture' ? 2 : 5);
    const hazardous = [...this.index.hazards.municipalityCodes()].filter(isOf);
    const codes = new Set([...this.index.codes(by), ...hazardous, ...this.needs.codes(by === 'prefecture' ? 2 : 5)]);
    codes.delete(NOWHERE);
    const wanted = [...codes].filter((code) => {
      if (within !== null && within.length === code.length) return code === within;
      const parents = municipalityParents(code);
      return parents.length <= 1 && (within === null || parents.includes(within));
    });
    const single = within !== null && isOf(within);
    const units = (single ? [within] : wanted.sort()).flatMap((code): RollupUnit[] => {
      const bounds = this.index.municipalities.boundsOf(code);
      if (box !== null && (bounds === null || !boundsIntersect(bounds, box))) return [];
      const tallies = this.index.talliesOf(by, code, this.asked.sees);
      const hazard = this.index.hazards.worstOver(code, this.asked.sees);
      const needs = this.needs.ofArea(code);
      if (tallies.length === 0 && hazard === null && needs.needsCoverage === null && !single) return [];
      const unit = { code, name: nameOf(code), bounds, ...this.counts(tallies, hazard, needs) };
      return [single ? { ...unit, ...this.silent(this.placesIn(code)) } : unit];
    });
    const nowhere = this.index.talliesOf(by, NOWHERE, this.asked.sees);
    return {
      units,
      elsewhere: this.counts(nowhere, this.index.hazards.worstOver(NOWHERE, this.asked.sees)),
    };
  }

  /** Squares in which something stands; `box` is a must on the third level. */
  byGrid(level: RollupLevel, box: Bounds | null, only: GridSquare | null): Units {
    const worstIn = this.lookingOnce();
    const units = [...this.squares(level, box, only)].map(([square, tallies]) => {
      const unit = { code: square.code, name: '', bounds: gridBounds(square) };
      const counts = this.counts(tallies, worstIn(square), this.needs.ofSquare(square));
      return { ...unit, ...counts, ...(only && this.silent(this.placesInSquare(only))) };
    });
    const offGrid = this.index.talliesOf('first', NOWHERE, this.asked.sees);
    return {
      units: units.sort((one, other) => (one.code < other.code ? -1 : 1)),
      elsewhere: this.counts(offGrid, this.index.hazards.worstOffGrid(this.asked.sees)),
    };
  }

  /** A square that is covered whole counts as one; in those along the border each place is asked about. */
  drawn(shape: PreparedArea): Units {
    const tallies: UnitTally[] = [];
    const border = new UnitTally();
    const inside: FeatureV1[] = [];
    for (const code of this.index.codes('second')) {
      const square = code === NOWHERE ? null : gridSquare('second', code);
      const share = square === null ? 'some' : this.shareOf(shape, square);
      if (share === 'none') continue;
      if (share === 'all') tallies.push(...this.index.talliesOf('second', code, this.asked.sees));
      for (const feature of this.seenIn(code)) {
        if (share === 'some') {
          const position = firstPosition(feature.geometry);
          if (position === null || !shape.covers(position)) continue;
          border.add(feature);
        }
        inside.push(feature);
      }
    }
    const hazard = this.index.hazards.worstMeeting(shape, this.asked.sees);
    const bounds = shape.bounds;
    const needs = this.needs.ofDrawn(
      (box) => shape.shareOf(box) === 'all',
      (shelter) => {
        const position = firstPosition(shelter.geometry);
        return position !== null && shape.covers(position);
      },
    );
    const counts = this.counts([...tallies, border], hazard, needs);
    return {
      units: [{ code: 'drawn', name: '', bounds, ...counts, ...this.silent(inside) }],
      elsewhere: this.counts([], null),
    };
  }

  private counts(
    tallies: readonly UnitTally[],
    hazard: RollupHazard | null,
    needs: NeedsIn = { needs: {}, needsCoverage: null },
  ): RollupCounts {
    return { ...UnitTally.countsOf(tallies, this.asked), hazard, ...needs };
  }

  private silent(places: Iterable<FeatureV1>): Pick<RollupUnit, 'silentShelters'> {
    return { silentShelters: listSilent(places, this.asked.heardSince, this.asked.silentListed) };
  }

  private *squares(
    level: RollupLevel,
    box: Bounds | null,
    only: GridSquare | null,
  ): Generator<[GridSquare, UnitTally[]]> {
    const isWanted = (square: GridSquare): boolean =>
      only === null
        ? box === null || boundsIntersect(gridBounds(square), box)
        : only.code.startsWith(square.code) || square.code === only.code;
    for (const code of this.index.codes(level === 'first' ? 'first' : 'second')) {
      const square = code === NOWHERE ? null : gridSquare(level === 'first' ? 'first' : 'second', code);
      if (square === null || !isWanted(square)) continue;
      if (level === 'third') {
        for (const [third, tally] of this.thirdsOf(code)) if (isWanted(third)) yield [third, [tally]];
        continue;
      }
      const tallies = this.index.talliesOf(level, code, this.asked.sees);
      if (tallies.length > 0) yield [square, tallies];
    }
  }

  private thirdsOf(second: string): Iterable<[GridSquare, UnitTally]> {
    const thirds = new Map<string, [GridSquare, UnitTally]>();
    for (const feature of this.seenIn(second)) {
      const square = gridSquareAt(firstPosition(feature.geometry)!, 'third')!;
      let third = thirds.get(square.code);
      if (!third) thirds.set(square.code, (third = [square, new UnitTally()]));
      third[1].add(feature);
    }
    return thirds.values();
  }

  /** The hazards near a first-level square are sorted once for all squares in it. */
  private lookingOnce(): (square: GridSquare) => RollupHazard | null {
    const lookers = new Map<string, (square: GridSquare) => RollupHazard | null>();
    return (square) => {
      const first = square.code.slice(0, 4);
      let look = lookers.get(first);
      if (!look) lookers.set(first, (look = this.index.hazards.worstIn(first, this.asked.sees)));
      return look(square);
    };
  }

  private *placesIn(code: string): Generator<FeatureV1> {
    for (const each of this.index.codes('municipality')) {
      if (each !== code && !municipalityParents(each).includes(code)) continue;
      for (const { feature } of this.index.placesOf('municipality', each)) {
        if (this.asked.sees(feature.label)) yield feature;
      }
    }
  }

  private *placesInSquare(square: GridSquare): Generator<FeatureV1> {
    for (const code of this.index.codes('second')) {
      if (code === NOWHERE || !(code.startsWith(square.code) || square.code.startsWith(code))) continue;
      for (const feature of this.seenIn(code)) {
        if (gridSquareAt(firstPosition(feature.geometry)!, square.level)?.code === square.code) yield feature;
      }
    }
  }

  private *seenIn(second: string): Generator<FeatureV1> {
    for (const { feature } of this.index.placesOf('second', second)) if (this.asked.sees(feature.label)) yield feature;
  }

  private shareOf(shape: PreparedArea, square: GridSquare): ReturnType<PreparedArea['shareOf']> {
    const box = heldBounds(square);
    return boundsIntersect(shape.bounds, box) ? shape.shareOf(box) : 'none';
  }
}
