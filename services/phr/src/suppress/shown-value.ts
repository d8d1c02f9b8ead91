/** What was shown of an area last: a number, fewer than k, or nothing yet. */
export type Shown = number | 'below';

/**
 * What may be shown now, from what is so and what was shown last. A number appears when it is k or more; it changes only by k or
 * more; it goes when fewer than k are left and k fewer than it says (of k itself, when one or none is left, since otherwise its going
 * would say that nobody is). What was fewer than k appears only when k more are there than could have been.
 */
export function shownNext(count: number, last: Shown | null, k: number): Shown {
  if (last === null) return count >= k ? count : 'below';
  if (last === 'below') return count >= 2 * k - 1 ? count : 'below';
  if (count >= k) return Math.abs(count - last) >= k ? count : last;
  return last - count >= leaves(last, k) ? 'below' : last;
}

/** How many fewer a number has to be before it goes. */
function leaves(last: number, k: number): number {
  return Math.min(k, last - 1);
}

/** From the least to the most that a small count could be, as far as its own showing tells. */
export function couldBe(shown: Shown, last: Shown | null, k: number): [number, number] {
  if (shown !== 'below') return [shown - leaves(shown, k) + 1, shown + k - 1];
  return [0, typeof last === 'number' ? Math.min(k - 1, last - leaves(last, k)) : k - 1];
}
