import { millisOf } from '../instant.js';
import type { SensorProperties, SensorState } from './sensor-properties.js';

/** How a sensor is now: a feature is not written anew when its sensor falls silent. `nowMs`: milliseconds since 1970. */
export function sensorStateAt(
  { state, silentFrom }: Pick<SensorProperties, 'state' | 'silentFrom'>,
  nowMs: number,
): SensorState {
  if (state === 'maintenance' || silentFrom === null) return state;
  return nowMs >= millisOf(silentFrom) ? 'no-data' : state;
}
