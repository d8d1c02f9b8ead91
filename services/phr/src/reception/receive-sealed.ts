import {
  HubError,
  jsonPointer,
  millisOf,
  SealedEnvelope,
  type FeatureId,
  type Instant,
  type SealedReceipt,
  type SealedRefusal,
} from '@hinomi/contracts';
import { RefusedRecord } from '../care/refused-record.js';
import type { ReceiveRecord } from '../care/receive-record.js';
import { keyedHash, sameHash } from '../keys/keyed-hash.js';
import type { RealmVault } from '../vault/realm-vault.js';
import type { Actor, VaultChange } from '../vault/vault-change.js';
import { openEnvelope, type OpenedForm } from './open-envelope.js';

/** Who hands envelopes in: what they wrote themselves or, `carried`, what others did. */
export interface Carrier {
  who: Actor;
  carried: boolean;
}

/** Where an envelope belongs; decided before anything of it is opened. */
export interface Destination {
  vault: RealmVault;
  disaster: string;
  /** As it is known by now. */
  shelter: FeatureId;
}

type Judged =
  { outcome: 'accepted' | 'duplicates'; requestId: string } | { outcome: 'refused'; refusal: SealedRefusal };

/** What becomes of one envelope; `size` in bytes as it came, for the log. */
export interface Told {
  code: string;
  place: string;
  size: number;
}

/** Sealed forms come in: each opened, understood and kept with all that follows in one change, or refused by itself. */
export class ReceiveSealed {
  constructor(private readonly receiving: ReceiveRecord) {}

  /**
   * `destinationOf` throws what speaks against a shelter. What is wrong here, and not with an envelope, is neither accepted nor
   * refused (`later`), and whoever sent it keeps it; a retryable error ends the batch, of which all is sent again.
   */
  async receive(
    { who, carried }: Carrier,
    envelopes: readonly unknown[],
    receivedAt: Instant,
    destinationOf: (shelter: FeatureId) => Destination,
  ): Promise<{ receipt: SealedReceipt; told: Told[]; later: HubError[] }> {
    const receipt: SealedReceipt = { receivedAt, accepted: [], duplicates: [], refused: [] };
    const told: Told[] = [];
    const later: HubError[] = [];
    for (const [index, each] of envelopes.entries()) {
      try {
        const judged = await this.one({ who, carried }, each, index, receivedAt, destinationOf);
        if (judged.outcome !== 'refused') {
          receipt[judged.outcome].push(judged.requestId);
          continue;
        }
        receipt.refused.push(judged.refusal);
        const { code, place } = judged.refusal;
        told.push({ code, place: place?.path ?? '', size: JSON.stringify(each).length });
      } catch (error) {
        if (!(error instanceof HubError) || error.retryable) throw error;
        later.push(error);
      }
    }
    return { receipt, told, later };
  }

  private async one(
    { who, carried }: Carrier,
    given: unknown,
    index: number,
    receivedAt: Instant,
    destinationOf: (shelter: FeatureId) => Destination,
  ): Promise<Judged> {
    const read = SealedEnvelope.safeParse(given);
    if (!read.success) return { outcome: 'refused', refusal: misshapen(read.error.issues[0], index) };
    const envelope = read.data;
    try {
      const { author } = envelope;
      if (!carried && author !== null && author.subject !== who.actor) {
        throw new HubError('envelope.other-author', 'Somebody else wrote this: they send it, or it is handed over.', {
          place: { path: '/author' },
        });
      }
      const destination = destinationOf(envelope.shelter);
      const opened = await openEnvelope(destination.vault, envelope);
      const outcome = await this.keep(destination, who, envelope, opened, receivedAt);
      return { outcome, requestId: envelope.requestId };
    } catch (error) {
      // What the vault itself is in no state for is not the envelope's fault.
      if (!(error instanceof HubError) || error.retryable || error.code.startsWith('vault.')) throw error;
      return { outcome: 'refused', refusal: refusalOf(error, envelope.requestId, index) };
    }
  }

  private async keep(
    { vault, disaster, shelter }: Destination,
    who: Actor,
    envelope: SealedEnvelope,
    { form, bytes }: OpenedForm,
    receivedAt: Instant,
  ): Promise<'accepted' | 'duplicates'> {
    const { format, legalGround, consentText } = form;
    const { record } = this.receiving.admit({ format, legalGround }, bytes);
    const sending = { format, shelter, legalGround, disaster, ...(consentText !== undefined && { consentText }) };
    const { author, sealedAt } = envelope;
    const takenAt = millisOf(sealedAt) < millisOf(receivedAt) ? sealedAt : receivedAt;
    const taken = { takenAt, ...(author !== null && author.subject !== who.actor && { author: author.subject }) };
    return vault.change(async (change) => {
      const [hash, content] = hashesOf(change, envelope);
      const known = await contentOf(change, hash);
      if (known !== null) {
        if (sameHash(known, content)) return 'duplicates';
        throw new HubError('record.repeated', 'Another envelope was received under this requestId.');
      }
      await this.receiving.keep(change, who, sending, record, taken);
      await change.rows.query(`INSERT INTO ${change.schema}.envelopes (hash, content) VALUES ($1, $2)`, [
        hash,
        content,
      ]);
      return 'accepted';
    });
  }
}

/** Under which name an envelope is remembered, and that it is the same one. */
function hashesOf(change: VaultChange, { device, requestId, enc, data }: SealedEnvelope): [Buffer, Buffer] {
  const key = change.keys.requests;
  return [keyedHash(key, ['envelope', device, requestId]), keyedHash(key, ['envelope content', enc, data])];
}

async function contentOf(change: VaultChange, hash: Buffer): Promise<Buffer | null> {
  const [found] = await change.rows.query<{ content: Buffer }[]>(
    `SELECT content FROM ${change.schema}.envelopes WHERE hash = $1`,
    [hash],
  );
  return found?.content ?? null;
}

function misshapen(issue: { path: PropertyKey[] } | undefined, index: number): SealedRefusal {
  const detail = 'This is no sealed envelope.';
  return {
    index,
    requestId: null,
    code: 'envelope.invalid',
    detail,
    place: placeIn(index, jsonPointer(issue?.path ?? [])),
  };
}

function refusalOf(error: HubError, requestId: string, index: number): SealedRefusal {
  // The finding's place is one of the document inside.
  const inside = error instanceof RefusedRecord;
  const path = error.place?.path ?? '';
  const place = inside ? { path } : placeIn(index, path);
  return { index, requestId, code: error.code, detail: error.message, place };
}

function placeIn(index: number, path: string): { path: string } {
  return { path: `/envelopes/${index}${path === '' || path.startsWith('/') ? path : `/${path}`}` };
}
