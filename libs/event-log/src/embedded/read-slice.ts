import type { LogRecord } from '@hinomi/contracts';
import type { Database } from 'lmdb';
import { decodeRecord } from './record-codec.js';

/** Part of a topic; `next` is where to go on, past the gaps that compaction left. */
export interface Slice {
  records: LogRecord[];
  next: number;
}

export const MAX_BYTES_PER_SLICE = 4 * 1024 * 1024;

/** Up to so many records of a topic, or some megabytes of them, before `end`. */
export function readSlice(
  stored: Database<Buffer, number>,
  topic: string,
  from: number,
  end: number,
  maxRecords: number,
): Slice {
  const records: LogRecord[] = [];
  let bytes = 0;
  for (const { key: offset, value } of stored.getRange({ start: from, end, limit: maxRecords })) {
    records.push(decodeRecord(topic, offset, value));
    bytes += value.byteLength;
    if (bytes >= MAX_BYTES_PER_SLICE) return { records, next: offset + 1 };
  }
  const last = records.at(-1);
  return { records, next: last && records.length === maxRecords ? last.offset + 1 : Math.max(from, end) };
}
