import { AGENCY_TOPICS } from '../topics.js';
import { channelRef, message, messageRef, schemaRef, type Parts } from './async-api-parts.js';

const named = (...names: string[]) => Object.fromEntries(names.map((name) => [name, messageRef(name)]));
const CLOUDEVENTS = 'application/cloudevents+json';

/** The messages of subscriptions: fetched, streamed and sent, in the format that a subscription names. */
export function subscriptionParts(): Parts {
  return {
    channels: {
      'subscription-changes': {
        address: '/api/v1/subscriptions/{id}/changes',
        title: 'Changes of a subscription, fetched',
        summary:
          'Each page carries numbered changes; with the format `cloudevents`, `event` of each is the CloudEvent.',
        parameters: { id: { description: 'The subscription.' } },
        servers: [{ $ref: '#/servers/http' }],
        messages: named('subscription-changes'),
      },
      'subscription-events': {
        address: '/api/v1/subscriptions/{id}/events',
        title: 'Changes of a subscription, streamed',
        summary:
          'Server-Sent Events: `state` in parts, `state-end`, then an event a change, named by its operation and with its sequence as `id`; `heartbeat` in between.',
        parameters: { id: { description: 'The subscription.' } },
        servers: [{ $ref: '#/servers/http' }],
        messages: carriedNames('delivered', KINDS),
      },
      'subscription-webhook': {
        address: null,
        title: 'Changes of a subscription, sent',
        summary: 'To the address that the subscription names, signed by Standard Webhooks; first the state, in parts.',
        messages: carriedNames('webhook', [...KINDS, ...BATCHES]),
      },
    },
    operations: {
      'answer-changes': {
        ...{ action: 'send', channel: channelRef('subscription-changes') },
        summary: 'Answers `GET`, and waits as long as `wait=` says when there is nothing yet.',
        bindings: { http: { method: 'GET', bindingVersion: '0.3.0' } },
      },
      'stream-events': {
        ...{ action: 'send', channel: channelRef('subscription-events') },
        summary: 'Answers `GET` until the reader leaves.',
        bindings: { http: { method: 'GET', bindingVersion: '0.3.0' } },
      },
      'send-webhook': {
        ...{ action: 'send', channel: channelRef('subscription-webhook') },
        summary: 'Sent until it is answered with 2xx; `webhook-id` is the same however often it is sent.',
        bindings: { http: { method: 'POST', bindingVersion: '0.3.0' } },
      },
    },
    messages: {
      'subscription-changes': message('subscription-changes', 'SubscriptionChanges', 'A page of changes.'),
      ...carried('delivered', KINDS),
      ...carried('webhook', [...KINDS, ...BATCHES], { headers: schemaRef('WebhookHeaders') }),
    },
  };
}

const GEO_JSON = 'application/geo+json';
/** What every way of delivery carries, by the format of the subscription. */
const KINDS = [
  ['event', 'DeliveredEvent', 'One change as a CloudEvent 1.0.', CLOUDEVENTS],
  ['state', 'DeliveredState', 'Part of the state as a CloudEvent 1.0.', CLOUDEVENTS],
  ['feature', 'DeliveredFeature', 'One change as GeoJSON.', GEO_JSON],
  ['state-features', 'DeliveredStateFeatures', 'Part of the state as GeoJSON.', GEO_JSON],
  ['alert', 'DeliveredAlert', 'One change as a CAP 1.2 alert.', 'application/cap+xml'],
] as const;
/** Several changes that follow each other, where a webhook asks for batches. */
const BATCHES = [
  ['events', 'DeliveredEvents', 'Several changes as CloudEvents.', 'application/cloudevents-batch+json'],
  ['features', 'DeliveredFeatures', 'Several changes as GeoJSON.', GEO_JSON],
] as const;

/** On Kafka the attributes of a CloudEvent are headers, and the value is what it is about. */
const RECORDED = [
  ['event', 'RecordedFeature', 'One change as a CloudEvent 1.0, binary; `null` where nothing is left.', GEO_JSON],
  ['state', 'DeliveredStateFeatures', 'Part of the state as a CloudEvent 1.0, binary.', GEO_JSON],
  ...KINDS.slice(2),
] as const;

const carriedNames = (by: string, kinds: readonly (readonly string[])[]) =>
  named(...kinds.map(([kind]) => `${by}-${kind}`));

function carried(
  by: 'delivered' | 'webhook' | 'recorded',
  kinds: readonly (readonly [string, string, string, string])[],
  more: object = {},
): Parts['messages'] {
  return Object.fromEntries(
    kinds.map(([kind, schema, says, contentType]) => {
      const name = `${by}-${kind}`;
      return [name, { ...message(name, schema, says, contentType), ...more }];
    }),
  );
}

/** The same at the hub's own MQTT broker, where it has one. */
export function mqttParts(): Parts {
  return {
    channels: {
      'subscription-mqtt': {
        address: 'hinomi/{client}/{id}',
        title: 'Changes of a subscription, at the hub’s MQTT broker',
        summary: 'MQTT 5, QoS 1; the content type is a property of the message. First the state, in parts.',
        parameters: {
          client: { description: 'The client id of the subscription’s holder.' },
          id: { description: 'The subscription.' },
        },
        servers: [{ $ref: '#/servers/mqtt' }],
        messages: carriedNames('delivered', KINDS),
      },
    },
    operations: {
      'publish-mqtt': {
        ...{ action: 'send', channel: channelRef('subscription-mqtt') },
        summary: 'Taken when the broker acknowledges it.',
        bindings: { mqtt: { qos: 1, retain: false, bindingVersion: '0.2.0' } },
      },
    },
    messages: {},
  };
}

/** The same on Apache Kafka, where the hub runs on it. */
export function kafkaParts(): Parts {
  return {
    channels: {
      'subscription-kafka': {
        address: `${AGENCY_TOPICS}{client}`,
        title: 'Changes of an agency’s subscriptions, on Kafka',
        summary:
          'One topic for each client, in which its subscriptions are told apart by the key of a record and by `ce_source`. First the state, in parts.',
        parameters: { client: { description: 'The client id of the subscription’s holder.' } },
        servers: [{ $ref: '#/servers/kafka' }],
        messages: carriedNames('recorded', RECORDED),
      },
    },
    operations: {
      'write-kafka': {
        ...{ action: 'send', channel: channelRef('subscription-kafka') },
        summary: 'Taken when every copy in step has it; `ce_id` is the same however often it is sent.',
      },
    },
    messages: carried('recorded', RECORDED, {
      headers: schemaRef('RecordHeaders'),
      bindings: {
        kafka: { key: { type: 'string', description: 'The subscription.' }, bindingVersion: '0.5.0' },
      },
    }),
  };
}
