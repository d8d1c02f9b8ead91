import { knownTopic } from '../check-records.js';
import type { LogStore } from './log-store.js';

/** Records looked at in one turn of the event loop. */
const SLICE_RECORDS = 500;
const DAY_MS = 24 * 60 * 60_000;

export interface CompactOptions {
  nowMillis: number;
  /** Instead of every topic's own retention. */
  retentionMs?: number | undefined;
  stopping: AbortSignal;
}

/**
 * Drops what the topic's settings let go. Offsets stay as they are. Removal goes upwards, so that an interrupted run
 * never leaves a key's old value standing without the tombstone that removed it.
 */
export async function compactTopic(store: LogStore, topic: string, options: CompactOptions): Promise<void> {
  const { cleanup, retentionDays = 0 } = knownTopic(topic);
  if (cleanup === 'keep') return;
  const cutoff = options.nowMillis - (options.retentionMs ?? retentionDays * DAY_MS);
  const old = await oldRecords(store, topic, cutoff, cleanup === 'compact', options.stopping);
  for (let start = 0; start < old.length && !options.stopping.aborted; start += SLICE_RECORDS) {
    await store.remove(topic, old.slice(start, start + SLICE_RECORDS));
  }
}

/** Offsets, upwards, of what may go: everything older than the cutoff, or of that what a later record supersedes. */
async function oldRecords(
  store: LogStore,
  topic: string,
  cutoff: number,
  keepLatest: boolean,
  stopping: AbortSignal,
): Promise<number[]> {
  const latest = new Map<string, number>();
  const candidates: { offset: number; key: string; isTombstone: boolean }[] = [];
  let position = 0;
  while (!stopping.aborted) {
    const heads = store.heads(topic, position, SLICE_RECORDS);
    for (const { offset, head } of heads) {
      const isOld = head.appendedAtMillis < cutoff;
      if (!keepLatest && !isOld) return candidates.map((candidate) => candidate.offset);
      if (keepLatest) latest.set(head.key, offset);
      if (isOld) candidates.push({ offset, key: keepLatest ? head.key : '', isTombstone: head.isTombstone });
    }
    const last = heads.at(-1);
    if (!last || heads.length < SLICE_RECORDS) break;
    position = last.offset + 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (stopping.aborted) return [];
  return candidates
    .filter(({ offset, key, isTombstone }) => !keepLatest || isTombstone || latest.get(key) !== offset)
    .map((candidate) => candidate.offset);
}
