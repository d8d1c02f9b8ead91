import { useEffect, useState, type RefObject } from 'react';
import { drawSheet, loadLetters, mapSizePx } from '../../../exports/draw-sheet.js';
import { MAP_PIXEL_RATIO, type Sheet } from '../../../exports/paper.js';
import { defaultTitle, sheetContent, type SheetRoom } from '../../../exports/sheet-content.js';
import type { HazardMap } from '../../../map/hazard-map.js';
import type { Still } from '../../../map/still.js';
import { useWords } from '../../../words/language-context.js';

export type Drawing = { state: 'drawing' | 'failed' } | { state: 'drawn'; room: SheetRoom; still: Still };

/** A picture of the map for a sheet of this kind: drawn beside the page, and removed as soon as it is taken. */
export function useStill(mapRef: RefObject<HazardMap | null>, room: SheetRoom, sheet: Sheet, round: number): Drawing {
  const [drawing, setDrawing] = useState<Drawing>({ state: 'drawing' });
  const [first] = useState(room);
  const { paper, turn } = sheet;
  useEffect(() => {
    let open = true;
    setDrawing({ state: 'drawing' });
    const container = document.createElement('div');
    const { width, height } = mapSizePx({ paper, turn }, first);
    Object.assign(container.style, { position: 'fixed', left: '-20000px', top: '0' });
    Object.assign(container.style, { width: `${width}px`, height: `${height}px` });
    container.setAttribute('aria-hidden', 'true');
    container.inert = true;
    document.body.append(container);
    const map = mapRef.current?.copyTo(container, MAP_PIXEL_RATIO) ?? null;
    const taken = map === null ? Promise.reject(new Error('there is no map')) : map.still();
    void Promise.all([taken, loadLetters()])
      .then(([still]) => copied(still))
      .then(
        (still) => open && setDrawing({ state: 'drawn', room: first, still }),
        () => open && setDrawing({ state: 'failed' }),
      )
      .finally(clear);
    let cleared = false;
    function clear(): void {
      if (cleared) return;
      cleared = true;
      map?.destroy();
      container.remove();
    }
    return () => {
      open = false;
      clear();
    };
  }, [mapRef, first, paper, turn, round]);
  return drawing;
}

/** Off the map's own canvas, which goes with the map. */
function copied(still: Still): Still {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: still.canvas.width, height: still.canvas.height });
  canvas.getContext('2d')?.drawImage(still.canvas, 0, 0);
  return { ...still, canvas };
}

/** The whole sheet, anew when the title changes; null until the map is drawn. */
export function useSheet(
  drawing: Drawing,
  sheet: Sheet,
  typed: string | null,
): { canvas: HTMLCanvasElement; title: string } | null {
  const words = useWords();
  const [drawn, setDrawn] = useState<{ canvas: HTMLCanvasElement; title: string } | null>(null);
  const { paper, turn } = sheet;
  useEffect(() => {
    if (drawing.state !== 'drawn') return setDrawn(null);
    const { still, room } = drawing;
    const title = typed ?? defaultTitle(still, room.groups, words);
    setDrawn({ title, canvas: drawSheet({ paper, turn }, sheetContent(still, room, title, words), still) });
  }, [drawing, paper, turn, typed, words]);
  return drawn;
}
