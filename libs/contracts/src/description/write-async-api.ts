import { writeComponents } from '../catalogue/write-json-schema.js';
import { MESSAGE_SCHEMAS } from './message-schemas.js';
import { socketParts } from './socket-channel.js';
import { kafkaParts, mqttParts, subscriptionParts } from './subscription-channels.js';
import { topicParts } from './topic-channels.js';

const MQTT_SERVER = {
  ...{ host: '{broker}', protocol: 'mqtt', protocolVersion: '5' },
  description: 'The hub’s operator names it, and gives each client its own topics.',
  variables: { broker: { description: 'As its operator says.' } },
};

/** What not every hub has. */
export interface HubChannels {
  /** It has an MQTT broker for subscriptions. */
  mqtt: boolean;
  /** It runs on Apache Kafka, with topics for agencies. */
  kafka: boolean;
}

/** AsyncAPI 3.0 of the hub that answers at `baseUrl`, seen from the hub: what it sends, others hear. */
export function writeAsyncApi(baseUrl: string, { mqtt, kafka }: HubChannels): Record<string, unknown> {
  const { host, protocol } = new URL(baseUrl);
  const isSafe = protocol === 'https:';
  const optional = [...(mqtt ? [mqttParts()] : []), ...(kafka ? [kafkaParts()] : [])];
  const parts = [topicParts(), socketParts(), subscriptionParts(), ...optional];
  const all = (key: 'channels' | 'operations' | 'messages') =>
    Object.assign({}, ...parts.map((part) => part[key])) as object;
  return {
    asyncapi: '3.0.0',
    id: 'urn:jp:hinomi',
    info: {
      title: 'Hinomi',
      version: '1.0.0',
      description:
        'What the hub sends and hears. Exercises have topics of their own (`drill.`). On Kafka nobody outside the hub reads a topic unless the hub’s operator grants it; without Kafka the log is inside the hub. Topics that are not open are not described here: the catalogue names them, with why.',
      license: { name: 'Apache-2.0' },
      externalDocs: { url: `${baseUrl}/catalogue`, description: 'The catalogue of layers and topics, for people' },
    },
    defaultContentType: 'application/json',
    servers: {
      kafka: {
        host: '{brokers}',
        protocol: 'kafka-secure',
        description: 'Where the hub runs on Apache Kafka; its operator names the brokers.',
        variables: { brokers: { description: 'As HINOMI_KAFKA_BROKERS says.' } },
      },
      socket: { host, protocol: isSafe ? 'wss' : 'ws', pathname: '/socket.io/', description: 'Socket.IO 4.' },
      ...(mqtt && { mqtt: MQTT_SERVER }),
      http: { host, protocol: isSafe ? 'https' : 'http' },
    },
    channels: all('channels'),
    operations: all('operations'),
    components: { messages: all('messages'), schemas: writeComponents(MESSAGE_SCHEMAS, 'draft-7') },
  };
}
