import { thresholdProblem, UNDESCRIBED_SENSOR, type SensorDescription } from '@hinomi/contracts';
import type { SensorRules, SensorTraits } from '../sensors/sensor-rules.js';

/** The entry's word for this very sensor holds over what the document says, and that over the entry's word for all. */
export function deriveSensorDescription(
  id: string,
  stated: SensorTraits,
  { describe, each }: SensorRules,
): SensorDescription | { problem: string } {
  const own = Object.hasOwn(each, id) ? each[id] : {};
  const description: SensorDescription = {
    kind: 'other',
    ...UNDESCRIBED_SENSOR,
    name: id,
    ...describe,
    ...stated,
    ...own,
  };
  const problem = thresholdProblem(description);
  if (problem !== null) return { problem };
  return { ...description, thresholds: [...description.thresholds].sort((a, b) => a.level - b.level) };
}
