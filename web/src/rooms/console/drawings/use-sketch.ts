import { useCallback, useEffect, useReducer, useRef, useState, type RefObject } from 'react';
import type { DrawingId, LngLat } from '@hinomi/contracts';
import type { DrawingDesk } from '../../../drawings/drawing-desk.js';
import type { StandingDrawing } from '../../../drawings/drawings-in.js';
import { DRAWING_COLOR } from '../../../drawings/drawn-features.js';
import {
  contentOf,
  isSpot,
  measured,
  movedTo,
  NEW_SKETCH,
  pointsOf,
  withSketchAct,
  type Sketch,
  type SketchAct,
} from '../../../drawings/sketch.js';
import type { HazardMap } from '../../../map/hazard-map.js';
import { SketchTool } from '../../../map/sketch-tool.js';

export interface SketchHand {
  sketch: Sketch;
  act: (act: SketchAct) => void;
  /** The keys are the map's from now on. */
  toMap: () => void;
  /** A position at the cross. */
  addMiddle: () => void;
  /** False while it lacks something. */
  end: () => boolean;
  /** Which position of the selected drawing the keys move. */
  corner: number;
  nextCorner: () => void;
  moveHere: () => void;
}

/** What somebody has in hand, on the map and in the panel: a tool that draws, or a drawing that is selected. */
export function useSketch(
  mapRef: RefObject<HazardMap | null>,
  desk: DrawingDesk,
  selected: StandingDrawing | null,
  select: (id: DrawingId | null) => void,
): SketchHand {
  const [sketch, act] = useReducer(withSketchAct, NEW_SKETCH);
  const [corner, setCorner] = useState(0);
  const [tool, setTool] = useState<SketchTool | null>(null);
  const layDown = useRef<(() => void) | null>(null);
  /** The map may come after the panel. */
  const take = useCallback((): void => {
    const map = mapRef.current;
    if (layDown.current !== null || map === null) return;
    layDown.current = map.drawings.use((gl) => {
      const taken = new SketchTool(gl, () => map.viewBesidePanels());
      setTool(taken);
      return taken;
    });
  }, [mapRef]);
  useEffect(() => {
    take();
    return () => {
      layDown.current?.();
      layDown.current = null;
      setTool(null);
    };
  }, [take]);

  const finish = useCallback(
    (drawn: Sketch): boolean => {
      const content = contentOf(drawn);
      if (content === null) return false;
      desk.draw(content);
      act({ act: 'ended' });
      return true;
    },
    [desk],
  );
  const add = useCallback(
    (at: LngLat): void => {
      const next = withSketchAct(sketch, { act: 'add', at });
      // A point is whole with its one position; a text waits for its words.
      if (!isSpot(sketch.tool) || !finish(next)) act({ act: 'add', at });
    },
    [sketch, finish],
  );
  const move = useCallback(
    (index: number, at: LngLat): void => {
      if (selected === null) return;
      const points = pointsOf(selected.content).map((point, each) => (each === index ? at : point));
      desk.alter(selected.drawingId, movedTo(selected.content, points));
    },
    [desk, selected],
  );
  const id = selected?.drawingId;
  useEffect(() => setCorner(0), [id]);

  const isDrawing = sketch.tool !== 'select';
  useEffect(() => {
    if (tool === null) return;
    if (isDrawing) {
      const { points, color } = sketch;
      const words = measured(sketch.tool, points) ?? '';
      const look = { points, closed: sketch.tool === 'area', color: DRAWING_COLOR[color], words, chosen: null };
      tool.show(look, { press: add, move: null }, true);
    } else if (selected !== null) {
      const { content } = selected;
      const points = pointsOf(content);
      const look = { points, closed: content.kind === 'area', color: DRAWING_COLOR[content.color], words: '' };
      tool.show({ ...look, chosen: corner }, { press: null, move }, true);
    } else tool.show(null, { press: null, move: null }, false);
  }, [tool, sketch, isDrawing, selected, corner, add, move]);

  return {
    sketch,
    act: (next) => {
      take();
      if (next.act === 'tool') select(null);
      act(next);
    },
    toMap: () => tool?.focus(),
    addMiddle: () => {
      const at = tool?.middle();
      if (at !== undefined) add(at);
    },
    end: () => finish(sketch),
    corner,
    nextCorner: () => setCorner((now) => (selected === null ? 0 : (now + 1) % pointsOf(selected.content).length)),
    moveHere: () => {
      const at = tool?.middle();
      if (at !== undefined) move(corner, at);
    },
  };
}
