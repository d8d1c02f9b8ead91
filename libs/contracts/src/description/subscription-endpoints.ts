import { answered, json, text, type Endpoint } from './endpoint.js';
import {
  DELIVERIES_QUERY,
  SUBSCRIPTION_CHANGES_QUERY,
  SUBSCRIPTION_EVENTS_QUERY,
  SUBSCRIPTION_FACTS_QUERY,
} from './parameters.js';

const ONE = { tag: 'subscriptions', access: 'subscriptions:use' } as const;
const NOT_THEIRS = [404, ['subscription.not-found', 'subscription.expired']] as const;

/** Subscriptions: made, fetched, streamed, sent, accounted for. */
export const SUBSCRIPTION_ENDPOINTS: readonly Endpoint[] = [
  {
    ...{
      ...ONE,
      method: 'POST',
      path: '/api/v1/subscriptions',
      summary: 'Subscribe: an interest, an owner, a format.',
    },
    bodies: [json('SubscriptionWish')],
    answer: answered('The subscription; a secret is shown this once.', json('SubscriptionReply'), 201),
    errors: [
      [400, ['request.invalid']],
      [409, ['channel.refused']],
      [503, ['log.unavailable']],
    ],
  },
  {
    ...{ ...ONE, method: 'GET', path: '/api/v1/subscriptions', summary: 'One’s own; for the hub’s operators all.' },
    answer: answered('Each with its account; and the channels that this hub has.', json('Subscriptions')),
  },
  {
    ...{ ...ONE, method: 'GET', path: '/api/v1/subscriptions/{id}', summary: 'One subscription with its account.' },
    answer: answered('The subscription.', json('Subscription')),
    errors: [NOT_THEIRS],
  },
  {
    ...{ ...ONE, method: 'DELETE', path: '/api/v1/subscriptions/{id}', summary: 'End it.' },
    answer: { status: 204, says: 'It is ended.' },
    errors: [NOT_THEIRS],
  },
  {
    ...{ ...ONE, method: 'GET', path: '/api/v1/subscriptions/{id}/state' },
    summary: 'Everything that matches now; changes after its `sequence` follow it.',
    answer: answered('The state.', json('SubscriptionState')),
    errors: [NOT_THEIRS, [503, ['log.unavailable']]],
  },
  {
    ...{ ...ONE, method: 'GET', path: '/api/v1/subscriptions/{id}/changes', query: SUBSCRIPTION_CHANGES_QUERY },
    summary: 'What follows a sequence, numbered without a gap.',
    answer: answered('Changes in the format of the subscription.', json('SubscriptionChanges')),
    errors: [[400, ['request.invalid']], NOT_THEIRS],
  },
  {
    ...{ tag: 'subscriptions', access: 'facts:read', method: 'GET', path: '/api/v1/subscriptions/{id}/facts' },
    query: SUBSCRIPTION_FACTS_QUERY,
    summary: 'For another hub: what sources said, topic by topic, after a cursor.',
    answer: answered('Facts, and the cursor after them.', json('FactsPage')),
    errors: [[400, ['request.invalid']], NOT_THEIRS, [409, ['channel.refused']]],
  },
  {
    ...{ ...ONE, method: 'GET', path: '/api/v1/subscriptions/{id}/events', query: SUBSCRIPTION_EVENTS_QUERY },
    summary: 'The same as a stream of Server-Sent Events; `Last-Event-ID` goes on after a break.',
    answer: answered('The state where nothing is known yet, then changes as they come.', text('text/event-stream')),
    errors: [[400, ['request.invalid']], NOT_THEIRS],
  },
  {
    ...{ ...ONE, method: 'GET', path: '/api/v1/subscriptions/{id}/deliveries', query: DELIVERIES_QUERY },
    summary: 'The record of deliveries, newest first.',
    answer: answered('Each attempt; as a table with `format=csv`.', json('DeliveryRecord')),
    errors: [[400, ['request.invalid']], NOT_THEIRS],
  },
  {
    ...{ ...ONE, method: 'POST', path: '/api/v1/subscriptions/{id}/pause', summary: 'Nothing is sent for now.' },
    answer: answered('The subscription.', json('Subscription')),
    errors: [NOT_THEIRS],
  },
  {
    ...{ ...ONE, method: 'POST', path: '/api/v1/subscriptions/{id}/resume', summary: 'It is sent again.' },
    answer: answered('The subscription.', json('Subscription')),
    errors: [NOT_THEIRS],
  },
  {
    ...{ ...ONE, method: 'POST', path: '/api/v1/subscriptions/{id}/replay' },
    summary: 'What follows a sequence is sent once more, with the numbers it had.',
    bodies: [json('ReplayWish')],
    answer: answered('The subscription.', json('Subscription')),
    errors: [[400, ['request.invalid']], NOT_THEIRS],
  },
  {
    ...{ ...ONE, method: 'POST', path: '/api/v1/subscriptions/{id}/sandbox' },
    summary: 'A sample of every layer asked for is told to this subscription of exercises, and taken away again.',
    answer: { ...answered('How many samples are on their way.', json('SandboxReply')), status: 202 },
    errors: [NOT_THEIRS, [409, ['channel.refused']]],
  },
  {
    ...{ ...ONE, method: 'POST', path: '/api/v1/subscriptions/{id}/secret' },
    summary: 'A new secret; for a day messages are signed with both.',
    answer: answered('The secret, shown this once.', json('Secret')),
    errors: [NOT_THEIRS],
  },
];
