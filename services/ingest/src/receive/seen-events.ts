import { topicIn, type EventId } from '@hinomi/contracts';
import type { EventLog } from '@hinomi/event-log';

/** Ids kept to recognise repeats at the door; a day of all JMA telegrams is about a tenth of it. */
const WINDOW = 20_000;

const TOPICS = (['real', 'drill'] as const).flatMap((realm) =>
  (['hazards', 'hazards-urgent'] as const).map((topic) => topicIn(realm, topic)),
);

/**
 * The ids of the newest events, so that a repeat is not appended again. Best effort: what slips through is the same event
 * to the aggregator (design section 3, identity).
 */
export class SeenEvents {
  private readonly ids = new Set<EventId>();

  constructor(private readonly limit = WINDOW) {}

  has(id: EventId): boolean {
    return this.ids.has(id);
  }

  add(id: EventId): void {
    this.ids.delete(id);
    this.ids.add(id);
    if (this.ids.size <= this.limit) return;
    const oldest = this.ids.values().next();
    if (!oldest.done) this.ids.delete(oldest.value);
  }

  /** Reads the newest ids from the log, so that a repeat after a restart is still a repeat. */
  async preload(log: EventLog): Promise<void> {
    const perTopic = Math.floor(this.limit / TOPICS.length);
    for (const topic of TOPICS) {
      const from = (await log.end(topic)).map((end) => Math.max(0, end - perTopic));
      for await (const record of log.read(topic, from)) {
        const id = record.headers['ce_id'];
        if (id !== undefined) this.add(id as EventId);
      }
    }
  }
}
