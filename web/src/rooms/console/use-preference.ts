import { useCallback, useState } from 'react';

/** A choice that this browser remembers. Where storage is barred, it lasts as long as the page. */
export function usePreference<T extends string>(
  name: string,
  choices: readonly T[],
  otherwise: T,
): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => {
    const kept = read(name);
    return choices.find((choice) => choice === kept) ?? otherwise;
  });
  const choose = useCallback(
    (next: T) => {
      setValue(next);
      write(name, next);
    },
    [name],
  );
  return [value, choose];
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(`hinomi.${name}`);
  } catch {
    return null;
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(`hinomi.${name}`, value);
  } catch {
    // Private windows may refuse; the choice then lives in memory only.
    return;
  }
}
