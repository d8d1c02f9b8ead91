import { logOf } from '../log/log.js';
import type { FileStore } from './file-store.js';

/** What drills leave is kept so long. */
const DRILL_DAYS = 30;
const EVERY_MS = 86_400_000;

/** At the start and once a day, what drills left is removed, and the rest is counted anew. Resolves to what ends it. */
export async function sweepDaily(store: FileStore<unknown>, service: string): Promise<() => void> {
  await store.sweep(DRILL_DAYS);
  const timer = setInterval(() => {
    store.sweep(DRILL_DAYS).catch((error: unknown) => {
      logOf(service).error('could not sweep what drills left', { error: String(error) });
    });
  }, EVERY_MS);
  return () => clearInterval(timer);
}
