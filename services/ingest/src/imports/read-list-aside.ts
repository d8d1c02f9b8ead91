import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import {
  contentDigest,
  encodeEvent,
  HubError,
  type DatasetId,
  type DatasetListedV1,
  type ErrorCode,
  type EventId,
  type InputPlace,
  type Instant,
  type NewRecord,
  type SourceId,
  type ThingReportedV1,
} from '@hinomi/contracts';
import { readShelterList, type ListQuestion, type ShelterList } from '@hinomi/formats';
import { normaliseTable } from '../normalise/normalise-table.js';
import { contractOf } from '../receive/ingest-events.js';

export interface ListTask {
  importId: string;
  bytes: Uint8Array;
  question: ListQuestion;
  /** The moment that the list describes. */
  listedAt: Instant;
  /** Of these the digests are wanted too, to tell what would change; a digest is a third of the work of a row. */
  compared: ReadonlySet<DatasetId>;
  /** Where the datasets go, one by one as they are asked for; absent = only their digests are wanted, in the answer. */
  datasets?: MessagePort;
}

/** Row key → digest; empty where it was not wanted. */
export type RowDigests = Readonly<Record<string, string>>;

export interface DigestedDataset {
  dataset: DatasetId;
  municipality: string | null;
  rows: RowDigests;
}

/** A dataset as it goes on the log: its rows' reports by key, then what it lists. */
export interface EncodedDataset {
  dataset: DatasetId;
  municipality: string | null;
  reports: { key: string; subject: string; digest: string; record: NewRecord }[];
  listings: { record: NewRecord; listed: DatasetListedV1 }[];
}

export type ListAnswer =
  | { read: true; preview: ShelterList['preview']; unlocated: ShelterList['unlocated']; datasets: DigestedDataset[] }
  | { read: false; code: ErrorCode; message: string; place?: InputPlace };

/** What the reading thread does with one list. */
export default async function readListAside(task: ListTask): Promise<ListAnswer> {
  try {
    const list = readShelterList(task.bytes, task.question);
    const digested: DigestedDataset[] = [];
    let taken: Promise<unknown> | null = null;
    for (const one of list.datasets) {
      const dataset = one.dataset as DatasetId;
      if (task.datasets === undefined && !task.compared.has(dataset)) {
        const rows = Object.fromEntries(one.rows.map(({ key }) => [key, '']));
        digested.push({ dataset, municipality: one.municipality, rows });
        continue;
      }
      const encoded = encodeDataset(one, list, task);
      if (task.datasets === undefined) {
        const rows = Object.fromEntries(encoded.reports.map(({ key, digest }) => [key, digest]));
        digested.push({ dataset: encoded.dataset, municipality: one.municipality, rows });
        continue;
      }
      // One ahead of what is asked for, so that a nation does not wait in memory.
      await taken;
      task.datasets.postMessage(encoded);
      taken = once(task.datasets, 'message');
    }
    await taken;
    task.datasets?.postMessage(null);
    return { read: true, preview: list.preview, unlocated: list.unlocated, datasets: digested };
  } catch (error) {
    if (!(error instanceof HubError)) return { read: false, code: 'internal', message: String(error) };
    const { code, message, place } = error;
    return { read: false, code, message, ...(place && { place }) };
  } finally {
    task.datasets?.close();
  }
}

function encodeDataset(
  { dataset, municipality, rows }: ShelterList['datasets'][number],
  { source, mapping }: ShelterList,
  { importId, listedAt, datasets }: ListTask,
): EncodedDataset {
  const { id, agency, attribution, rank } = source;
  const rawId = `import:${importId}` as EventId;
  const events = normaliseTable({ dataset, listedAt, sentAt: listedAt, agency, attribution, rows }, mapping, {
    source: { id: id as SourceId, attribution, ...(rank !== undefined && { rank }) },
    exercise: null,
    rawId,
    trace: contentDigest([rawId]).padEnd(32, '0'),
    receivedAt: listedAt,
  });
  const encoded: EncodedDataset = { dataset: dataset as DatasetId, municipality, reports: [], listings: [] };
  const none: NewRecord = { key: '', value: null, headers: {} };
  for (const event of events) {
    const record = datasets === undefined ? none : encodeEvent(contractOf(event), event);
    if (event.type === 'dataset.listed.v1') {
      encoded.listings.push({ record, listed: event.data as DatasetListedV1 });
      continue;
    }
    const { subject, order } = event.data as ThingReportedV1;
    encoded.reports.push({ key: subject.slice(dataset.length + 1), subject, digest: order.digest, record });
  }
  return encoded;
}
