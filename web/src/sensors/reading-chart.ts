import type { SensorProperties } from '@hinomi/contracts';

/** A chart of readings, in a box of its own: 0 is left and top, 1 right and bottom. */
export interface ReadingChart {
  /** Stretches without a gap, each as points. A reading without a value, or too long a silence, ends one. */
  lines: [x: number, y: number][][];
  thresholds: { level: number; y: number }[];
  from: string;
  to: string;
  least: number;
  most: number;
  newest: number | null;
}

/** A longer silence than so many of its own intervals is a gap, not a slope. */
const GAP_INTERVALS = 3;

/**
 * The readings that the picture keeps of a sensor; null with fewer than two values, as one is no course. Thresholds far beyond what
 * was measured stay out: the course would be a flat line. Of a gauge that counts down from the crest, up is still higher water.
 */
export function readingChart({
  recent,
  thresholds,
  reference,
  intervalSeconds,
}: Pick<SensorProperties, 'recent' | 'thresholds' | 'reference' | 'intervalSeconds'>): ReadingChart | null {
  const values = recent.flatMap(([, value]) => (value === null ? [] : [value]));
  const [first, last] = [recent[0], recent.at(-1)];
  if (values.length < 2 || first === undefined || last === undefined) return null;
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const reach = Math.max(most - least, Math.abs(most) * 0.1, 0.1);
  const near = thresholds.filter(({ value }) => value >= least - reach && value <= most + reach);
  const [low, high] = [
    Math.min(least, ...near.map(({ value }) => value)),
    Math.max(most, ...near.map(({ value }) => value)),
  ];
  const span = high - low || 1;
  const up = (value: number): number => (reference === 'below-crest' ? (value - low) / span : (high - value) / span);
  const [fromMs, toMs] = [Date.parse(first[0]), Date.parse(last[0])];
  const along = (at: string): number => (Date.parse(at) - fromMs) / Math.max(1, toMs - fromMs);
  const gapMs = intervalSeconds === null ? Infinity : intervalSeconds * 1_000 * GAP_INTERVALS;
  const lines: [number, number][][] = [[]];
  let beforeMs = fromMs;
  for (const [at, value] of recent) {
    const atMs = Date.parse(at);
    if (value === null || atMs - beforeMs > gapMs) lines.push([]);
    if (value !== null) lines.at(-1)?.push([along(at), up(value)]);
    beforeMs = atMs;
  }
  return {
    lines: lines.filter((line) => line.length > 0),
    thresholds: near.map(({ level, value }) => ({ level, y: up(value) })),
    ...{ from: first[0], to: last[0], least, most, newest: last[1] },
  };
}
