import { createRequire } from 'node:module';
import type * as KafkaJs from 'kafkajs';

const require = createRequire(import.meta.url);

interface SentRequest {
  correlationId: number;
  entry: { apiKey: number };
  sentAt: number;
  requestTimeout: number;
  timeoutRequest(): void;
  rejected(error: Error): void;
}

interface RequestQueue {
  readonly enforceRequestTimeout: boolean;
  readonly inflight: Map<number, SentRequest>;
  readonly pending: readonly unknown[];
  requestTimeoutIntervalId?: NodeJS.Timeout;
  isConnected(): boolean;
  destroy(): void;
  scheduleCheckPendingRequests(): void;
  scheduleRequestTimeoutCheck(): void;
  waitForPendingRequests(): Promise<void>;
}

const { KafkaJSError } = require('kafkajs') as typeof KafkaJs;
const { prototype } = require('kafkajs/src/network/requestQueue') as { prototype: RequestQueue };

/** A request may take half a minute; kafkajs looks ten times a second, on each connection, whether one has taken longer. */
const LOOK_MS = 1_000;
/** Fetch, in Kafka's protocol. */
const FETCH = 1;

/**
 * A process with many connections at rest is to do next to nothing, and to part from them at once.
 *
 * @NOTE After its first answer each connection of kafkajs looks every millisecond for requests that wait to be sent,
 * whether there are any or not: a time that lies in the past is a timer of one millisecond.
 */
export function quietRequests(): void {
  const { scheduleCheckPendingRequests, waitForPendingRequests } = prototype;
  prototype.scheduleCheckPendingRequests = function schedule(): void {
    if (this.pending.length > 0) scheduleCheckPendingRequests.call(this);
  };
  prototype.scheduleRequestTimeoutCheck = lookForLateRequests;
  prototype.waitForPendingRequests = function leave(): Promise<void> {
    giveUpFetches(this);
    return waitForPendingRequests.call(this);
  };
}

function lookForLateRequests(this: RequestQueue): void {
  if (!this.enforceRequestTimeout) return;
  this.destroy();
  this.requestTimeoutIntervalId = setInterval(() => {
    const now = Date.now();
    for (const request of [...this.inflight.values()]) {
      if (now - request.sentAt > request.requestTimeout) request.timeoutRequest();
    }
    if (!this.isConnected()) this.destroy();
  }, LOOK_MS);
}

/** What a waiting fetch would bring is for nobody: whoever comes next fetches it from where it is. */
function giveUpFetches({ inflight }: RequestQueue): void {
  for (const request of [...inflight.values()]) {
    if (request.entry.apiKey !== FETCH) continue;
    inflight.delete(request.correlationId);
    request.rejected(new KafkaJSError('The connection is given up.', { retriable: false }));
  }
}
