import { BATCH_MS, HEARTBEAT_MS, IMMEDIATE_SEVERITY, PICTURE_NAMESPACE } from '../picture/picture-delta.v1.js';
import { channelMessageRef, channelRef, messageRef, schemaRef, type Parts } from './async-api-parts.js';

/** How changes of a subscription reach its owner. */
export type DeliveryWay = 'pull' | 'webhook';

const message = (title: string, schema: string, summary: string, contentType = 'application/json') => ({
  ...{ name: title, title, summary, contentType, payload: schemaRef(schema) },
});
const named = (...names: string[]) => Object.fromEntries(names.map((name) => [name, messageRef(name)]));

/** The picture by Socket.IO, as browsers hear it; the rules D1 to D11 stand in docs/picture-delta.md. */
export function socketParts(): Parts {
  const channel = 'picture-socket';
  const says = (name: string, summary: string) => ({
    ...{ action: 'send', channel: channelRef(channel), messages: [channelMessageRef(channel, name)], summary },
  });
  return {
    channels: {
      [channel]: {
        address: PICTURE_NAMESPACE,
        title: 'The picture as it changes',
        summary:
          'A Socket.IO 4 namespace; the token goes as `auth.token` of the handshake. Each message is a Socket.IO event.',
        servers: [{ $ref: '#/servers/socket' }],
        messages: named('watch', 'watch-reply', 'delta', 'rewatch', 'heartbeat'),
      },
    },
    operations: {
      watch: {
        ...{ action: 'receive', channel: channelRef(channel), messages: [channelMessageRef(channel, 'watch')] },
        summary: 'Connecting and reconnecting are the same message; it is answered by its acknowledgement.',
        reply: { channel: channelRef(channel), messages: [channelMessageRef(channel, 'watch-reply')] },
      },
      'send-delta': says(
        'delta',
        `Changes of severity ${IMMEDIATE_SEVERITY} and more go at once, others in batches of ${BATCH_MS} ms.`,
      ),
      'send-rewatch': says('rewatch', 'Policy, attributes or token changed: watch again.'),
      'send-heartbeat': says('heartbeat', `Every ${HEARTBEAT_MS / 1_000} s, also when nothing changes.`),
    },
    messages: {
      watch: message('watch', 'WatchRequest', 'An interest, and the cursor to go on from.'),
      'watch-reply': message('watch-reply', 'WatchReply', 'Goes on, or says to fetch a snapshot first.'),
      delta: message('delta', 'PictureDelta', 'Whole features and removed ids; applies only onto `from`.'),
      rewatch: message('rewatch', 'Rewatch', 'What was watched is no longer sent.'),
      heartbeat: message('heartbeat', 'Heartbeat', 'The picture is alive.'),
    },
  };
}

/** The messages of subscriptions, by the ways that are there. */
export function subscriptionParts(ways: readonly DeliveryWay[]): Parts {
  const parts: Parts = { channels: {}, operations: {}, messages: {} };
  if (ways.includes('pull')) {
    parts.channels['subscription-changes'] = {
      address: '/api/v1/subscriptions/{id}/changes',
      title: 'Changes of a subscription, fetched',
      summary: 'Each page carries numbered changes; `event` of each is the CloudEvent.',
      parameters: { id: { description: 'The subscription.' } },
      servers: [{ $ref: '#/servers/http' }],
      messages: named('subscription-changes'),
    };
    parts.operations['answer-changes'] = {
      ...{ action: 'send', channel: channelRef('subscription-changes') },
      summary: 'Answers `GET`, and waits as long as `wait=` says when there is nothing yet.',
      bindings: { http: { method: 'GET', bindingVersion: '0.3.0' } },
    };
    parts.messages['subscription-changes'] = message(
      'subscription-changes',
      'SubscriptionChanges',
      'A page of changes.',
    );
  }
  if (ways.includes('webhook')) {
    parts.channels['subscription-webhook'] = {
      address: null,
      title: 'Changes of a subscription, sent',
      summary: 'To the address that the subscription names, signed by Standard Webhooks.',
      messages: named('delivered-event'),
    };
    parts.operations['send-webhook'] = {
      ...{ action: 'send', channel: channelRef('subscription-webhook') },
      summary: 'Sent until it is answered with 2xx; the id is the same however often it is sent.',
      bindings: { http: { method: 'POST', bindingVersion: '0.3.0' } },
    };
    parts.messages['delivered-event'] = message(
      'delivered-event',
      'DeliveredEvent',
      'One change as a CloudEvent 1.0.',
      'application/cloudevents+json',
    );
  }
  return parts;
}
