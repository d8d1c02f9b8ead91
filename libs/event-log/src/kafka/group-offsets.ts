import type { TopicPosition } from '../event-log.js';
import type { TopicReader } from './topic-reader.js';

/** What Kafka takes for a commit from outside the group. */
const NO_GENERATION = -1;
const NO_MEMBER = '';

/** Committed positions of groups, read and written without joining them. */
export class GroupOffsets {
  constructor(private readonly reader: TopicReader) {}

  committed(group: string, topic: string): Promise<TopicPosition> {
    return this.reader.patiently(async () => {
      const partitions = (await this.reader.partitions(topic)).map((partition) => ({ partition }));
      const coordinator = await this.reader.cluster.findGroupCoordinator({ groupId: group });
      const { responses } = await coordinator.offsetFetch({ groupId: group, topics: [{ topic, partitions }] });
      const found = responses.flatMap((response) => response.partitions);
      if (found.every(({ offset }) => Number(offset) < 0)) return [];
      const position: number[] = partitions.map(() => 0);
      for (const { partition, offset } of found) position[partition] = Math.max(0, Number(offset));
      return position;
    });
  }

  commit(group: string, topic: string, position: TopicPosition): Promise<void> {
    return this.reader.patiently(async () => {
      const partitions = position.map((offset, partition) => ({ partition, offset: String(offset) }));
      const coordinator = await this.reader.cluster.findGroupCoordinator({ groupId: group });
      await coordinator.offsetCommit({
        groupId: group,
        groupGenerationId: NO_GENERATION,
        memberId: NO_MEMBER,
        topics: [{ topic, partitions }],
      });
    });
  }
}
