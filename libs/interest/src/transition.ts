/** What a change of a feature is to an interest: it comes in, changes within, or goes out or ends. */
export type Transition = 'enter' | 'inside' | 'leave';

/**
 * The transition between two versions of a feature, null where there is none; null = the interest was, and is, not
 * concerned. A feature that changes so that it is no longer heard of leaves, as one that is over does.
 */
export function transitionOf<F>(hears: (feature: F) => boolean, before: F | null, after: F | null): Transition | null {
  const was = before !== null && hears(before);
  const is = after !== null && hears(after);
  if (is) return was ? 'inside' : 'enter';
  return was ? 'leave' : null;
}
