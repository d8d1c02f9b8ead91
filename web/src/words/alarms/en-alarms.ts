import type { AlarmWords } from './ja-alarms.js';
import { plural } from '../plural.js';

export const enAlarms: AlarmWords = {
  title: (count) => `${plural(count, 'warning')} to acknowledge`,
  take: 'Acknowledge',
  more: (count) => `${count} more`,
  fewer: 'Only one',
  worse: (time, by) => `Worse than before (acknowledged at ${time}${by === null ? '' : ` by ${by}`})`,
  noted: 'Acknowledged warnings',
  since: 'Since last time',
  openSince: 'See what changed since last time',
  from: (time) => `What changed since you looked at ${time}.`,
  passed: (count) => `${plural(count, 'hazard')} came and ended meanwhile`,
  notWhole: 'The record of this time is not complete; something may be missing.',
  seen: 'Seen up to here',
  seenFrom: (time) => `Next time changes from ${time} on are shown.`,
  sinceNote: 'This browser remembers when you looked, apart for the real room and for drills.',
  keys: {
    focus: 'Go to the warning to acknowledge (Enter does it)',
    since: 'What changed since last time',
    seen: 'There: seen up to here',
  },
};
