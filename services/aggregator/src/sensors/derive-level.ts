import { dangerOf, type SensorDescription } from '@hinomi/contracts';
import type { Reading } from './sensor-readings.js';

/** What the readings of a sensor say together. */
export interface Judgement {
  /** 0 = below every threshold; null = there are no thresholds, or there is no value that is believed. */
  level: 0 | 1 | 2 | 3 | 4 | 5 | null;
  /** Why the newest reading is not relied on. */
  suspicion: 'doubtful' | 'spike' | 'stuck' | null;
}

type Rules = Pick<
  SensorDescription,
  'thresholds' | 'hysteresis' | 'reference' | 'maxChangePerMinute' | 'stuckAfterReadings'
>;

/**
 * The level after these readings, oldest first, and whether the newest is believed. Only what is believed moves the level. It
 * rises at once and falls from a level only once the value is better than its threshold by more than the hysteresis; the
 * first reading kept stands where it is, so that the result depends on the readings kept and on nothing else.
 */
export function deriveLevel(readings: readonly Reading[], rules: Rules): Judgement {
  const believed = readings.length === 0 ? [] : believedOf(readings, rules);
  const newest = readings.at(-1);
  let level: Judgement['level'] = null;
  for (const { value } of believed) {
    if (value !== null && rules.thresholds.length > 0) level = nextLevel(level ?? 0, value, rules);
  }
  return { level, suspicion: newest === undefined ? null : suspicionOf(newest, readings, believed, rules) };
}

function nextLevel(before: number, value: number, { thresholds, hysteresis, reference }: Rules): Judgement['level'] {
  const danger = dangerOf(value, reference);
  let level = 0;
  for (const threshold of thresholds) {
    const at = dangerOf(threshold.value, reference);
    const holds = threshold.level <= before ? danger >= at - hysteresis : danger >= at;
    if (holds && threshold.level > level) level = threshold.level;
  }
  return level as Judgement['level'];
}

/** Without gaps, doubtful values, and jumps that the next reading does not confirm. */
function believedOf(readings: readonly Reading[], rules: Rules): Reading[] {
  const believed: Reading[] = [];
  let jump: Reading | null = null;
  for (const reading of readings) {
    if (reading.quality !== 'good') continue;
    const last = believed.at(-1);
    if (last === undefined || isPlausible(last, reading, rules)) {
      believed.push(reading);
      jump = null;
    } else if (jump !== null && isPlausible(jump, reading, rules)) {
      believed.push(jump, reading);
      jump = null;
    } else jump = reading;
  }
  return believed;
}

function isPlausible(from: Reading, to: Reading, { maxChangePerMinute }: Rules): boolean {
  if (maxChangePerMinute === null || from.value === null || to.value === null) return true;
  return Math.abs(to.value - from.value) <= (maxChangePerMinute * (to.atMs - from.atMs)) / 60_000;
}

function suspicionOf(
  newest: Reading,
  readings: readonly Reading[],
  believed: readonly Reading[],
  { stuckAfterReadings }: Rules,
): Judgement['suspicion'] {
  if (newest.quality === 'doubtful') return 'doubtful';
  if (newest.quality === 'missing') return null;
  if (believed.at(-1) !== newest) return 'spike';
  if (stuckAfterReadings === null) return null;
  const values = readings.flatMap(({ value }) => (value === null ? [] : [value])).slice(-stuckAfterReadings);
  return values.length === stuckAfterReadings && values.every((value) => value === newest.value) ? 'stuck' : null;
}
