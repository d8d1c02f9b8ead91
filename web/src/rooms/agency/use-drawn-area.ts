import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Geometry } from '@hinomi/contracts';
import type { HazardMap } from '../../map/hazard-map.js';
import { SketchTool } from '../../map/sketch-tool.js';
import { cornersOf, type AreaSketch, type SketchAct } from './area-sketch.js';

const COLOR = '#b4001e';

export interface AreaHand {
  /** The map that it draws on; null = none. */
  take: (map: HazardMap | null) => void;
  shape: Geometry | null;
  addMiddle: () => void;
  toMap: () => void;
}

/** Presses on the map are corners while an area is being drawn; then its corners can be moved. */
export function useDrawnArea(sketch: AreaSketch, act: (act: SketchAct) => void): AreaHand {
  const [tool, setTool] = useState<SketchTool | null>(null);
  const layDown = useRef<(() => void) | null>(null);
  const take = useCallback((map: HazardMap | null): void => {
    layDown.current?.();
    layDown.current = null;
    setTool(null);
    if (map === null) return;
    layDown.current = map.drawings.use((gl) => {
      const taken = new SketchTool(gl, () => map.viewBesidePanels());
      setTool(taken);
      return taken;
    });
  }, []);
  useEffect(() => {
    const points = cornersOf(sketch);
    const look = { points, closed: sketch.ended, color: COLOR, words: '', chosen: null };
    const hears = {
      press: (at: [number, number]): void => act({ act: 'add', at }),
      move: sketch.ended ? (index: number, at: [number, number]): void => act({ act: 'move', index, at }) : null,
    };
    tool?.show(look, hears, !sketch.ended);
  }, [tool, sketch, act]);
  const shape = useMemo(() => shapeOf(sketch), [sketch]);
  return {
    take,
    shape,
    addMiddle: () => {
      if (tool !== null) act({ act: 'add', at: tool.middle() });
    },
    toMap: () => tool?.focus(),
  };
}

function shapeOf(sketch: AreaSketch): Geometry | null {
  const corners = cornersOf(sketch);
  const [first] = corners;
  return sketch.ended && first !== undefined ? { type: 'Polygon', coordinates: [[...corners, first]] } : null;
}
