import { RECEPTION_SUITE, type ReceptionForm, type ReceptionKey, type SealedEnvelope } from '@hinomi/contracts';
import { Shelf } from '../shelf.js';
import type { SealedRows } from '../vault/sealed-rows.js';
import { keptEnvelope, type KeptEnvelope } from './envelope-queue.js';

interface KeptKey {
  key: ReceptionKey;
  fetchedAtMs: number;
}

/** A key that was made anew is known within this; the old one is good for months. */
const ASK_AGAIN_MS = 60 * 60_000;
/** Received ones that are still listed; of them nothing is left but that they were. */
const RECEIVED_KEPT = 30;

const realmOf = (exercise: string | null): 'real' | 'drill' => (exercise === null ? 'real' : 'drill');

/** Sealed forms of this device, and the vault's public keys. Nothing that could be read is ever written. */
export class EnvelopeStore {
  private readonly envelopes: Shelf<KeptEnvelope>;
  private readonly keys: Shelf<KeptKey>;

  constructor(rows: SealedRows) {
    this.envelopes = new Shelf(rows, 'envelope/');
    this.keys = new Shelf(rows, 'reception-key/');
  }

  all(): Promise<KeptEnvelope[]> {
    return this.envelopes.all();
  }

  /** Null where the hub was not reached in time to tell one. */
  async key(exercise: string | null, nowMs: number): Promise<ReceptionKey | null> {
    const kept = await this.keys.get(realmOf(exercise));
    return kept !== undefined && nowMs < Date.parse(kept.key.sealUntil) ? kept.key : null;
  }

  /** Asks for the key while there is a network, so that a form can be taken when there is none. */
  async renewKey(exercise: string | null, nowMs: number, ask: () => Promise<unknown>): Promise<void> {
    const kept = await this.keys.get(realmOf(exercise));
    if (kept !== undefined && Math.abs(nowMs - kept.fetchedAtMs) < ASK_AGAIN_MS) return;
    const key = await ask();
    // A portal of some wireless network answers 200 to everything.
    if (isKey(key, realmOf(exercise))) await this.keys.put(key.realm, { key, fetchedAtMs: nowMs });
  }

  /** Seals all of a person's forms first and writes then; resolves when their envelopes are on the disk. */
  async seal(
    forms: readonly ReceptionForm[],
    key: ReceptionKey,
    about: () => Omit<SealedEnvelope, 'keyId' | 'enc' | 'data'>,
  ): Promise<void> {
    const { sealForm } = await import('./seal-form.js');
    const sealed = await Promise.all(forms.map(async (form) => keptEnvelope(await sealForm(form, key, about()))));
    for (const entry of sealed) await this.envelopes.put(entry.requestId, entry);
  }

  async settle(changed: readonly KeptEnvelope[]): Promise<void> {
    for (const entry of changed) await this.envelopes.put(entry.requestId, entry);
    const received = (await this.all())
      .filter(({ state }) => state === 'received')
      .sort((a, b) => (a.requestId < b.requestId ? 1 : -1));
    await this.envelopes.remove(...received.slice(RECEIVED_KEPT).map(({ requestId }) => requestId));
  }

  /** Whoever is signed in now hands in what this author wrote; both names stand with it. */
  async handOver(author: string): Promise<void> {
    for (const entry of await this.all()) {
      if (entry.state === 'waiting' && entry.author?.subject === author) {
        await this.envelopes.put(entry.requestId, { ...entry, carried: true });
      }
    }
  }

  /** One that was refused is sent once more, as it is. */
  async tryAgain(requestId: string): Promise<void> {
    const entry = await this.envelopes.get(requestId);
    if (entry?.state === 'refused') await this.envelopes.put(requestId, { ...entry, state: 'waiting', refusal: null });
  }

  remove(requestId: string): Promise<void> {
    return this.envelopes.remove(requestId);
  }
}

function isKey(value: unknown, realm: string): value is ReceptionKey {
  const key = (value ?? {}) as Partial<ReceptionKey>;
  return (
    key.suite === RECEPTION_SUITE &&
    key.realm === realm &&
    typeof key.keyId === 'string' &&
    typeof key.publicKey === 'string' &&
    typeof key.sealUntil === 'string'
  );
}
