import {
  ENVELOPES_PER_BATCH,
  type Instant,
  type ReportAuthor,
  type SealedEnvelope,
  type SealedReceipt,
} from '@hinomi/contracts';
import { judge, type Reply } from '../queue-decisions.js';
import { linkOf, type LinkState } from '../report-sender.js';

/** A form as this device keeps it: sealed, so that the device itself cannot read what it says. */
export interface KeptEnvelope {
  requestId: string;
  sealedAt: Instant;
  author: ReportAuthor | null;
  /** Null once the vault has it. */
  envelope: SealedEnvelope | null;
  /** `waiting`: here and nowhere else, as far as the device knows. */
  state: 'waiting' | 'received' | 'refused';
  /** By the hub's clock, from its receipt. */
  receivedAt: Instant | null;
  refusal: { code: string; detail: string } | null;
  /** Handed over: whoever is signed in sends it for its author. */
  carried: boolean;
}

export function keptEnvelope(envelope: SealedEnvelope): KeptEnvelope {
  const { requestId, sealedAt, author } = envelope;
  return { requestId, sealedAt, author, envelope, state: 'waiting', receivedAt: null, refusal: null, carried: false };
}

/** In the order they were sealed: their ids rise. */
export function waitingEnvelopes(kept: readonly KeptEnvelope[]): KeptEnvelope[] {
  return kept
    .filter(({ state, envelope }) => state === 'waiting' && envelope !== null)
    .sort((a, b) => (a.requestId < b.requestId ? -1 : 1));
}

export function maySendEnvelope({ author, carried }: KeptEnvelope, sender: string): boolean {
  return carried || author === null || author.subject === sender;
}

/** What waits for somebody else than `sender` to sign in, or to be handed over, by author. */
export function envelopesOfOthers(kept: readonly KeptEnvelope[], sender: string | null): Map<string, KeptEnvelope[]> {
  const found = new Map<string, KeptEnvelope[]>();
  for (const entry of waitingEnvelopes(kept)) {
    if (sender === null || entry.author === null || maySendEnvelope(entry, sender)) continue;
    found.set(entry.author.subject, [...(found.get(entry.author.subject) ?? []), entry]);
  }
  return found;
}

/** The next request of `sender`, without what was tried in this round. */
export function nextEnvelopes(
  kept: readonly KeptEnvelope[],
  sender: string,
  tried: ReadonlySet<string>,
  atMost: number,
): KeptEnvelope[] {
  const open = waitingEnvelopes(kept).filter((entry) => !tried.has(entry.requestId) && maySendEnvelope(entry, sender));
  return open.filter(({ carried }) => carried === open[0]?.carried).slice(0, atMost);
}

/** Of these the envelope is not at fault: where it belongs, or who may send it, can change. */
const NOT_NOW: Readonly<Record<string, LinkState>> = {
  'feature.not-found': 'unplaced',
  'access.denied': 'forbidden',
  'shelter.not-yours': 'forbidden',
  'envelope.other-author': 'others',
};

/** What the hub's receipt says of a batch: only what it names changes. What was received leaves the device. */
export function settleEnvelopes(
  batch: readonly KeptEnvelope[],
  { receivedAt, accepted, duplicates, refused }: SealedReceipt,
): { changed: KeptEnvelope[]; worst: LinkState } {
  const received = new Set([...accepted, ...duplicates]);
  let worst: LinkState = 'idle';
  const changed = batch.flatMap((entry, index): KeptEnvelope[] => {
    if (received.has(entry.requestId)) {
      return [{ ...entry, envelope: null, state: 'received', receivedAt, refusal: null }];
    }
    const refusal = refused.find((one) =>
      one.requestId === null ? one.index === index : one.requestId === entry.requestId,
    );
    const notNow = refusal === undefined ? 'troubled' : NOT_NOW[refusal.code];
    if (notNow !== undefined) worst = notNow;
    if (refusal === undefined || notNow !== undefined) return [];
    const { code, detail } = refusal;
    return [{ ...entry, state: 'refused', refusal: { code, detail } }];
  });
  return { changed, worst };
}

/** What came of sending a batch. */
export type EnvelopeReply = { kind: 'taken'; receipt: SealedReceipt } | Exclude<Reply, { kind: 'receipt' }>;

export interface EnvelopePorts {
  all: () => Promise<KeptEnvelope[]>;
  settle: (changed: readonly KeptEnvelope[]) => Promise<void>;
  /** Subject of whoever sends; or what came of asking. */
  sender: () => Promise<string | Reply>;
  send: (envelopes: SealedEnvelope[], carried: boolean) => Promise<EnvelopeReply>;
}

/** Hands in what waits, the oldest first. What was refused stays on the device, for a person to decide about. */
export async function sendEnvelopes({ all, settle, sender, send }: EnvelopePorts): Promise<LinkState> {
  if (waitingEnvelopes(await all()).length === 0) return 'idle';
  const who = await sender();
  if (typeof who !== 'string') return linkOf(judge(who, 1));
  const tried = new Set<string>();
  let atMost = ENVELOPES_PER_BATCH;
  let worst: LinkState = 'idle';
  for (;;) {
    const kept = await all();
    const batch = nextEnvelopes(kept, who, tried, atMost);
    if (batch.length === 0) {
      const isOthers = waitingEnvelopes(kept).some((entry) => !maySendEnvelope(entry, who));
      return worst === 'idle' && isOthers ? 'others' : worst;
    }
    const reply = await send(
      batch.flatMap(({ envelope }) => envelope ?? []),
      batch[0]?.carried ?? false,
    );
    if (reply.kind === 'taken') {
      const settled = settleEnvelopes(batch, reply.receipt);
      if (settled.worst !== 'idle') worst = settled.worst;
      await settle(settled.changed);
    } else {
      const verdict = judge(reply, batch.length);
      if (verdict.outcome === 'smaller') {
        atMost = Math.max(1, Math.floor(batch.length / 2));
        continue;
      }
      if (verdict.outcome !== 'refuse') return linkOf(verdict);
      const { code, detail } = verdict;
      await settle(batch.map((entry) => ({ ...entry, state: 'refused', refusal: { code, detail } })));
    }
    for (const { requestId } of batch) tried.add(requestId);
  }
}
