import { instantFromMillis, type LogRecord } from '@hinomi/contracts';
import type { FetchedMessage } from './kafkajs-fetch.js';
import type { InnerBroker } from './kafkajs-internals.js';

const MAX_BYTES = 16 * 1024 * 1024;
/** More than one record at its largest, so every answer brings something. */
const MAX_PARTITION_BYTES = 2 * 1024 * 1024;
/** Nothing here is transactional; records are visible once they are replicated. */
const READ_UNCOMMITTED = 0;

export interface FetchedPartition {
  partition: number;
  records: LogRecord[];
  /** Where to go on. */
  next: number;
}

/** What partitions of one leader have from their positions on; waits up to `maxWaitMs` when that is nothing. */
export async function fetchRecords(
  broker: InnerBroker,
  topic: string,
  positions: ReadonlyMap<number, number>,
  maxWaitMs: number,
): Promise<FetchedPartition[]> {
  const { responses } = await broker.fetch({
    maxWaitTime: maxWaitMs,
    minBytes: 1,
    maxBytes: MAX_BYTES,
    isolationLevel: READ_UNCOMMITTED,
    topics: [
      {
        topic,
        partitions: Array.from(positions, ([partition, position]) => ({
          partition,
          fetchOffset: String(position),
          maxBytes: MAX_PARTITION_BYTES,
        })),
      },
    ],
  });
  return responses.flatMap(({ partitions }) =>
    partitions.map(({ partition, messages }) => {
      const position = positions.get(partition) ?? 0;
      // An answer begins with the batch that holds the position, which may begin before it.
      const wanted = messages.filter(({ offset }) => Number(offset) >= position);
      const last = wanted.at(-1);
      return {
        partition,
        records: wanted
          .filter(({ isControlRecord }) => !isControlRecord)
          .map((message) => toLogRecord(topic, partition, message)),
        next: last ? Number(last.offset) + 1 : position,
      };
    }),
  );
}

/** A Kafka message in the words of the port. */
export function toLogRecord(
  topic: string,
  partition: number,
  message: Omit<FetchedMessage, 'isControlRecord' | 'headers'> & { headers?: FetchedMessage['headers'] },
): LogRecord {
  const { key, value, headers = {}, offset, timestamp } = message;
  const texts = Object.entries(headers).map(([name, header]) => [name, headerText(header)]);
  return {
    topic,
    partition,
    offset: Number(offset),
    appendedAt: instantFromMillis(Number(timestamp)),
    key: key?.toString('utf8') ?? '',
    value: value && new Uint8Array(value.buffer, value.byteOffset, value.byteLength),
    headers: Object.fromEntries(texts),
  };
}

function headerText(header: FetchedMessage['headers'][string]): string {
  const one = Array.isArray(header) ? header[0] : header;
  return typeof one === 'string' ? one : (one?.toString('utf8') ?? '');
}
