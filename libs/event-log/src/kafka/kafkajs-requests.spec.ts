import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { quietRequests } from './kafkajs-requests.js';

interface Queue {
  readonly throttleCheckTimeoutId: NodeJS.Timeout | null;
  push(request: object): void;
  fulfillRequest(answer: object): void;
  scheduleRequestTimeoutCheck(): void;
  waitForPendingRequests(): Promise<void>;
  destroy(): void;
}

const require = createRequire(import.meta.url);
const RequestQueue = require('kafkajs/src/network/requestQueue') as new (options: object) => Queue;
const FETCH = { apiKey: 1, apiName: 'Fetch' };
const METADATA = { apiKey: 3, apiName: 'Metadata' };

quietRequests();

describe('the requests of a connection', () => {
  let queue: Queue;
  let sent: number[];
  let outcomes: string[];

  beforeEach(() => {
    jest.useFakeTimers();
    const logger = { debug: () => {}, warn: () => {} };
    queue = new RequestQueue({
      ...{ logger, maxInFlightRequests: 1, enforceRequestTimeout: true, requestTimeout: 30_000 },
      ...{ clientId: 'spec', broker: '127.0.0.1:1' },
    });
    sent = [];
    outcomes = [];
  });
  afterEach(() => {
    queue.destroy();
    jest.useRealTimers();
  });

  const push = (correlationId: number, api = METADATA): void =>
    queue.push({
      entry: {
        ...{ ...api, apiVersion: 1, correlationId },
        resolve: () => outcomes.push(`${correlationId} answered`),
        reject: ({ name }: Error) => outcomes.push(`${correlationId} ${name}`),
      },
      ...{ expectResponse: true, requestTimeout: null, sendRequest: () => sent.push(correlationId) },
    });
  const answer = (correlationId: number): void => queue.fulfillRequest({ correlationId, payload: null, size: 0 });

  it('set no timer once all are answered', () => {
    push(1);
    answer(1);
    expect(outcomes).toEqual(['1 answered']);
    expect(queue.throttleCheckTimeoutId).toBeNull();
  });

  it('wait for their turn, and get it', () => {
    push(1);
    push(2);
    expect(sent).toEqual([1]);
    answer(1);
    expect(sent).toEqual([1, 2]);
    answer(2);
    expect(outcomes).toEqual(['1 answered', '2 answered']);
  });

  it('fail when nobody answers', () => {
    queue.scheduleRequestTimeoutCheck();
    push(1);
    jest.advanceTimersByTime(29_000);
    expect(outcomes).toEqual([]);
    jest.advanceTimersByTime(3_000);
    expect(outcomes).toEqual(['1 KafkaJSRequestTimeoutError']);
  });

  it('are waited for before a connection ends, but for a fetch', async () => {
    push(1, FETCH);
    await queue.waitForPendingRequests();
    expect(outcomes).toEqual(['1 KafkaJSError']);
    // Its answer may come all the same, and is for nobody.
    answer(1);

    push(2);
    let over = false;
    const waiting = queue.waitForPendingRequests().then(() => (over = true));
    await Promise.resolve();
    expect(over).toBe(false);
    answer(2);
    await waiting;
    expect(outcomes).toEqual(['1 KafkaJSError', '2 answered']);
  });
});
