import { topicIn } from '@hinomi/contracts';
import type { EventLog } from '@hinomi/event-log';

/** Raw records looked at when a hub starts: several days of one prefecture's and the nation's telegrams. */
const LOOK_BACK = 4_000;

/** Which entries of polled feeds are in `raw` already, whatever became of them. */
export async function readSeenEntries(log: EventLog): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  for (const topic of [topicIn('real', 'raw'), topicIn('drill', 'raw')]) {
    const from = (await log.end(topic)).map((end) => Math.max(0, end - LOOK_BACK));
    for await (const { key, headers } of log.read(topic, from)) {
      if (headers['entry'] !== undefined) seen.add(entryKey(key, headers['entry']));
    }
  }
  return seen;
}

export function entryKey(source: string, entry: string): string {
  return `${source} ${entry}`;
}

/** The newest entry of a source; null = it has none here, or none of late. */
export function lastEntryOf(seen: ReadonlySet<string>, source: string): string | null {
  const last = [...seen].filter((key) => sourceOfKey(key) === source).at(-1);
  return last === undefined ? null : last.slice(source.length + 1);
}

/** No id of a source has a space. */
export function sourceOfKey(key: string): string {
  return key.slice(0, key.indexOf(' '));
}
