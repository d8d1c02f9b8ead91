import { useCallback, useEffect, useState } from 'react';
import { CareRefusal } from './care-api.js';

/** From here on it is said that it takes a while. */
const SLOW_MS = 3_000;

export interface Asked<T> {
  value: T | null;
  state: 'asking' | 'slow' | 'answered' | 'failed';
  /** The hub's no; null while there is none, or when nobody answered. */
  refusal: CareRefusal | null;
  /** On this device's clock. */
  atMs: number;
  again: () => void;
}

/** Asks the hub once, and again on demand; each look at a person is noted, so nothing here asks by itself. `null` = not yet. */
export function useAsked<T>(ask: (() => Promise<T>) | null): Asked<T> {
  const [answer, setAnswer] = useState<Omit<Asked<T>, 'again'>>(() => nothing<T>());
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (ask === null) {
      // What is not on the screen is not kept: whoever was erased meanwhile must not show once more.
      setAnswer(nothing<T>());
      return;
    }
    let open = true;
    setAnswer((before) => ({ ...before, state: 'asking', refusal: null }));
    const slow = setTimeout(() => setAnswer((before) => ({ ...before, state: 'slow' })), SLOW_MS);
    const settle = (next: (before: Omit<Asked<T>, 'again'>) => Omit<Asked<T>, 'again'>): void => {
      clearTimeout(slow);
      if (open) setAnswer(next);
    };
    ask().then(
      (value) => settle(() => ({ value, state: 'answered', refusal: null, atMs: Date.now() })),
      (problem: unknown) => {
        const refusal = problem instanceof CareRefusal ? problem : null;
        settle(({ value, atMs }) => ({ value: refusal === null ? value : null, state: 'failed', refusal, atMs }));
      },
    );
    return () => {
      open = false;
      clearTimeout(slow);
    };
  }, [ask, round]);
  const again = useCallback(() => setRound((count) => count + 1), []);
  return { ...answer, again };
}

function nothing<T>(): Omit<Asked<T>, 'again'> {
  return { value: null, state: 'asking', refusal: null, atMs: 0 };
}
