import {
  OPEN_TOPICS,
  TOPIC_KEYS,
  TOPIC_RECORDS,
  type OpenTopic,
  type TopicRecord,
} from '../catalogue/topic-records.js';
import { TOPIC_TEXTS } from '../catalogue/topic-texts.js';
import { REALMS, topicIn, TOPICS, type Realm, type TopicSettings } from '../topics.js';
import { channelRef, messageRef, schemaRef, type Parts } from './async-api-parts.js';

const DAY_MS = 86_400_000;

/** The topics of the log that are described, in both realms. The hub writes all of them. */
export function topicParts(): Parts {
  const parts: Parts = { channels: {}, operations: {}, messages: {} };
  for (const topic of OPEN_TOPICS) {
    for (const record of TOPIC_RECORDS[topic]) parts.messages[messageName(topic, record)] = messageOf(topic, record);
    for (const realm of REALMS) {
      const channel = channelName(topic, realm);
      const names = TOPIC_RECORDS[topic].map((record) => messageName(topic, record));
      parts.channels[channel] = channelOf(topic, realm, names);
      parts.operations[`append-${channel}`] = {
        ...{ action: 'send', channel: channelRef(channel) },
        summary: `The hub appends to ${topicIn(realm, topic)}.`,
      };
    }
  }
  return parts;
}

function channelName(topic: OpenTopic, realm: Realm): string {
  return realm === 'drill' ? `drill-${topic}` : topic;
}

/** The same type has another key and example on another topic. */
function messageName(topic: OpenTopic, { type }: TopicRecord): string {
  return `${topic}.${type}`;
}

function channelOf(topic: OpenTopic, realm: Realm, names: readonly string[]): Record<string, unknown> {
  const { partitions, cleanup, retentionDays }: TopicSettings = TOPICS[topic];
  const { title, description } = TOPIC_TEXTS[topic];
  return {
    address: topicIn(realm, topic),
    title: title.en,
    summary: `${description.en}${realm === 'drill' ? ' Of an exercise.' : ''}`,
    description: `${title.ja}: ${description.ja}`,
    servers: [{ $ref: '#/servers/kafka' }],
    messages: Object.fromEntries(names.map((name) => [name, messageRef(name)])),
    bindings: {
      kafka: {
        topic: topicIn(realm, topic),
        partitions,
        topicConfiguration: {
          'cleanup.policy': [cleanup === 'compact' ? 'compact' : 'delete'],
          ...(cleanup === 'keep' && { 'retention.ms': -1 }),
          ...(cleanup === 'delete' && { 'retention.ms': (retentionDays ?? 0) * DAY_MS }),
        },
        bindingVersion: '0.5.0',
      },
    },
  };
}

function messageOf(topic: OpenTopic, { type, name, sample }: TopicRecord): Record<string, unknown> {
  const isPicture = topic === 'picture';
  return {
    ...{ name: type, title: type, contentType: 'application/json' },
    summary: isPicture ? 'A version of a feature; an empty value removes it.' : `CloudEvents 1.0, type ${type}.`,
    headers: schemaRef(isPicture ? 'PictureHeaders' : 'EventHeaders'),
    payload: schemaRef(name),
    bindings: {
      kafka: { key: { type: 'string', description: TOPIC_KEYS[topic] }, bindingVersion: '0.5.0' },
    },
    examples: [{ name: 'sample', payload: sample }],
  };
}
