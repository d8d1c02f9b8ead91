import {
  seenCells,
  tallyNeeds,
  type CellsWithin,
  type FeatureV1,
  type NeedCell,
  type NeedCells,
  type NeedLevel,
  type NeedTallies,
  type NeedsCoverage,
} from '@hinomi/contracts';
import {
  firstPosition,
  gridBounds,
  gridSquareAt,
  municipalityParents,
  type Bounds,
  type GridSquare,
} from '@hinomi/geo';
import type { SeesLabel } from '../tiles/site-pyramid.js';

export interface NeedsIn {
  needs: NeedTallies;
  needsCoverage: NeedsCoverage | null;
}

/** Where the things of cells are: the box of a municipality or prefecture, a shelter that the asker sees. */
export interface CellPlaces {
  boundsOf: (code: string) => Bounds | null;
  shelterOf: (id: string) => FeatureV1 | null;
}

const NOTHING: NeedsIn = { needs: {}, needsCoverage: null };

/**
 * What is published of needs in the units of one realm, for one asker. A cell counts where it lies whole, by its code, by the box
 * around it or where its shelter stands; one that an edge cuts counts nowhere.
 */
export class NeedsOfUnits {
  private readonly prefectures: readonly NeedCell[];
  private readonly municipalities: readonly NeedCell[];
  private readonly shelters: readonly NeedCell[];
  /** By the code of the unit itself and of what it lies in. */
  private readonly municipalitiesIn: ReadonlyMap<string, NeedCell[]>;
  private readonly sheltersIn: ReadonlyMap<string, NeedCell[]>;
  private readonly bySquare = new Map<GridSquare['level'], Map<string, NeedCell[]>>();

  constructor(
    cells: NeedCells,
    sees: SeesLabel,
    private readonly places: CellPlaces,
  ) {
    const all = (level: NeedLevel): NeedCell[] =>
      [...cells.exercises()].flatMap((run) => cells.all(level, run)).filter(({ label }) => sees(label));
    this.prefectures = all('prefecture');
    this.municipalities = all('municipality');
    this.shelters = all('shelter');
    this.municipalitiesIn = grouped(this.municipalities, ({ properties: { code } }) => withParents(code));
    this.sheltersIn = grouped(this.shelters, ({ properties: { within } }) => withParents(within ?? ''));
  }

  /** Units that something is published of, cities of wards too: a number, or how many shelters take part. */
  codes(digits: 2 | 5): string[] {
    const cells = digits === 2 ? this.prefectures : this.municipalities;
    const codes = cells.flatMap(({ properties: { code } }) => withParents(code));
    return codes.filter(({ length }) => length === digits);
  }

  /** `code` of 5 or 2 digits; a city counts its wards. */
  ofArea(code: string): NeedsIn {
    const prefectures = code.length === 2 ? this.prefectures.filter(({ properties }) => properties.code === code) : [];
    const municipalities = this.municipalitiesIn.get(code) ?? [];
    const own = [...prefectures, ...municipalities].filter(({ properties }) => properties.code === code);
    const isWhole = own.length === 1 && (code.length === 2 || municipalities.length === 1);
    const shelters = this.sheltersIn.get(code) ?? [];
    return {
      needs: tallyOf({ isOneCell: isWhole, prefectures, municipalities, shelters }),
      needsCoverage: coverageOf(code.length === 2 ? own : municipalities),
    };
  }

  ofSquare(square: GridSquare): NeedsIn {
    const box = gridBounds(square);
    return this.inside((each) => contains(box, each), this.sheltersBySquare(square.level).get(square.code) ?? []);
  }

  /** `covers`: the whole of a box lies in the drawn area; `holds`: so does a shelter. */
  ofDrawn(covers: (box: Bounds) => boolean, holds: (shelter: FeatureV1) => boolean): NeedsIn {
    const shelters = this.shelters.filter(({ properties: { code } }) => {
      const shelter = this.places.shelterOf(code);
      return shelter !== null && holds(shelter);
    });
    return this.inside(covers, shelters);
  }

  private inside(covers: (box: Bounds) => boolean, shelters: readonly NeedCell[]): NeedsIn {
    if (this.prefectures.length === 0) return NOTHING;
    const isCovered = ({ properties: { code } }: NeedCell): boolean => {
      const box = this.places.boundsOf(code);
      return box !== null && covers(box);
    };
    const [prefectures, municipalities] = [this.prefectures, this.municipalities].map((all) => all.filter(isCovered));
    const within = { isOneCell: false, prefectures: prefectures!, municipalities: municipalities!, shelters };
    return { needs: tallyOf(within), needsCoverage: null };
  }

  private sheltersBySquare(level: GridSquare['level']): Map<string, NeedCell[]> {
    let known = this.bySquare.get(level);
    if (known === undefined) {
      known = grouped(this.shelters, ({ properties: { code } }) => {
        const position = firstPosition(this.places.shelterOf(code)?.geometry ?? null);
        return [(position && gridSquareAt(position, level)?.code) ?? ''];
      });
      this.bySquare.set(level, known);
    }
    return known;
  }
}

function tallyOf(within: CellsWithin): NeedTallies {
  return tallyNeeds(seenCells(within, () => true));
}

function coverageOf(cells: readonly NeedCell[]): NeedsCoverage | null {
  const told = cells.flatMap(({ properties }) => properties.coverage ?? []);
  if (told.length === 0) return null;
  return told.reduce((sum, one) => ({ open: sum.open + one.open, counting: sum.counting + one.counting }));
}

function withParents(code: string): string[] {
  return code === '' ? [] : [code, ...municipalityParents(code)];
}

function grouped(cells: readonly NeedCell[], keysOf: (cell: NeedCell) => readonly string[]): Map<string, NeedCell[]> {
  const groups = new Map<string, NeedCell[]>();
  for (const cell of cells) {
    for (const key of keysOf(cell)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [cell]);
      else group.push(cell);
    }
  }
  return groups;
}

function contains(outer: Bounds, inner: Bounds): boolean {
  return outer[0] <= inner[0] && outer[1] <= inner[1] && inner[2] <= outer[2] && inner[3] <= outer[3];
}
