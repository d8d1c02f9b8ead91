import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { open } from 'lmdb';
import { HUB_ID, LOG_FILE, MOST_TOPICS, type TopicEnd } from './log-store.js';

const LOOK_EVERY_MS = 5;

/**
 * Copies the log of a folder as it is at one moment, beside the process that writes it. `onMoment` is told when that moment is
 * past: what is appended from then on is not in the copy.
 */
export async function copyEmbeddedLog(dir: string, toDir: string, onMoment: () => void): Promise<void> {
  const file = join(toDir, LOG_FILE);
  const root = open({ path: join(dir, LOG_FILE), noSubdir: true, maxDbs: MOST_TOPICS, readOnly: true });
  let isDone = false;
  try {
    const copying = root.backup(file, true).finally(() => (isDone = true));
    // lmdb begins its transaction before it writes the first byte.
    while (!isDone && (await sizeOf(file)) === 0) await Promise.race([copying, later(LOOK_EVERY_MS)]);
    onMoment();
    await copying;
  } finally {
    await root.close();
  }
}

/**
 * Leaves so many offsets of these topics out, in a log that nobody has open: whoever read it before it was put back may know of
 * records that are lost, and no number they know is ever given to another one. Among hubs it is another one from now on: what others had
 * from it, and it lost, they tell it again.
 */
export async function skipAhead(dir: string, topics: readonly string[], by: number): Promise<void> {
  const root = open({ path: join(dir, LOG_FILE), noSubdir: true, maxDbs: MOST_TOPICS, overlappingSync: false });
  try {
    const meta = root.openDB<unknown, string>('meta', {});
    await root.transaction(() => {
      for (const topic of topics) {
        const { end, lastMillis } = (meta.get(`end/${topic}`) as TopicEnd | undefined) ?? { end: 0, lastMillis: 0 };
        void meta.put(`end/${topic}`, { end: end + by, lastMillis });
      }
      void meta.put(HUB_ID, randomUUID());
    });
  } finally {
    await root.close();
  }
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}
