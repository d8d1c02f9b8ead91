import type { Words } from '../words/words.js';
import type { FetchArea } from './area-shapes.js';
import type { StyleChoice } from './base-style.js';
import type { Bounds } from './bounds.js';
import type { HazardMap } from './hazard-map.js';
import type { MapHover } from './hover.js';
import type { MapPick } from './pick.js';

/** Pixels. */
export type Edges = Record<'top' | 'bottom' | 'left' | 'right', number>;

export interface HazardMapOptions extends Omit<StyleChoice, 'language'> {
  words: Words;
  bounds: Bounds;
  fetchArea: FetchArea;
  /** Of who is looking, for the tiles of places. */
  token: () => Promise<string>;
  onPick: (pick: MapPick) => void;
  /** What the pointer is on; never told of a finger. */
  onHover?: (hover: MapHover | null) => void;
  onZoom: (zoom: number) => void;
  /** How many painted areas have no shape to draw: they stand in the list and the table only. */
  onShapeless: (count: number) => void;
  /** What a screen reader calls this map: each of two has its own name. */
  title: (words: Words) => string;
  /** The map that this one moves with. */
  leader: HazardMap | null;
  /** For paper: it is drawn once, nothing moves, and its canvas is read. */
  still?: { pixelRatio: number };
  /** Panels that now lie over the map. */
  coveredBy: () => { side: 'left' | 'right'; element: Element }[];
}

/** A sheet is light, set as on a desk, and nothing lies over it. */
export const ON_PAPER = {
  theme: 'light',
  scale: 1,
  leader: null,
  coveredBy: () => [],
} satisfies Partial<HazardMapOptions>;
