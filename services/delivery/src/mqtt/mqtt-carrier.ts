import { HubError, type SubscriptionId } from '@hinomi/contracts';
import { logOf, type Secret } from '@hinomi/service-kit';
import { connect, type MqttClient } from 'mqtt';
import type { SubscriptionRow } from '../journal/subscription.entity.js';
import type { RenderedMessage } from '../messages/render-messages.js';
import { TAKEN, type Carrier, type Handed } from '../sending/carrier.js';

/** A broker that does not acknowledge in this time has not taken it. */
const TIMEOUT_MS = 15_000;

const log = logOf('delivery');

/** Where a subscription's messages are: its holder's client id is a level, so that one rule of the broker gives each their own. */
export function mqttTopicOf(clientId: string, subscription: SubscriptionId): string {
  return `hinomi/${encodeURIComponent(clientId)}/${subscription}`;
}

/** Messages to this hub's MQTT broker: 5.0, QoS 1, taken when the broker acknowledges them. */
export class MqttCarrier implements Carrier {
  private client: MqttClient | null = null;

  /** @param url `mqtt[s]://user:password@host:port`; null = this hub has no broker */
  constructor(private readonly url: Secret | null) {}

  /** `channel.refused` where there is no broker. */
  check(): void {
    if (this.url !== null) return;
    throw new HubError('channel.refused', 'This hub has no MQTT broker: its administrator sets HINOMI_MQTT_URL.', {
      place: { path: '/channel/type' },
    });
  }

  async hand(row: SubscriptionRow, { contentType, body }: RenderedMessage, signal: AbortSignal): Promise<Handed> {
    try {
      const client = this.connected();
      const topic = mqttTopicOf(row.holder.clientId, row.id as SubscriptionId);
      const sent = client.publishAsync(topic, body, {
        qos: 1,
        properties: { contentType, payloadFormatIndicator: true },
      });
      await within(sent, AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]));
      return TAKEN;
    } catch (trouble) {
      const isLate = trouble instanceof Error && trouble.name === 'TimeoutError';
      const failure = isLate ? 'The broker did not acknowledge in time.' : 'The broker cannot be reached.';
      // What it still holds back is not to come out after what follows it.
      await this.drop();
      return { isTaken: false, status: null, retryAfterMs: null, isRefused: false, failure };
    }
  }

  async close(): Promise<void> {
    await this.drop();
  }

  private connected(): MqttClient {
    if (this.client !== null) return this.client;
    if (this.url === null) throw new Error('no broker');
    const client = connect(this.url.reveal(), {
      ...{ protocolVersion: 5, clean: true, reconnectPeriod: 1_000, queueQoSZero: false, resubscribe: false },
      clientId: `hinomi-delivery-${crypto.randomUUID()}`,
    });
    client.on('error', (error) => log.warn('trouble with the MQTT broker', { why: error.message }));
    this.client = client;
    return client;
  }

  private async drop(): Promise<void> {
    const { client } = this;
    this.client = null;
    await client?.endAsync(true).catch(() => undefined);
  }
}

function within<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason as Error);
    if (signal.aborted) return giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
