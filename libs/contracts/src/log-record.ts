import type { Instant } from './instant.js';

/** What is appended to the log. `value: null` is a tombstone: it removes the key from a compacted topic. */
export interface NewRecord {
  key: string;
  value: Uint8Array | null;
  headers: Readonly<Record<string, string>>;
}

/** What is read from the log. `offset` counts from 0 per partition; `appendedAt` never goes back within a partition. */
export interface LogRecord extends NewRecord {
  topic: string;
  partition: number;
  offset: number;
  appendedAt: Instant;
}
