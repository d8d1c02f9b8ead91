import type { LogRecord } from '@hinomi/contracts';
import type { TopicPosition } from '@hinomi/event-log';

/** How far each input topic is worked in: the next offset, per partition. */
export class InputPositions {
  private readonly topics = new Map<string, number[]>();

  restore(positions: Readonly<Record<string, TopicPosition>>): void {
    for (const [topic, position] of Object.entries(positions)) this.topics.set(topic, [...position]);
  }

  of(topic: string): TopicPosition {
    return this.topics.get(topic) ?? [];
  }

  /** Every record before this position of the topic is worked in. */
  hasReached(topic: string, goal: TopicPosition): boolean {
    const position = this.of(topic);
    return goal.every((end, partition) => (position[partition] ?? 0) >= end);
  }

  pass({ topic, partition, offset }: LogRecord): void {
    const position = this.topics.get(topic) ?? [];
    while (position.length <= partition) position.push(0);
    position[partition] = offset + 1;
    this.topics.set(topic, position);
  }

  /** There is nothing more before this position, though the last records of it are gone. */
  reach(topic: string, end: TopicPosition): void {
    const position = this.of(topic);
    const length = Math.max(position.length, end.length);
    const reached = Array.from({ length }, (_, partition) => Math.max(position[partition] ?? 0, end[partition] ?? 0));
    this.topics.set(topic, reached);
  }

  snapshot(): Record<string, TopicPosition> {
    return Object.fromEntries([...this.topics].map(([topic, position]) => [topic, [...position]]));
  }
}
