import { useCallback, useEffect, useRef, useState } from 'react';

/** Longer than reading a record, shorter than a walk to the next bed and back. */
export const LOCK_AFTER_MS = 5 * 60_000;
const WARN_MS = 30_000;
const LOOK_MS = 1_000;
const INPUTS = ['pointerdown', 'keydown', 'wheel', 'touchmove', 'input'] as const;

/**
 * Locks after some minutes without input; by the clock, so that a device that slept is locked when it wakes. `secondsLeft`: soon
 * enough to say so; null before.
 */
export function useLock(isOn: boolean, lock: () => void): { secondsLeft: number | null; stay: () => void } {
  const last = useRef(0);
  const [secondsLeft, setSecondsLeft] = useState<number | null>(null);
  const stay = useCallback(() => {
    last.current = Date.now();
    setSecondsLeft(null);
  }, []);
  useEffect(() => {
    if (!isOn) return;
    stay();
    const look = (): void => {
      const leftMs = last.current + LOCK_AFTER_MS - Date.now();
      setSecondsLeft(leftMs <= WARN_MS ? Math.max(0, Math.ceil(leftMs / 1000)) : null);
      if (leftMs <= 0) lock();
    };
    // What comes after the time is up must not open it again.
    const onInput = (): void => {
      if (Date.now() < last.current + LOCK_AFTER_MS) stay();
      else look();
    };
    const timer = setInterval(look, LOOK_MS);
    for (const input of INPUTS) window.addEventListener(input, onInput, { capture: true, passive: true });
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      for (const input of INPUTS) window.removeEventListener(input, onInput, { capture: true });
      document.removeEventListener('visibilitychange', look);
      setSecondsLeft(null);
    };
  }, [isOn, lock, stay]);
  return { secondsLeft, stay };
}
