import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ALL_TOPIC_NAMES, HubError, type LogRecord } from '@hinomi/contracts';
import { open, type Database, type RootDatabase } from 'lmdb';
import { knownTopic } from '../check-records.js';
import type { LogReader, TopicPosition } from '../event-log.js';
import { LOG_FILE, MOST_TOPICS, type TopicEnd } from './log-store.js';
import { readSlice } from './read-slice.js';

const READ_RECORDS = 256;

/**
 * Reads the embedded log of a folder beside the process that writes it: lmdb lets readers look at what is synced without either
 * side waiting for the other. `log.unavailable` where there is none.
 */
export async function readEmbeddedLog(dir: string): Promise<LogReader> {
  const file = join(dir, LOG_FILE);
  if (!existsSync(file)) throw new HubError('log.unavailable', `There is no log in ${dir}.`);
  const root = open<unknown, string>({ path: file, noSubdir: true, maxDbs: MOST_TOPICS, readOnly: true });
  try {
    return new EmbeddedLogReader(root);
  } catch (cause) {
    await root.close();
    throw new HubError('log.unavailable', `The log in ${dir} cannot be read.`, { cause });
  }
}

class EmbeddedLogReader implements LogReader {
  readonly logId: string;
  private readonly meta: Database<unknown, string>;
  private readonly topics: ReadonlyMap<string, Database<Buffer, number> | undefined>;

  constructor(private readonly root: RootDatabase<unknown, string>) {
    this.meta = root.openDB<unknown, string>('meta', {});
    this.logId = this.meta.get('log-id') as string;
    this.topics = new Map(
      // Of a topic that came with a later version than the writer's there is nothing.
      ALL_TOPIC_NAMES.map((topic) => [topic, root.openDB<Buffer, number>(`topic/${topic}`, { encoding: 'binary' })]),
    );
  }

  async end(topic: string): Promise<TopicPosition> {
    knownTopic(topic);
    return [(this.meta.get(`end/${topic}`) as TopicEnd | undefined)?.end ?? 0];
  }

  async *read(topic: string, from: TopicPosition): AsyncGenerator<LogRecord> {
    const [end = 0] = await this.end(topic);
    const stored = this.topics.get(topic);
    let position = from[0] ?? 0;
    while (stored !== undefined && position < end) {
      const { records, next } = readSlice(stored, topic, position, end, READ_RECORDS);
      yield* records;
      position = next;
      await nextTurn();
    }
  }

  async close(): Promise<void> {
    await this.root.close();
  }
}
