import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

interface KafkaJsDecoder {
  readInt16(): number;
  readInt32(): number;
  readInt64(): { toString(): string };
  readString(): string;
  readBytes(length: number): Buffer;
  readArray<T>(item: (decoder: KafkaJsDecoder) => T): T[];
  readArrayAsync<T>(item: (decoder: KafkaJsDecoder) => Promise<T>): Promise<T[]>;
  canReadBytes(length: number): boolean;
}

interface RecordBatch {
  firstOffset: string;
  lastOffsetDelta: number;
  records: FetchedMessage[];
}

/** A record as kafkajs decodes it. */
export interface FetchedMessage {
  offset: string;
  timestamp: string;
  key: Buffer | null;
  value: Buffer | null;
  headers: Record<string, Buffer | string | (Buffer | string)[] | undefined>;
  isControlRecord: boolean;
}

interface FetchCall {
  request: unknown;
  requestTimeout: number;
  response: { decode(rawData: Buffer): Promise<unknown>; parse(data: unknown): unknown };
}

type FetchVersion = (options: unknown) => FetchCall;

const Decoder = require('kafkajs/src/protocol/decoder') as new (bytes: Buffer) => KafkaJsDecoder;
const decodeRecordBatch = require('kafkajs/src/protocol/recordBatch/v0/decoder') as (
  decoder: KafkaJsDecoder,
) => Promise<RecordBatch>;
const { requests } = require('kafkajs/src/protocol/requests') as {
  requests: { Fetch: { versions: readonly (string | number)[]; protocol(of: { version: number }): FetchVersion } };
};

/** Fetch 11 is spoken by Kafka 2.3 to 4.x; one version means one answer to read. */
const FETCH_VERSION = 11;
/** Bytes of a record batch before its records begin. */
const BATCH_OVERHEAD = 49;
/** kafkajs allows a fetch 100 ms over its waiting time, which a busy machine exceeds. */
const GRACE_MS = 10_000;

/**
 * @NOTE Compaction leaves empty batches of an idempotent producer behind. kafkajs decodes them to nothing, learns no
 * offset from them and asks for the same one for ever. Here each batch's end shows as a control record, which kafkajs
 * steps over.
 */
export function repairFetch(): void {
  const { protocol } = requests.Fetch;
  requests.Fetch = {
    versions: [FETCH_VERSION],
    protocol: () => (options) => {
      const call = protocol({ version: FETCH_VERSION })(options);
      const response = { ...call.response, decode: decodeFetchResponse };
      return { ...call, response, requestTimeout: call.requestTimeout + GRACE_MS };
    },
  };
}

async function decodeFetchResponse(rawData: Buffer): Promise<unknown> {
  const decoder = new Decoder(rawData);
  return {
    clientSideThrottleTime: decoder.readInt32(),
    throttleTime: 0,
    errorCode: decoder.readInt16(),
    sessionId: decoder.readInt32(),
    responses: await decoder.readArrayAsync(async (topic) => ({
      topicName: topic.readString(),
      partitions: await topic.readArrayAsync(decodePartition),
    })),
  };
}

async function decodePartition(decoder: KafkaJsDecoder): Promise<unknown> {
  return {
    partition: decoder.readInt32(),
    errorCode: decoder.readInt16(),
    highWatermark: decoder.readInt64().toString(),
    lastStableOffset: decoder.readInt64().toString(),
    lastStartOffset: decoder.readInt64().toString(),
    abortedTransactions: decoder.readArray((each) => ({
      producerId: each.readInt64().toString(),
      firstOffset: each.readInt64().toString(),
    })),
    preferredReadReplica: decoder.readInt32(),
    messages: await decodeBatches(decoder),
  };
}

async function decodeBatches(decoder: KafkaJsDecoder): Promise<FetchedMessage[]> {
  const length = decoder.readInt32();
  if (length <= 0 || !decoder.canReadBytes(length)) return [];
  const batches = new Decoder(decoder.readBytes(length));
  const messages: FetchedMessage[] = [];
  while (batches.canReadBytes(BATCH_OVERHEAD)) {
    const batch = await decodeRecordBatch(batches).catch((error: Error) => {
      // The last batch of an answer may be cut off; it comes whole with the next one.
      if (error.name === 'KafkaJSPartialMessageError') return null;
      throw error;
    });
    if (!batch) break;
    for (const record of batch.records) messages.push(record);
    const { records, ...batchContext } = batch;
    const last = String(BigInt(batch.firstOffset) + BigInt(batch.lastOffsetDelta));
    if (records.at(-1)?.offset !== last) messages.push(batchEnd(last, batchContext));
  }
  return messages;
}

function batchEnd(offset: string, batchContext: object): FetchedMessage {
  const nothing = { timestamp: '0', key: null, value: null, headers: {} };
  return Object.assign({ offset, ...nothing, isControlRecord: true }, { batchContext });
}
