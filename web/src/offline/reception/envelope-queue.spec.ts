import { describe, expect, it } from '@jest/globals';
import type { SealedEnvelope, SealedReceipt } from '@hinomi/contracts';
import {
  envelopesOfOthers,
  keptEnvelope,
  nextEnvelopes,
  sendEnvelopes,
  type EnvelopeReply,
  type KeptEnvelope,
} from './envelope-queue.js';

const envelope = (number: number, author: string | null = null): SealedEnvelope =>
  ({
    ...{
      requestId: `01JDFQ8V5X00000000000000${String(number).padStart(2, '0')}`,
      shelter: 'a',
      keyId: 'k',
      device: 'd',
    },
    ...{ author: author === null ? null : { subject: author, name: author }, sealedAt: '2026-11-26T03:00:00.000Z' },
    ...{ enc: 'e', data: 'x' },
  }) as SealedEnvelope;
const receipt = (over: Partial<SealedReceipt>): EnvelopeReply => ({
  kind: 'taken',
  receipt: { receivedAt: '2026-11-26T04:00:00.000Z' as never, accepted: [], duplicates: [], refused: [], ...over },
});
const allTaken = (sent: SealedEnvelope[]): EnvelopeReply => receipt({ accepted: sent.map((each) => each.requestId) });

/** A queue on a device, and a hub that answers as told, one reply after the other. */
function device(kept: KeptEnvelope[], replies: (EnvelopeReply | ((sent: SealedEnvelope[]) => EnvelopeReply))[]) {
  const rows = new Map(kept.map((entry) => [entry.requestId, entry]));
  const sent: [number, boolean][] = [];
  const run = (sender: string | EnvelopeReply = 'me') =>
    sendEnvelopes({
      all: async () => [...rows.values()],
      settle: async (changed) => changed.forEach((entry) => rows.set(entry.requestId, entry)),
      sender: async () => sender as string,
      send: async (envelopes, carried) => {
        sent.push([envelopes.length, carried]);
        const reply = replies.shift();
        if (reply === undefined) throw new Error('asked once too often');
        return typeof reply === 'function' ? reply(envelopes) : reply;
      },
    });
  const states = () => [...rows.values()].map(({ state }) => state);
  return { rows, sent, run, states };
}

describe('the queue of sealed forms', () => {
  it('goes out in batches, the oldest first, and what was received is not on the device any more', async () => {
    const { rows, sent, run } = device(
      Array.from({ length: 12 }, (_, index) => keptEnvelope(envelope(11 - index))),
      [allTaken, allTaken],
    );
    expect(await run()).toBe('idle');
    expect(sent).toEqual([
      [10, false],
      [2, false],
    ]);
    expect([...rows.values()].every((entry) => entry.state === 'received' && entry.envelope === null)).toBe(true);
    expect(await run()).toBe('idle');
    expect(nextEnvelopes([...rows.values()], 'me', new Set(), 10)).toEqual([]);
  });

  it('takes a duplicate for received, keeps what was refused, and what the hub said nothing of', async () => {
    const [a, b, c, d] = [1, 2, 3, 4].map((number) => envelope(number));
    const refusal = (of: SealedEnvelope, code: string) => ({ index: 0, requestId: of.requestId, code, detail: 'x' });
    const { rows, run } = device([a!, b!, c!, d!].map(keptEnvelope), [
      receipt({
        duplicates: [a!.requestId],
        refused: [refusal(b!, 'envelope.unreadable'), refusal(c!, 'feature.not-found')] as never,
      }),
    ]);
    expect(await run()).toBe('troubled');
    const stateOf = ({ requestId }: SealedEnvelope): unknown => rows.get(requestId)?.state;
    expect([a!, b!, c!, d!].map(stateOf)).toEqual(['received', 'refused', 'waiting', 'waiting']);
    expect(rows.get(b!.requestId)?.envelope).toEqual(b);
  });

  it.each([
    [{ kind: 'unreachable' }, 'unreachable'],
    [{ kind: 'revoked' }, 'revoked'],
    [{ kind: 'problem', status: 503, code: 'vault.unavailable', detail: '' }, 'troubled'],
    [{ kind: 'problem', status: 403, code: 'access.denied', detail: '' }, 'forbidden'],
    [{ kind: 'problem', status: 200, code: null, detail: '' }, 'troubled'],
  ] as [EnvelopeReply, string][])('waits after %j', async (reply, link) => {
    const { run, states } = device([keptEnvelope(envelope(1))], [reply]);
    expect([await run(), states()]).toEqual([link, ['waiting']]);
    expect(await device([keptEnvelope(envelope(1))], []).run({ kind: 'sign-in' })).toBe('sign-in');
  });

  it('sends what others wrote only when it was handed over, under both names', async () => {
    const kept = [keptEnvelope(envelope(1, 'tablet')), keptEnvelope(envelope(2, 'me')), keptEnvelope(envelope(3))];
    const { sent, rows, run } = device(kept, [allTaken, allTaken]);
    expect(await run()).toBe('others');
    expect([...envelopesOfOthers([...rows.values()], 'me').keys()]).toEqual(['tablet']);
    expect(sent).toEqual([[2, false]]);
    rows.set(kept[0]!.requestId, { ...kept[0]!, carried: true });
    expect(await run()).toBe('idle');
    expect(sent[1]).toEqual([1, true]);
  });

  it('is cut in pieces where a batch is too large, so that one does not refuse its neighbours', async () => {
    const large: EnvelopeReply = { kind: 'problem', status: 413, code: 'report.too-large', detail: 'x' };
    const { sent, run, states } = device(
      [1, 2].map((number) => keptEnvelope(envelope(number))),
      [large, large, allTaken],
    );
    expect(await run()).toBe('idle');
    expect(sent.map(([count]) => count)).toEqual([2, 1, 1]);
    expect(states()).toEqual(['refused', 'received']);
  });
});
