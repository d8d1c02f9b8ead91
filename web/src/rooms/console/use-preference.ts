import { useCallback, useState } from 'react';

/** A choice that this browser remembers. Where storage is barred, it lasts as long as the page. */
export function usePreference<T extends string>(
  name: string,
  choices: readonly T[],
  otherwise: T,
): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => {
    const kept = readKept(name);
    return choices.find((choice) => choice === kept) ?? otherwise;
  });
  const choose = useCallback(
    (next: T) => {
      setValue(next);
      writeKept(name, next);
    },
    [name],
  );
  return [value, choose];
}

/** What this browser remembers under a name; null where it has nothing, or may not say. */
export function readKept(name: string): string | null {
  try {
    return localStorage.getItem(`hinomi.${name}`);
  } catch {
    return null;
  }
}

/** A private window may refuse to remember; nothing is said then. */
export function writeKept(name: string, value: string): void {
  try {
    localStorage.setItem(`hinomi.${name}`, value);
  } catch {
    // Private windows may refuse; the choice then lives in memory only.
    return;
  }
}
