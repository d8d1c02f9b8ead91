import type { EarlierCount, Instant, ShelterReport } from '@hinomi/contracts';
import type { Answers } from './form-state.js';

/** Head counts of the shelter that were seen before, by this device and as the hub has them; a repeated one counts once. */
export function earlierCounts(own: readonly ShelterReport[], hub: Answers): EarlierCount[] {
  const seen = [...own.map(({ attributes }) => attributes['evacueeno']), hub['evacueeno']];
  const counts = new Map<Instant, number>();
  for (const count of seen) if (typeof count?.value === 'number') counts.set(count.observedAt, count.value);
  return [...counts].map(([observedAt, people]) => ({ people, observedAt }));
}
