import { setTimeout as delay } from 'node:timers/promises';

/** Waits; the signal ends it early, and that is no error. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
