import { describe, expect, it, jest } from '@jest/globals';
import { ChronologyRequest } from '@hinomi/contracts';
import { HubRefusal } from '../access/hub-api.js';
import { RETRY_MS, type LogApi } from './log-feed.js';
import { LogOutbox } from './log-outbox.js';
import { sendKept } from './send-kept.js';

const request = (number: number, exercise: string | null = null): ChronologyRequest =>
  ChronologyRequest.parse({
    ...{
      entryId: `01M8EG076WP76YG19GKWTFQP1${number}`,
      writeId: `01M8EG076WP76YG19GKWTFQP2${number}`,
      version: 1,
      exercise,
    },
    text: {
      ...{ at: '2026-06-01T00:00:00.000Z', from: '', to: '', content: `${number}`, status: 'note', handler: '' },
      ...{ place: null, attachments: [] },
    },
  });

function outboxOf(...all: ChronologyRequest[]): LogOutbox {
  const outbox = new LogOutbox(null, 'somebody');
  for (const each of all) outbox.add(each);
  return outbox;
}
const left = (outbox: LogOutbox): string[] => outbox.list().map(({ text }) => text.content);

describe('entries that a page of before could not send', () => {
  it('go in their order, those of the world that is shown, as soon as the hub answers', async () => {
    jest.useFakeTimers();
    const outbox = outboxOf(request(1), request(2), request(3, 'noto-1'));
    const sent: string[] = [];
    let down = true;
    const writeLog = (({ text }) => {
      if (down) return Promise.reject(new Error('no network'));
      sent.push(text.content);
      return Promise.resolve({ entry: null });
    }) as LogApi['writeLog'];
    const sending = sendKept({ writeLog }, outbox, null, new AbortController().signal);
    await jest.advanceTimersByTimeAsync(RETRY_MS);
    expect(left(outbox)).toEqual(['1', '2', '3']);
    down = false;
    await jest.advanceTimersByTimeAsync(RETRY_MS);
    await sending;
    jest.useRealTimers();
    expect(sent).toEqual(['1', '2']);
    expect(left(outbox)).toEqual(['3']);
  });

  it('stay where the hub refuses one, for the book to tell of it', async () => {
    const outbox = outboxOf(request(1), request(2));
    const refusal = new HubRefusal(422, '/api/v1/chronology', 'request.invalid');
    await sendKept({ writeLog: () => Promise.reject(refusal) }, outbox, null, new AbortController().signal);
    expect(left(outbox)).toEqual(['1', '2']);
  });
});
