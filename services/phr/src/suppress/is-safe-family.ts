import { couldBe, type Shown } from './shown-value.js';

/** One area within another, with what is so and what would be shown. */
export interface Child {
  count: number;
  last: Shown | null;
  shown: Shown;
}

/**
 * Whether a total and what lies within it may be shown together. The total less every large part leaves the sum of the small ones;
 * it must itself be k or more, and must tell nothing of any of them: each could still be the least and the most that its own showing
 * allows. Otherwise the parts are not shown, only the total.
 */
export function isSafeFamily(total: number, children: readonly Child[], k: number): boolean {
  // Below this, hiding the parts would tell of them as well.
  if (total < 2 * k - 1) return false;
  const small = children.filter(({ count, shown }) => shown === 'below' || count < k);
  if (small.length === 0) return true;
  let [rest, least, most] = [0, 0, 0];
  for (const { count, shown, last } of small) {
    const [from, to] = couldBe(shown, last, k);
    rest += count;
    least += from;
    most += to;
  }
  if (rest < k) return false;
  return small.every(({ shown, last }) => {
    const [from, to] = couldBe(shown, last, k);
    return rest - (most - to) <= from && rest - (least - from) >= to;
  });
}
