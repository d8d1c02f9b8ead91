import type { KafkaSecurity } from '@hinomi/event-log';
import type { Secret } from '@hinomi/service-kit';
import type { Store } from '@hinomi/store';

/** The Kafka of this hub, and where agencies reach it. */
export interface KafkaDelivery extends KafkaSecurity {
  brokers: readonly string[];
  publicBrokers: readonly string[];
}

/** What the host tells the delivery service. */
export interface DeliverySettings {
  /** Where subscriptions and the journal are. */
  store: Store;
  /** The base URL of the hub, without a slash at its end; asked late, since the port is known late. */
  baseUrl: () => string;
  /** Ranges of addresses to which webhooks are sent beside those of the internet: `loopback`, `private`, or 10.20.0.0/16. */
  webhookRanges: readonly string[];
  /** This hub's MQTT broker, `mqtt[s]://user:password@host:port`; null = it has none. */
  mqttUrl: Secret | null;
  /** Apache Kafka with the topics of agencies; absent = the log is embedded. */
  kafka?: KafkaDelivery;
  /** Who answers for what is published here; a contact of null is `hinomi@` the host. */
  publisher: { organisation: string; contact: string | null };
  /** False = nothing is published without an account. Absent = true. */
  publicPage?: boolean;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Under which terms each source may be used, as the entries of sources state it; absent = nobody knows here. */
  licences?: () => Promise<ReadonlyMap<string, string>>;
}

/** Injection token of {@link DeliverySettings}. */
export const DELIVERY_SETTINGS = Symbol.for('hinomi.delivery-settings');
