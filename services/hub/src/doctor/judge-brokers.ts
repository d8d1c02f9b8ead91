import { ALL_TOPIC_NAMES, topicSettings } from '@hinomi/contracts';
import type { TopicStanding } from '@hinomi/event-log';
import { some, warning, well, wrong, type Finding } from './finding.js';

/** Whether brokers and topics keep what the hub writes, and its order. */
export function judgeBrokers({ brokers, topics }: { brokers: number; topics: readonly TopicStanding[] }): Finding[] {
  return [
    brokers >= 3
      ? well('log', `${brokers} brokers answer`)
      : warning(
          'log',
          `${brokers} broker(s) answer: the loss of one machine loses or stops the log`,
          'run three, on three machines',
        ),
    ...presence(topics),
    ...partitions(topics),
    ...(brokers >= 3 ? copies(topics) : []),
    ...found(
      topics.filter(({ replicas, settings }) => replicas >= 3 && settings !== null && settings.minInsync < 2),
      (names) => `${names}: a record is acknowledged with one copy`,
      'kafka-configs.sh --alter --add-config min.insync.replicas=2',
    ),
    ...found(
      topics.filter(({ inSync, replicas }) => inSync < replicas),
      (names) => `copies of ${names} are not in step`,
      'a broker is down or its disk is full',
    ),
    ...found(
      topics.filter(({ topic, settings }) => isForEver(topic) && settings !== null && !settings.keepsAll),
      (names) => `${names}: records are dropped, though what is in there cannot be had again`,
      'kafka-configs.sh --alter --add-config cleanup.policy=delete,retention.ms=-1,retention.bytes=-1',
    ),
  ];
}

function presence(topics: readonly TopicStanding[]): Finding[] {
  if (topics.length === 0) {
    return [
      warning(
        'log',
        'the topics are not there yet',
        'the first start makes them; where everybody says who they are, infra/kafka/grant-access.mjs',
      ),
    ];
  }
  const missing = ALL_TOPIC_NAMES.filter((name) => !topics.some(({ topic }) => topic === name));
  if (missing.length === 0) return [];
  return [
    wrong(
      'log',
      `${missing.length} topics are missing: ${some(missing)}`,
      'the next start makes them, empty; where everybody says who they are, infra/kafka/grant-access.mjs. What was in one that was removed comes from a copy of the brokers alone',
    ),
  ];
}

/** A topic of one partition has one so that its records are in one order; others may be made with more. */
function partitions(topics: readonly TopicStanding[]): Finding[] {
  const told = topics.flatMap(({ topic, partitions: count }) => {
    const declared = topicSettings(topic)?.partitions ?? count;
    return count === declared ? [] : [{ topic, declared, words: `${topic} has ${count} partitions, not ${declared}` }];
  });
  return told.map(({ declared, words }) =>
    declared === 1
      ? wrong('log', `${words}: the order of its records is lost`, 'copy it to a topic with one partition')
      : warning(
          'log',
          words,
          'well where it was made so; where partitions were added later, what was said of one thing before and after has no order',
        ),
  );
}

function copies(topics: readonly TopicStanding[]): Finding[] {
  const few = topics.filter(({ replicas }) => replicas < 3).map(({ topic }) => topic);
  if (few.length === 0) return [];
  const words = `${few.length} topics have fewer than three copies (${some(few)})`;
  return [wrong('log', words, 'kafka-reassign-partitions.sh to three copies')];
}

function isForEver(topic: string): boolean {
  return topicSettings(topic)?.cleanup === 'keep';
}

function found(topics: readonly TopicStanding[], words: (names: string) => string, remedy: string): Finding[] {
  return topics.length === 0 ? [] : [wrong('log', words(some(topics.map(({ topic }) => topic))), remedy)];
}
