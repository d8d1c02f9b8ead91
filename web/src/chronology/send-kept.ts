import type { RunId } from '@hinomi/contracts';
import { isFinal, RETRY_MS, type LogApi } from './log-feed.js';
import type { LogOutbox } from './log-outbox.js';

/**
 * Sends what a page of before could not, while nobody has the book open. What the hub refuses stays, for the book to tell whoever
 * opens it; what the book sends at the same time is one by its id.
 */
export async function sendKept(
  api: Pick<LogApi, 'writeLog'>,
  outbox: LogOutbox,
  exercise: RunId | null,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const request = outbox.list().find((each) => each.exercise === exercise);
    if (request === undefined || signal.aborted) return;
    try {
      await api.writeLog(request);
      outbox.remove(request.writeId);
    } catch (problem) {
      if (isFinal(problem)) return;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
