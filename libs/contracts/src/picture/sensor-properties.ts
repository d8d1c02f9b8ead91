import { z } from 'zod';
import { ObservationQuality } from '../events/observation-reported.v1.js';
import { SensorId } from '../ids.js';
import { Instant } from '../instant.js';
import { SensorDescription, SensorKind } from '../sensors/sensor-description.js';

/** How a sensor is, from its facts alone; what only time brings is for readers to see (`sensorStateAt`). */
export const SensorState = z.enum(['ok', 'sleeping', 'no-data', 'suspect', 'maintenance']);
export type SensorState = z.infer<typeof SensorState>;

/** One sensor. What its readings mean is null or empty while nobody described it. */
export const SensorProperties = z.object({
  type: z.literal('sensor'),
  sensorId: SensorId,
  title: z.string(),
  agency: z.string(),
  /** Null = readings come, but nobody has said what and where this sensor is. */
  sensorKind: SensorKind.nullable(),
  owner: z.string(),
  unit: z.string(),
  reference: SensorDescription.shape.reference,
  /** The newest reading; null when there was none, or it had no value. */
  value: z.number().nullable(),
  quality: ObservationQuality.nullable(),
  /** 0 = below every threshold; null = there are none, or no value. With hysteresis, without what is not believed. */
  level: z.int().min(0).max(5).nullable(),
  state: SensorState,
  /** Why it is suspect. */
  suspicion: z.enum(['doubtful', 'spike', 'stuck']).nullable(),
  /** From this moment on its silence is longer than its own rule; null = it has none. */
  silentFrom: Instant.nullable(),
  intervalSeconds: z.number().nullable(),
  thresholds: SensorDescription.shape.thresholds,
  hysteresis: z.number(),
  /** The newest readings, oldest first. */
  recent: z.array(z.tuple([Instant, z.number().nullable()])),
});
export type SensorProperties = z.infer<typeof SensorProperties>;
