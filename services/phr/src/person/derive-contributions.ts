import type { DerivedNeed } from '@hinomi/contracts';
import type { Contributions } from '../vault/tally.js';

const DAY_HOURS = 24;

/** What one person counts for, whatever number of records says so: each need once, as sure and as urgent as the surest and most urgent. */
export function deriveContributions(byRecord: Iterable<readonly DerivedNeed[]>): Contributions {
  const counted: Record<string, { possible: boolean; withinDay: boolean }> = {};
  for (const { need, certainty, urgencyHours } of [...byRecord].flat()) {
    const before = counted[need];
    const possible = certainty === 'possible';
    const withinDay = urgencyHours !== null && urgencyHours <= DAY_HOURS;
    counted[need] = {
      possible: possible && (before?.possible ?? true),
      withinDay: withinDay || (before?.withinDay ?? false),
    };
  }
  return counted;
}
