import type { Principal } from '@hinomi/access';
import { agencyTopicOf, HubError, type KafkaPlace } from '@hinomi/contracts';
import { AgencyTopics, type Sent } from '@hinomi/event-log';
import type { KafkaDelivery } from '../delivery-settings.js';
import type { SubscriptionHolder, SubscriptionRow } from '../journal/subscription.entity.js';
import type { RenderedMessage } from '../messages/render-messages.js';
import { TAKEN, type Carrier, type Handed } from '../sending/carrier.js';

const GRANT = 'node infra/kafka/grant-access.mjs';

/**
 * Records on the topic of an agency's client, which all its subscriptions share. The key is the subscription: its numbers stay in
 * order also where an administrator gave the topic more partitions.
 */
export class KafkaCarrier implements Carrier {
  private readonly topics: AgencyTopics | null;

  /** @param kafka null = the hub's log is embedded */
  constructor(private readonly kafka: KafkaDelivery | null) {
    this.topics = kafka && new AgencyTopics({ ...kafka, clientId: `hinomi-delivery-${crypto.randomUUID()}` });
  }

  /** `channel.refused`, with what is to be done, where this principal could get nothing on Kafka. `webClient`: as whom people come. */
  async check({ clientId }: Principal, webClient: string): Promise<void> {
    if (this.topics === null) {
      const why = 'This hub has no Kafka: its log is embedded, for one process alone.';
      throw refused(`${why} Run it as a cluster, or take another channel.`);
    }
    if (clientId === webClient) {
      throw refused('A topic is named after a client: make this subscription with the token of your agency’s machine.');
    }
    const topic = agencyTopicOf(clientId);
    if (topic === null) throw refused(`No topic of Kafka can be named after the client ${clientId}.`);
    if (await this.topics.has(topic)) return;
    throw refused(wordsFor('missing', clientId, 0));
  }

  /** Where a holder's records are; null where this hub has no Kafka. */
  placeOf({ clientId }: Pick<SubscriptionHolder, 'clientId'>): KafkaPlace | null {
    const topic = agencyTopicOf(clientId);
    if (this.kafka === null || topic === null) return null;
    return { topic, brokers: this.kafka.publicBrokers, group: clientId };
  }

  async hand(row: SubscriptionRow, { contentType, body, attributes }: RenderedMessage): Promise<Handed> {
    const { clientId } = row.holder;
    const topic = agencyTopicOf(clientId);
    if (this.topics === null || topic === null) return failed('This hub has no Kafka any more.');
    const value = Buffer.from(body);
    const headers = { ...attributes, 'content-type': contentType };
    const sent = await this.topics.send(topic, { key: row.id, headers, value });
    return sent === 'taken' ? TAKEN : failed(wordsFor(sent, clientId, value.byteLength));
  }

  async close(): Promise<void> {
    await this.topics?.close();
  }
}

function failed(failure: string): Handed {
  return { isTaken: false, status: null, retryAfterMs: null, isRefused: false, failure };
}

function refused(message: string): HubError {
  return new HubError('channel.refused', message, { place: { path: '/channel/type' } });
}

function wordsFor(sent: Exclude<Sent, 'taken'>, clientId: string, bytes: number): string {
  const topic = agencyTopicOf(clientId);
  switch (sent) {
    case 'missing':
      return `There is no topic ${topic}: Kafka’s administrator makes it with "${GRANT} --agency ${clientId}".`;
    case 'not-allowed':
      return `The hub may not write to ${topic}: Kafka’s administrator allows it with "${GRANT}".`;
    case 'too-large':
      return `The message has ${bytes} bytes, more than max.message.bytes of the topic ${topic}.`;
    case 'unreachable':
      return 'Kafka cannot be reached.';
  }
}
