import { instantFromMillis, type LogRecord, type NewRecord } from '@hinomi/contracts';

/*
 * One stored record: format 1, value present 0/1, append time in ms (float64), bytes of key and of headers (uint32 each),
 * then key, headers as JSON, value. All little-endian; the offset is the store's key.
 */
const FORMAT = 1;
const HEAD_BYTES = 18;

/** What is known of records before their append time is: made once, when they are handed over. */
export function encodeRecords(records: readonly NewRecord[]): Buffer[] {
  const measured = records.map(measure);
  // One piece of memory for all: each of its own is what an import of a nation would spend most on.
  const all = Buffer.allocUnsafe(measured.reduce((sum, { size }) => sum + size, 0));
  let start = 0;
  return measured.map((record) => encodeInto(all.subarray(start, (start += record.size)), record));
}

interface Measured {
  record: NewRecord;
  /** JSON; empty for none. */
  headers: string;
  keyBytes: number;
  headerBytes: number;
  /** Of all of it, in bytes. */
  size: number;
}

function measure(record: NewRecord): Measured {
  const headers = Object.keys(record.headers).length === 0 ? '' : JSON.stringify(record.headers);
  const keyBytes = Buffer.byteLength(record.key);
  const headerBytes = Buffer.byteLength(headers);
  return {
    record,
    ...{ headers, keyBytes, headerBytes },
    size: HEAD_BYTES + keyBytes + headerBytes + (record.value?.byteLength ?? 0),
  };
}

function encodeInto(bytes: Buffer, { record, headers, keyBytes, headerBytes }: Measured): Buffer {
  bytes.writeUInt8(FORMAT, 0);
  bytes.writeUInt8(record.value === null ? 0 : 1, 1);
  bytes.writeDoubleLE(0, 2);
  bytes.writeUInt32LE(keyBytes, 10);
  bytes.writeUInt32LE(headerBytes, 14);
  bytes.write(record.key, HEAD_BYTES, 'utf8');
  bytes.write(headers, HEAD_BYTES + keyBytes, 'utf8');
  if (record.value) bytes.set(record.value, HEAD_BYTES + keyBytes + headerBytes);
  return bytes;
}

export function stampRecord(bytes: Buffer, appendedAtMillis: number): void {
  bytes.writeDoubleLE(appendedAtMillis, 2);
}

/** What compaction needs to know, without the cost of the rest. */
export function readRecordHead(stored: Uint8Array): { key: string; isTombstone: boolean; appendedAtMillis: number } {
  const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength);
  return {
    key: bytes.toString('utf8', HEAD_BYTES, HEAD_BYTES + bytes.readUInt32LE(10)),
    isTombstone: bytes.readUInt8(1) === 0,
    appendedAtMillis: bytes.readDoubleLE(2),
  };
}

export function decodeRecord(topic: string, offset: number, stored: Uint8Array): LogRecord {
  const { key, isTombstone, appendedAtMillis } = readRecordHead(stored);
  const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength);
  const headersStart = HEAD_BYTES + bytes.readUInt32LE(10);
  const valueStart = headersStart + bytes.readUInt32LE(14);
  return {
    topic,
    partition: 0,
    offset,
    appendedAt: instantFromMillis(appendedAtMillis),
    key,
    value: isTombstone
      ? null
      : new Uint8Array(stored.buffer, stored.byteOffset + valueStart, stored.byteLength - valueStart),
    headers: valueStart === headersStart ? {} : JSON.parse(bytes.toString('utf8', headersStart, valueStart)),
  };
}
