import type { FeedFormat, Instant } from '@hinomi/contracts';
import { decideDocument } from './decide-document.js';
import type { WantedDocument } from './decide-entries.js';
import type { GetAnswer } from './http-get.js';

/** A document listed but not handed on yet, with what was tried. */
export interface WaitingDocument extends WantedDocument {
  attempts: number;
  /** How often something came that was not the document. */
  wrong: number;
}

export interface FetchedDocument {
  name: string;
  entryId: string;
  bytes: Uint8Array;
  /** Orders the batch; from the document, else from the list. */
  sentAt: Instant | null;
}

export interface FetchedBatch {
  fetched: FetchedDocument[];
  /** One sentence for each document that did not come. */
  troubles: string[];
}

/** Polite to one host, and enough to read a day of telegrams in a minute. */
const PARALLEL = 4;

/** A batch is held in memory to be put in order. */
const BATCH_DOCUMENTS = 200;
const BATCH_BYTES = 32 * 1024 * 1024;

/** A wrong document that keeps coming is evidence: the third time it is handed on, to end in quarantine. */
export const WRONG_LIMIT = 3;

/**
 * Takes documents off the queue and fetches them, a few at a time, until the batch is full. One that stalls, fails or
 * lies is a trouble and nothing more.
 */
export async function fetchBatch(
  queue: WaitingDocument[],
  format: FeedFormat,
  get: (document: WaitingDocument) => Promise<GetAnswer>,
): Promise<FetchedBatch> {
  const batch: FetchedBatch = { fetched: [], troubles: [] };
  let [taken, held] = [0, 0];
  const work = async (): Promise<void> => {
    while (taken < BATCH_DOCUMENTS && held < BATCH_BYTES) {
      const document = queue.shift();
      if (!document) return;
      taken += 1;
      document.attempts += 1;
      const answer = document.bytes === null ? await get(document) : embedded(document.bytes);
      if (answer.outcome !== 'fetched') {
        batch.troubles.push(`${document.url.href}: ${answer.outcome === 'failed' ? answer.reason : answer.outcome}`);
        continue;
      }
      const look = decideDocument(format, answer.bytes);
      if (look.looks === 'wrong') {
        document.wrong += 1;
        batch.troubles.push(`${document.url.href}: ${look.reason}`);
        if (document.wrong < WRONG_LIMIT) continue;
      }
      held += answer.bytes.length;
      const sentAt = look.looks === 'whole' ? look.sentAt : null;
      const { name, entryId } = document;
      batch.fetched.push({ name, entryId, bytes: answer.bytes, sentAt: sentAt ?? document.updated });
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  return batch;
}

function embedded(bytes: Uint8Array): GetAnswer {
  return { outcome: 'fetched', bytes, validators: { etag: null, lastModified: null } };
}

/** In order of sending (hazard-feeds 1); what has no time comes first, so that it cannot hide something newer. */
export function inOrderOfSending(documents: readonly FetchedDocument[]): FetchedDocument[] {
  return [...documents].sort(
    (a, b) => compareText(a.sentAt ?? '', b.sentAt ?? '') || compareText(a.entryId, b.entryId),
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
