import type { Map as MapLibreMap } from 'maplibre-gl';
import type { AreaIndex } from './area-paint.js';
import { seenOn, type Seen } from './seen.js';

/** A map that stands still, as its canvas has it. */
export interface Still {
  canvas: HTMLCanvasElement;
  /** What of the picture is really in sight. */
  seen: Seen;
  /** In the middle of the map, of a CSS pixel: Mercator grows to the poles. */
  metersPerPx: number;
  /** Municipalities in the middle of the view, five digits each; from afar there are many, at sea none. */
  municipalities: string[];
  /** To whom pictures of others on it are to be credited. */
  credits: readonly string[];
}

interface Drawn {
  index: AreaIndex;
  nowMs: number;
  credits: readonly string[];
  /** What the map itself does not know of is on it. */
  isDrawn: () => boolean;
}

/** Equator's length over the pixels of the world at zoom 0. */
const METERS_PER_PX = 40_075_016.686 / 512;
/** This part of the view, around its middle, is what it is a map of. */
const MIDDLE = 0.5;

/** Waits until everything is drawn: tiles, letters, signs and shapes. Refused when the map is removed meanwhile. */
export async function stillOf(map: MapLibreMap, { index, nowMs, credits, isDrawn }: Drawn): Promise<Still> {
  do await nextIdle(map);
  while (!isDrawn());
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  const middle = map.queryRenderedFeatures(
    [
      [(width * (1 - MIDDLE)) / 2, (height * (1 - MIDDLE)) / 2],
      [(width * (1 + MIDDLE)) / 2, (height * (1 + MIDDLE)) / 2],
    ],
    { layers: ['jma-city-fill'] },
  );
  return {
    canvas: map.getCanvas(),
    seen: seenOn(map, index, nowMs),
    metersPerPx: (METERS_PER_PX * Math.cos((map.getCenter().lat * Math.PI) / 180)) / 2 ** map.getZoom(),
    credits,
    municipalities: [...new Set(middle.map(({ properties }) => String(properties['code']).slice(0, 5)))],
  };
}

function nextIdle(map: MapLibreMap): Promise<void> {
  return new Promise((resolve, reject) => {
    map.once('idle', () => resolve());
    map.once('remove', () => reject(new DOMException('the map was removed', 'AbortError')));
    map.triggerRepaint();
  });
}
