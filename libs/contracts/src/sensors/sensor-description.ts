import { z } from 'zod';
import { LngLat } from '../hazards/geometry.js';

/** What a sensor measures; `intensity` is 計測震度. */
export const SENSOR_KINDS = ['water-level', 'rain', 'intensity', 'temperature', 'other'] as const;
export const SensorKind = z.enum(SENSOR_KINDS);
export type SensorKind = z.infer<typeof SensorKind>;

/** Readings of one sensor that the picture is made from: the newest so many, of at most so long before the newest of them. */
export const READINGS_KEPT = { count: 24, spanMs: 24 * 3_600_000 } as const;

/** From this value on the sensor is at a level, 1 to 5. */
export const SensorThreshold = z.object({ level: z.int().min(1).max(5), value: z.number() });
export type SensorThreshold = z.infer<typeof SensorThreshold>;

/** What somebody says of a sensor apart from its readings. Values are in `unit`, as the sensor reports them. */
export const SensorDescription = z.object({
  kind: SensorKind,
  name: z.string().min(1),
  owner: z.string(),
  lngLat: LngLat.nullable(),
  unit: z.string(),
  /** `stage`: greater is worse. `below-crest`: metres from the water up to the levee crest, so smaller is worse. */
  reference: z.enum(['stage', 'below-crest']),
  /** How often it speaks of its own accord; null = when it likes, so that its silence says nothing. */
  intervalSeconds: z.number().positive().nullable(),
  /** Of a gauge that sleeps: below `wakesAt` it speaks only every `intervalSeconds` (危機管理型水位計: once a day). */
  sleep: z.object({ wakesAt: z.number(), intervalSeconds: z.number().positive() }).nullable(),
  thresholds: z.array(SensorThreshold).max(5),
  /** A level is left only once the value is better than its threshold by more than this. */
  hysteresis: z.number().nonnegative(),
  /** A faster change is believed once a second reading confirms it. */
  maxChangePerMinute: z.number().positive().nullable(),
  /** So many equal readings in a row are no measurement any more. Bounded by what is kept of a sensor. */
  stuckAfterReadings: z.int().min(3).max(READINGS_KEPT.count).nullable(),
  /** Somebody works on it: its readings mean nothing. */
  maintenance: z.boolean(),
});
export type SensorDescription = z.infer<typeof SensorDescription>;

/** What holds of a sensor that nobody described, but for its kind and name. */
export const UNDESCRIBED_SENSOR = {
  owner: '',
  lngLat: null,
  unit: '',
  reference: 'stage',
  intervalSeconds: null,
  sleep: null,
  thresholds: [],
  hysteresis: 0,
  maxChangePerMinute: null,
  stuckAfterReadings: null,
  maintenance: false,
} as const satisfies Readonly<Omit<SensorDescription, 'kind' | 'name'>>;

/** A value on a scale where greater is worse. */
export function dangerOf(value: number, reference: SensorDescription['reference']): number {
  return reference === 'below-crest' ? -value : value;
}

/** Why these thresholds cannot be meant: a level twice, or a higher one that is reached before a lower one. */
export function thresholdProblem({
  thresholds,
  reference,
}: Pick<SensorDescription, 'thresholds' | 'reference'>): string | null {
  const sorted = [...thresholds].sort((a, b) => a.level - b.level);
  for (const [index, upper] of sorted.entries()) {
    const lower = sorted[index - 1];
    if (lower === undefined) continue;
    if (lower.level === upper.level) return `level ${upper.level} has two thresholds`;
    if (dangerOf(upper.value, reference) <= dangerOf(lower.value, reference)) {
      return `level ${upper.level} (${upper.value}) is reached before level ${lower.level} (${lower.value})`;
    }
  }
  return null;
}
