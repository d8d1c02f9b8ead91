import type { AlarmKind } from '../alarms/hazard-alarms.js';

/** `danger`: what a shelter needs at once; `real`: the real world, over a drill. */
export type Alarm = AlarmKind | 'danger' | 'real';

/**
 * Frequencies (Hz) one after the other. Told apart by count, direction and pace, not by pitch alone: an EEW trills, a tsunami rises and
 * falls slowly, level 5 falls three times, level 4 once; a shelter asks with two equal tones, the real world rises three times.
 */
export const TONES: Readonly<Record<Alarm, { hertz: readonly number[]; toneS: number }>> = {
  real: { hertz: [587, 880, 587, 880, 587, 880], toneS: 0.22 },
  eew: { hertz: [1047, 1319, 1047, 1319, 1047, 1319, 1047, 1319], toneS: 0.11 },
  tsunami: { hertz: [440, 554, 659, 554, 440], toneS: 0.4 },
  'level-5': { hertz: [988, 740, 988, 740, 988, 740], toneS: 0.22 },
  'level-4': { hertz: [880, 660], toneS: 0.22 },
  danger: { hertz: [784, 784], toneS: 0.18 },
};

/** From what cuts others short to what waits. */
const ORDER = Object.keys(TONES) as Alarm[];

export interface Sounding {
  alarm: Alarm;
  /** Seconds on the clock of the sound. */
  endS: number;
}

export function lengthS(alarm: Alarm): number {
  return TONES[alarm].hertz.length * TONES[alarm].toneS;
}

/** Whether an alarm sounds at once (and what sounds is cut), after what sounds, or not, as the same is still to be heard. */
export function turnOf(sounding: readonly Sounding[], alarm: Alarm, nowS: number): 'now' | 'after' | 'not' {
  const left = sounding.filter(({ endS }) => endS > nowS);
  if (left.some((each) => each.alarm === alarm)) return 'not';
  return left.every((each) => ORDER.indexOf(alarm) < ORDER.indexOf(each.alarm)) ? 'now' : 'after';
}
