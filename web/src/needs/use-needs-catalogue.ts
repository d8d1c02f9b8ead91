import { useEffect, useState } from 'react';
import type { NeedsCatalogue } from '@hinomi/contracts';

/** The names of needs change with the rules: asked again now and then, and soon after a failed try. */
const AGAIN_MS = 10 * 60_000;
const RETRY_MS = 5_000;

/** What the codes of needs mean; null until the hub has said so, or while nobody wants it (`ask` null). Says nothing of anybody. */
export function useNeedsCatalogue(ask: (() => Promise<NeedsCatalogue>) | null): NeedsCatalogue | null {
  const [catalogue, setCatalogue] = useState<NeedsCatalogue | null>(null);
  useEffect(() => {
    if (ask === null) return undefined;
    let open = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const next = (inMs: number): void => {
      if (open) timer = setTimeout(run, inMs);
    };
    const run = (): void => {
      ask().then(
        (found) => {
          if (open) setCatalogue(found);
          next(AGAIN_MS);
        },
        () => next(RETRY_MS),
      );
    };
    run();
    return () => {
      open = false;
      clearTimeout(timer);
    };
  }, [ask]);
  return catalogue;
}
