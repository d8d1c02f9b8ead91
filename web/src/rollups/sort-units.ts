import type { RollupUnit } from '@hinomi/contracts';

export const ROLLUP_COLUMNS = ['area', 'hazard', 'shelters', 'evacuees', 'silent'] as const;
export type RollupColumn = (typeof ROLLUP_COLUMNS)[number];

export interface RollupSort {
  column: RollupColumn;
  down: boolean;
}

/** What calls for somebody: open shelters that are to be called, and those under a hazard that nobody ever heard from. */
export function urgentlySilent({ silence }: Pick<RollupUnit, 'silence'>): number {
  return (silence.overdue ?? silence.notSince ?? 0) + silence.neverHeardUnderHazard;
}

/** By the column; between equals the worse first: hazard, silence, people, code. Units without a number come last either way. */
export function sortUnits(units: readonly RollupUnit[], { column, down }: RollupSort): RollupUnit[] {
  return [...units].sort((one, other) => {
    const [a, b] = [numberOf(one, column), numberOf(other, column)];
    if (column === 'area') return down ? compare(other.code, one.code) : compare(one.code, other.code);
    if ((a === null) !== (b === null)) return a === null ? 1 : -1;
    return (down ? (b ?? 0) - (a ?? 0) : (a ?? 0) - (b ?? 0)) || worseFirst(one, other);
  });
}

/** Null: nobody has said. */
function numberOf(unit: RollupUnit, column: RollupColumn): number | null {
  switch (column) {
    case 'area':
      return null;
    case 'hazard':
      return rankOf(unit);
    case 'shelters':
      return unit.openShelters;
    case 'evacuees':
      return unit.evacuees;
    case 'silent':
      return urgentlySilent(unit);
  }
}

function rankOf({ hazard }: RollupUnit): number {
  return hazard === null ? 0 : hazard.severity * 10 + Math.max(hazard.alertLevel ?? 0, hazard.levelEquivalent ?? 0);
}

function worseFirst(a: RollupUnit, b: RollupUnit): number {
  return (
    rankOf(b) - rankOf(a) ||
    urgentlySilent(b) - urgentlySilent(a) ||
    (b.evacuees ?? 0) - (a.evacuees ?? 0) ||
    b.silence.neverHeard - a.silence.neverHeard ||
    compare(a.code, b.code)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
