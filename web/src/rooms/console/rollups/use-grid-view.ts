import { useEffect, useState, type RefObject } from 'react';
import { rollupLevelAt, type RollupLevel } from '@hinomi/contracts';
import type { HazardMap } from '../../../map/hazard-map.js';

export interface GridView {
  level: RollupLevel;
  /** `west,south,east,north` in whole steps, so that a small move asks nothing new. */
  bbox: string;
}

const STEP: Record<RollupLevel, number> = { first: 1, second: 0.25, third: 0.1 };

/** Which squares the map has room for, and where; null until there is a map. */
export function useGridView(mapRef: RefObject<HazardMap | null>, wanted: boolean): GridView | null {
  const [view, setView] = useState<GridView | null>(null);
  useEffect(() => {
    if (!wanted) return undefined;
    return mapRef.current?.rollups.watch(({ bounds: [west, south, east, north], zoom }) => {
      const level = rollupLevelAt(zoom);
      const step = STEP[level];
      const low = (degrees: number): number => Math.floor(degrees / step) * step;
      const high = (degrees: number): number => Math.ceil(degrees / step) * step;
      const box = [low(west), Math.max(-90, low(south)), high(east), Math.min(90, high(north))];
      const bbox = box.map((degrees) => degrees.toFixed(2)).join(',');
      setView((known) => (known?.level === level && known.bbox === bbox ? known : { level, bbox }));
    });
  }, [mapRef, wanted]);
  return view;
}
