import {
  encodeAttributes,
  HubError,
  RAW_PART_BYTES,
  RawHeaders,
  decodeAttributes,
  rawId,
  REPORT_RECEIVED_TYPE,
  sha256Hex,
  traceIdOf,
  type EventId,
  type FeedFormat,
  type Instant,
  type LogRecord,
  type NewRecord,
  type RunId,
  type SourceId,
} from '@hinomi/contracts';

/** Bytes as they came in, with what was known about them at the first byte. */
export interface RawReport {
  rawId: EventId;
  source: SourceId;
  format: FeedFormat;
  bytes: Uint8Array;
  receivedAt: Instant;
  exercise: RunId | null;
  trace: string;
  /** The feed's own name for it (an Atom entry's id), so that a restart does not fetch it again. */
  entry: string | null;
}

/** `trace`: of whoever sent the bytes; without it the bytes' own, the same whenever they are read again. */
export function rawReport(received: Omit<RawReport, 'rawId' | 'trace'> & { trace?: string | null }): RawReport {
  const id = rawId(received.source, received.receivedAt, received.bytes);
  return { ...received, rawId: id, trace: received.trace ?? traceIdOf(id) };
}

/** One record, or numbered parts of one id when the bytes do not fit one event. `more`: headers beside its own. */
export function encodeRaw(raw: RawReport, more: Readonly<Record<string, string>> = {}): NewRecord[] {
  const { bytes } = raw;
  const parts = Math.max(1, Math.ceil(bytes.length / RAW_PART_BYTES));
  const attributes = encodeAttributes(REPORT_RECEIVED_TYPE, {
    id: raw.rawId,
    source: raw.source,
    subject: raw.rawId,
    time: raw.receivedAt,
    exercise: raw.exercise,
    trace: raw.trace,
  });
  const sha256 = sha256Hex(bytes);
  return Array.from({ length: parts }, (_, index) => ({
    key: raw.source,
    value: bytes.subarray(index * RAW_PART_BYTES, (index + 1) * RAW_PART_BYTES),
    headers: {
      ...attributes,
      'content-type': 'application/octet-stream',
      format: raw.format,
      sha256,
      part: String(index + 1),
      parts: String(parts),
      ...more,
      ...(raw.entry === null ? {} : { entry: raw.entry }),
    },
  }));
}

export interface AssembledRaw {
  raw: RawReport;
  /** Where its parts are. */
  at: { partition: number; offset: number }[];
}

/** Puts raw records together again. What stays incomplete was cut off by a crash and was never acknowledged. */
export class RawAssembler {
  private readonly waiting = new Map<EventId, { parts: (Uint8Array | undefined)[]; at: AssembledRaw['at'] }>();

  /** The report whose last missing part this record is; null while parts are missing. */
  add(record: LogRecord): AssembledRaw | null {
    const attributes = decodeAttributes(record);
    const headers = RawHeaders.safeParse(record.headers);
    if (attributes.type !== REPORT_RECEIVED_TYPE || !headers.success || headers.data.part > headers.data.parts) {
      throw new HubError('event.invalid', `${record.topic}/${record.partition}@${record.offset} is not raw bytes`);
    }
    const { part, parts, format } = headers.data;
    const known = this.waiting.get(attributes.id) ?? { parts: new Array<undefined>(parts).fill(undefined), at: [] };
    known.parts[part - 1] = record.value ?? new Uint8Array();
    known.at.push({ partition: record.partition, offset: record.offset });
    const whole = known.parts.filter((bytes) => bytes !== undefined);
    if (whole.length < parts) {
      this.waiting.set(attributes.id, known);
      return null;
    }
    this.waiting.delete(attributes.id);
    const raw: RawReport = {
      rawId: attributes.id,
      source: record.key as SourceId,
      format,
      bytes: whole.length === 1 && whole[0] ? whole[0] : Buffer.concat(whole),
      receivedAt: attributes.time,
      exercise: attributes.exercise,
      trace: traceIdOf(attributes.trace),
      entry: record.headers['entry'] ?? null,
    };
    return { raw, at: known.at };
  }
}
