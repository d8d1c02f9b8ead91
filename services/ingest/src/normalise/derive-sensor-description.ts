import { thresholdProblem, type SensorDescription } from '@hinomi/contracts';
import type { SensorRules, SensorTraits } from '../sensors/sensor-rules.js';

/** Of a sensor of which nothing of the kind is said. */
const UNSAID: Omit<SensorDescription, 'name'> = {
  kind: 'other',
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
};

/** The entry's word for this very sensor holds over what the document says, and that over the entry's word for all. */
export function deriveSensorDescription(
  id: string,
  stated: SensorTraits,
  { describe, each }: SensorRules,
): SensorDescription | { problem: string } {
  const own = Object.hasOwn(each, id) ? each[id] : {};
  const description: SensorDescription = { ...UNSAID, name: id, ...describe, ...stated, ...own };
  const problem = thresholdProblem(description);
  if (problem !== null) return { problem };
  return { ...description, thresholds: [...description.thresholds].sort((a, b) => a.level - b.level) };
}
