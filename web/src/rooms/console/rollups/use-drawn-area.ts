import { useCallback, useEffect, useState, type RefObject } from 'react';
import type { PolygonGeometry } from '@hinomi/contracts';
import type { HazardMap } from '../../../map/hazard-map.js';

export interface DrawnArea {
  area: PolygonGeometry | null;
  /** While it is being drawn; null = nobody draws. */
  corners: number | null;
  begin: () => void;
  addCentre: () => void;
  undo: () => void;
  finish: () => void;
  cancel: () => void;
  /** What the map shows now, without what lies under panels. */
  takeView: () => void;
  clear: () => void;
}

/** An area on the map, drawn corner by corner or taken from the view. It goes when the panel closes. */
export function useDrawnArea(mapRef: RefObject<HazardMap | null>, before: PolygonGeometry | null = null): DrawnArea {
  const [area, setArea] = useState<PolygonGeometry | null>(before);
  const [corners, setCorners] = useState<number | null>(null);
  const drawing = useCallback(() => mapRef.current?.rollups.drawing, [mapRef]);
  useEffect(() => drawing()?.show(area), [area, drawing]);
  useEffect(
    () => () => {
      drawing()?.cancel();
      drawing()?.show(null);
    },
    [drawing],
  );
  return {
    area,
    corners,
    begin: () => drawing()?.begin(setCorners),
    addCentre: () => drawing()?.addCentre(),
    undo: () => drawing()?.undo(),
    finish: () => {
      const drawn = drawing()?.finish() ?? null;
      if (drawn !== null) setArea(drawn);
    },
    cancel: () => drawing()?.cancel(),
    takeView: () => {
      const view = mapRef.current?.viewBesidePanels();
      if (view === undefined) return;
      const [west, south, east, north] = view;
      setArea({
        type: 'Polygon',
        coordinates: [
          [
            [west, south],
            [east, south],
            [east, north],
            [west, north],
            [west, south],
          ],
        ],
      });
    },
    clear: () => setArea(null),
  };
}
