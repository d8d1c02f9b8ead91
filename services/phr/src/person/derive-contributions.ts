import type { DerivedNeed, Instant } from '@hinomi/contracts';
import { isClosed } from '../needs/need-state.js';
import type { Contributions } from '../vault/tally.js';
import type { PersonCard } from './person-card.js';

const DAY_HOURS = 24;

/**
 * What one person counts for, whatever number of records says so: each open need once, as sure and as urgent as the surest and most
 * urgent. What the care team closed does not count for as long as it is closed.
 */
export function deriveContributions(
  byRecord: Iterable<readonly DerivedNeed[]>,
  decisions: PersonCard['decisions'],
  at: Instant,
): Contributions {
  const counted: Record<string, { possible: boolean; withinDay: boolean }> = {};
  for (const { need, certainty, urgencyHours } of [...byRecord].flat()) {
    if (isClosed(decisions?.[need], at)) continue;
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
