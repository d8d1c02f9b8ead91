import { HubError } from '@hinomi/contracts';
import type { Clock } from './clock.js';

const RETRY_MS = 1_000;

/** Tries a step again while the log is not there for a moment; `complain` hears each time. */
export async function untilDone<T>(
  clock: Clock,
  complain: (cause: unknown) => void,
  step: () => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await step();
    } catch (cause) {
      if (!isPassing(cause)) throw cause;
      complain(cause);
      await new Promise<void>((resolve) => clock.after(RETRY_MS, resolve));
    }
  }
}

/** A failure that may be over the next time. */
export function isPassing(cause: unknown): boolean {
  return cause instanceof HubError && cause.retryable;
}
