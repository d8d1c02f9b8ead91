import type { RollupUnit } from '@hinomi/contracts';
import type { Feature, Polygon } from 'geojson';
import { urgentlySilent } from './sort-units.js';

export const SQUARE_METRICS = ['evacuees', 'open', 'silent'] as const;
export type SquareMetric = (typeof SQUARE_METRICS)[number];

export interface SquareLook {
  code: string;
  /** The number in the square; `?` where nobody has said it. */
  text: string;
  /** 0 = nothing, 1 = unknown, 2 and more = how many digits the number has, and one. */
  step: number;
  severity: number;
}

/** Squares as the map draws them. Unknown looks unlike none. */
export function squareFeatures(units: readonly RollupUnit[], metric: SquareMetric): Feature<Polygon, SquareLook>[] {
  return units.flatMap((unit) => {
    if (unit.bounds === null) return [];
    const [west, south, east, north] = unit.bounds;
    const ring = [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ];
    const geometry: Polygon = { type: 'Polygon', coordinates: [ring] };
    return [{ type: 'Feature', geometry, properties: { code: unit.code, ...lookOf(unit, metric) } }];
  });
}

function lookOf(unit: RollupUnit, metric: SquareMetric): Omit<SquareLook, 'code'> {
  const severity = unit.hazard?.severity ?? 0;
  const value = valueOf(unit, metric);
  if (value === null) return { text: '?', step: 1, severity };
  if (value === 0) return { text: '', step: 0, severity };
  return { text: String(value), step: Math.min(5, 1 + String(value).length), severity };
}

/** Without an open shelter there is nobody to ask: none. */
function valueOf(unit: RollupUnit, metric: SquareMetric): number | null {
  if (metric === 'open') return unit.openShelters;
  if (metric === 'silent') return urgentlySilent(unit);
  return unit.openShelters === 0 ? 0 : unit.evacuees;
}
