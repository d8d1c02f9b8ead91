import type { MessagePort } from 'node:worker_threads';
import { HubError, type ErrorCode, type FeedFormat, type InputPlace } from '@hinomi/contracts';
import type { Normalised } from '../normalise/normalised.js';
import type { SourceContext } from '../normalise/source-context.js';
import { readReport } from '../receive/read-report.js';
import { mostTelling } from '../receive/refused-parts.js';

/** Events of one message: taken over in a few milliseconds. */
const EVENTS_A_MESSAGE = 250;

export interface AsideTask {
  format: FeedFormat;
  bytes: Uint8Array;
  context: SourceContext;
  /** Where the events go, some at a time; all are there when the task has its answer. */
  events: MessagePort;
}

/** An error as a value: a `HubError` that crosses threads loses all but its words. */
export type AsideAnswer =
  | { read: true; rest: Omit<Normalised, 'events'> }
  | { read: false; code: ErrorCode; message: string; retryable: boolean; place?: InputPlace };

/** What the reading thread does with one body. */
export default async function readAside({ format, bytes, context, events: port }: AsideTask): Promise<AsideAnswer> {
  try {
    const { events, problems, ...more } = await readReport(format, bytes, context);
    for (let from = 0; from < events.length; from += EVENTS_A_MESSAGE) {
      port.postMessage(events.slice(from, from + EVENTS_A_MESSAGE));
    }
    return { read: true, rest: { ...more, problems: mostTelling(problems) } };
  } catch (error) {
    if (!(error instanceof HubError)) {
      return { read: false, code: 'internal', message: String(error), retryable: false };
    }
    const { code, message, retryable, place } = error;
    return { read: false, code, message, retryable, ...(place && { place }) };
  } finally {
    port.close();
  }
}
