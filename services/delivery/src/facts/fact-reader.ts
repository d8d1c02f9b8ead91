import { setTimeout as delay } from 'node:timers/promises';
import { factOf, type Fact, type HubId } from '@hinomi/contracts';
import type { EventLog, TopicPosition } from '@hinomi/event-log';
import type { FactPositions } from './fact-cursor.js';

/** Of one page; a fact may be nearly as large as this by itself. */
const MOST_BYTES = 1024 * 1024;
/** Records of which most are of no interest are passed over page by page, so that none takes long. */
const MOST_LOOKED_AT = 5_000;
const LOOK_EVERY_MS = 200;

export interface ReadPage {
  facts: Fact[];
  at: FactPositions;
  more: boolean;
}

/** Facts for another hub, straight from the log: its positions are their numbers, and it keeps them. */
export class FactReader {
  constructor(private readonly log: EventLog) {}

  /** What follows, topic after topic, each in its order. Whoever is beyond the end of a topic reads it anew: the log was set back. */
  async read(topics: readonly string[], from: FactPositions, hub: HubId, limit: number): Promise<ReadPage> {
    const at: Record<string, TopicPosition> = {};
    const facts: Fact[] = [];
    let [bytes, looked] = [0, 0];
    for (const topic of topics) at[topic] = within(from[topic] ?? [], await this.log.end(topic));
    for (const topic of topics) {
      const offsets = [...at[topic]!];
      at[topic] = offsets;
      for await (const record of this.log.read(topic, offsets)) {
        const fact = factOf(record, hub);
        if (fact !== null && facts.length > 0 && (facts.length >= limit || bytes + sizeOf(record) > MOST_BYTES)) {
          return { facts, at, more: true };
        }
        offsets[record.partition] = record.offset + 1;
        looked += 1;
        if (fact !== null) {
          facts.push(fact);
          bytes += sizeOf(record);
        }
        if (looked >= MOST_LOOKED_AT) return { facts, at, more: true };
      }
    }
    return { facts, at, more: false };
  }

  /** Resolves when there is something after these positions, or after so many ms. */
  async somethingAfter(
    topics: readonly string[],
    at: FactPositions,
    waitMs: number,
    isOver: () => boolean,
  ): Promise<void> {
    const endsAt = performance.now() + waitMs;
    while (performance.now() < endsAt && !isOver()) {
      for (const topic of topics) {
        const ends = await this.log.end(topic);
        if (ends.some((end, partition) => end > (at[topic]?.[partition] ?? 0))) return;
      }
      await delay(Math.min(LOOK_EVERY_MS, Math.max(0, endsAt - performance.now())));
    }
  }

  /** Where the topics end. */
  async ends(topics: readonly string[]): Promise<FactPositions> {
    return Object.fromEntries(
      await Promise.all(topics.map(async (topic) => [topic, await this.log.end(topic)] as const)),
    );
  }
}

/** A position for every partition. */
function within(offsets: TopicPosition, ends: TopicPosition): number[] {
  const isBeyond = offsets.some((offset, partition) => offset > (ends[partition] ?? 0));
  return ends.map((_, partition) => (isBeyond ? 0 : (offsets[partition] ?? 0)));
}

function sizeOf({ value }: { value: Uint8Array | null }): number {
  return value?.byteLength ?? 0;
}
