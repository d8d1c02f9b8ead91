import { realmOf, topicIn, type EventId, type Subject } from '@hinomi/contracts';
import type { Appended, EventLog } from '@hinomi/event-log';
import { encodeEvents } from './encode-events.js';
import { contractOf, type IngestEvent } from './ingest-events.js';
import { LastRows } from './last-rows.js';
import type { SeenEvents } from './seen-events.js';

/** Records of one append: some megabytes of a large table. */
const APPEND_AT_ONCE = 2_000;

/** Puts events on the log that are not there yet. */
export class EventAppender {
  private readonly inFlight = new Map<EventId, Promise<void>>();
  private readonly lastRows = new LastRows();

  /** `onAppended` hears what went where. */
  constructor(
    private readonly log: EventLog,
    private readonly seen: SeenEvents,
    private readonly onAppended: (topic: string, events: readonly IngestEvent[], at: Appended | undefined) => void,
  ) {}

  /**
   * A repeat that arrives while the first is being written waits for it, so that nobody hears "known" of an event that is not
   * on the log.
   */
  async appendNew(
    events: readonly IngestEvent[],
    headers: Readonly<Record<string, string>>,
  ): Promise<{ fresh: IngestEvent[]; duplicates: number }> {
    const fresh: IngestEvent[] = [];
    const others = new Set<Promise<void>>();
    const mine = new Set<EventId>();
    for (const event of events) {
      const writing = this.inFlight.get(event.id);
      if (writing) others.add(writing);
      else if (!this.isKnown(event) && !mine.has(event.id)) {
        mine.add(event.id);
        fresh.push(event);
      }
    }
    const write = this.write(fresh, headers);
    for (const id of mine) this.inFlight.set(id, write);
    try {
      await Promise.all([write, ...others]);
    } finally {
      for (const id of mine) this.inFlight.delete(id);
    }
    return { fresh, duplicates: events.length - fresh.length };
  }

  /** Rows that somebody else told of: what they said last is not known here any more. */
  forgetRows(subjects: Iterable<Subject>): void {
    this.lastRows.forget(subjects);
  }

  private isKnown(event: IngestEvent): boolean {
    return this.seen.has(event) || this.lastRows.isLast(event);
  }

  private async write(events: readonly IngestEvent[], headers: Readonly<Record<string, string>>): Promise<void> {
    const byTopic = new Map<string, IngestEvent[]>();
    for (const event of events) {
      const topic = topicIn(realmOf(event), contractOf(event).topic(event.data));
      const group = byTopic.get(topic);
      if (group) group.push(event);
      else byTopic.set(topic, [event]);
    }
    for (const [topic, all] of byTopic) {
      for (let from = 0; from < all.length; from += APPEND_AT_ONCE) {
        const group = all.slice(from, from + APPEND_AT_ONCE);
        const encoded = await encodeEvents(group, headers);
        const at = await this.log.append(
          topic,
          encoded.map(({ record }) => record),
        );
        for (const [index, one] of encoded.entries()) this.onAppended(topic, one.events, at[index]);
      }
    }
    for (const event of events) {
      this.seen.add(event);
      this.lastRows.wrote(event);
    }
  }
}
