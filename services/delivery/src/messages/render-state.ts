import type { DeliveryFormat, SubscriptionState } from '@hinomi/contracts';
import type { EventOrigin } from './derive-event.js';
import type { RenderedMessage } from './render-messages.js';

/** Features of one message: far below what an endpoint takes at once. */
const FEATURES_IN_PART = 100;

export interface StatePart {
  message: RenderedMessage;
  count: number;
}

/**
 * The state as messages, for channels on which things are sent. Its parts carry `part` of `parts`, from 1 on; whoever has them
 * all drops what they do not name. A state without features is one part without them.
 */
export function renderState(state: SubscriptionState, format: DeliveryFormat, origin: EventOrigin): StatePart[] {
  const { subscription, sequence, at, features } = state;
  const parts = Math.max(1, Math.ceil(features.length / FEATURES_IN_PART));
  return Array.from({ length: parts }, (_, index) => {
    const some = features.slice(index * FEATURES_IN_PART, (index + 1) * FEATURES_IN_PART);
    const part = index + 1;
    const id = `${subscription}.${sequence}.state.${part}`;
    const data = {
      type: 'FeatureCollection',
      features: some,
      hinomi: { operation: 'state', sequence, part, parts, at },
    };
    if (format !== 'cloudevents') {
      return { count: some.length, message: { id, contentType: 'application/geo+json', body: JSON.stringify(data) } };
    }
    const event = {
      ...{ specversion: '1.0', id, source: origin.source, type: 'jp.hinomi.state.v1', time: at },
      ...{ datacontenttype: 'application/geo+json', exercise: origin.exercise, data },
    };
    return {
      count: some.length,
      message: { id, contentType: 'application/cloudevents+json', body: JSON.stringify(event) },
    };
  });
}
