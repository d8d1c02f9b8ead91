import { z } from 'zod';
import { HubError } from '../errors/hub-error.js';
import type { LogRecord, NewRecord } from '../log-record.js';

const TYPE = 'writer.alive.v1';

/** A sign of life of the picture's active writer, on `writers`; standbys take over when there is none. */
export const WriterHeartbeat = z.strictObject({
  /** Names the process, for people and for itself. */
  writer: z.string().min(1),
  /** The offset of its claim. */
  epoch: z.number().int().nonnegative(),
  /** The last one: it stops in good order and does not wait to be missed. */
  resigned: z.boolean(),
});
export type WriterHeartbeat = z.infer<typeof WriterHeartbeat>;

/** All of one realm have one key, so that compaction keeps the newest. */
export function encodeHeartbeat(heartbeat: WriterHeartbeat): NewRecord {
  return {
    key: 'writer',
    value: new TextEncoder().encode(JSON.stringify(heartbeat)),
    headers: { ce_type: TYPE },
  };
}

/** `event.invalid` for a record that is none. */
export function readHeartbeat(record: LogRecord): WriterHeartbeat {
  try {
    return WriterHeartbeat.parse(JSON.parse(new TextDecoder().decode(record.value ?? new Uint8Array())));
  } catch (cause) {
    throw new HubError('event.invalid', `${record.topic}@${record.offset} is not a sign of life`, { cause });
  }
}
