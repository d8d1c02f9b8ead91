import { z } from 'zod';
import { HubError } from '../errors/hub-error.js';
import type { LogRecord, NewRecord } from '../log-record.js';

const TYPE = 'writer.standpoint.v1';
const Offset = z.number().int().nonnegative();

/**
 * A moment at which a picture's writer had nothing on its way: every record of `picture` before this offset together says what
 * follows from the inputs before these positions. On `writers`, so that whoever reads the log can check the one against the other.
 */
export const Standpoint = z.strictObject({
  /** The offset of the writer's claim. */
  epoch: Offset,
  picture: Offset,
  /** Per input topic, the next offset of each partition; a missing topic or partition = nothing of it yet. */
  inputs: z.record(z.string(), z.array(Offset)),
  /** Sensors whose newest readings were still to be written: there are thousands, and they never all rest. */
  sensorsOwed: z.number().int().nonnegative(),
});
export type Standpoint = z.infer<typeof Standpoint>;

/** All of one realm have one key, so that compaction keeps the newest. */
export function encodeStandpoint(standpoint: Standpoint): NewRecord {
  return {
    key: 'standpoint',
    value: new TextEncoder().encode(JSON.stringify(standpoint)),
    headers: { ce_type: TYPE },
  };
}

export function isStandpoint({ headers }: LogRecord): boolean {
  return headers['ce_type'] === TYPE;
}

/** Null for another record of `writers`; `event.invalid` for a standpoint that cannot be read. */
export function readStandpoint(record: LogRecord): Standpoint | null {
  if (!isStandpoint(record)) return null;
  try {
    return Standpoint.parse(JSON.parse(new TextDecoder().decode(record.value ?? new Uint8Array())));
  } catch (cause) {
    throw new HubError('event.invalid', `${record.topic}@${record.offset} is no standpoint`, { cause });
  }
}
