import type { NeedLevel } from '../health/needs-published.v1.js';
import type { RunId } from '../ids.js';
import type { Instant } from '../instant.js';
import type { FeatureV1 } from './feature.v1.js';
import type { NeedsProperties } from './needs-properties.js';
import type { WholeCells } from './need-tally.js';

type CellFeature = Pick<FeatureV1, 'properties' | 'label' | 'exercise' | 'recordedAt'>;

/** One published cell, and who may see it. */
export interface NeedCell extends Omit<CellFeature, 'properties'> {
  properties: NeedsProperties;
}

/** Cells that lie wholly within an area, and whether the area is that of one cell. */
export type CellsWithin = Record<Exclude<keyof WholeCells, 'isOneCell'>, readonly NeedCell[]> & { isOneCell: boolean };

/**
 * The published cells of a picture. Of the real world and of each exercise only those of the newest publication stand: an area that
 * is not in it is not published any more, and numbers of different times do not add up.
 */
export class NeedCells {
  private readonly cells = new Map<string, NeedCell>();
  private readonly standing = new Map<RunId | null, Map<string, NeedCell>>();

  /** Takes in what became of a feature; null = it is gone. False where it is no cell and was none. */
  set(id: string, feature: CellFeature | null): boolean {
    const before = this.cells.get(id);
    if (before !== undefined) {
      this.cells.delete(id);
      this.standing.delete(before.exercise);
    }
    if (feature?.properties.type !== 'needs') return before !== undefined;
    const { properties, label, exercise, recordedAt } = feature;
    this.cells.set(id, { properties, label, exercise, recordedAt });
    this.standing.delete(exercise);
    return true;
  }

  period(exercise: RunId | null): NeedsProperties['period'] | null {
    const [first] = this.of(exercise).values();
    return first?.properties.period ?? null;
  }

  find(level: NeedLevel, code: string, exercise: RunId | null): NeedCell | undefined {
    return this.of(exercise).get(`${level}/${code}`);
  }

  all(level: NeedLevel, exercise: RunId | null): NeedCell[] {
    return [...this.of(exercise).values()].filter(({ properties }) => properties.level === level);
  }

  exercises(): Set<RunId | null> {
    return new Set([...this.cells.values()].map(({ exercise }) => exercise));
  }

  private of(exercise: RunId | null): Map<string, NeedCell> {
    const known = this.standing.get(exercise);
    if (known !== undefined) return known;
    const own = [...this.cells.values()].filter((cell) => cell.exercise === exercise);
    const newest = own.reduce<Instant | ''>(
      (latest, { properties: { period } }) => (period.from > latest ? period.from : latest),
      '',
    );
    const standing = new Map(
      own
        .filter(({ properties }) => properties.period.from === newest)
        .map((cell): [string, NeedCell] => [`${cell.properties.level}/${cell.properties.code}`, cell]),
    );
    this.standing.set(exercise, standing);
    return standing;
  }
}

/** What one asker sees of some cells. */
export function seenCells(within: CellsWithin, sees: (label: FeatureV1['label']) => boolean): WholeCells {
  const seen = (cells: readonly NeedCell[]): NeedsProperties[] =>
    cells.filter(({ label }) => sees(label)).map(({ properties }) => properties);
  return {
    isOneCell: within.isOneCell,
    prefectures: seen(within.prefectures),
    municipalities: seen(within.municipalities),
    shelters: seen(within.shelters),
  };
}
