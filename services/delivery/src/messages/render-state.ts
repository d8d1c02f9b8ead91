import { fromGeoJson, type DeliveryFormat, type SubscriptionState } from '@hinomi/contracts';
import { deriveAlert, type AlertOrigin } from './derive-alert.js';
import type { EventOrigin } from './derive-event.js';
import { CAP_TYPE, type RenderedMessage } from './render-messages.js';

/** Features of one message: far below what an endpoint takes at once. */
const FEATURES_IN_PART = 100;

/** Where a state comes from, in every format. */
export interface StateOrigin extends EventOrigin {
  alerts: AlertOrigin;
}

export interface StatePart {
  message: RenderedMessage;
  count: number;
}

/**
 * The state as messages, for channels on which things are sent. Its parts carry `part` of `parts`, from 1 on; whoever has them
 * all drops what they do not name. A state without features is one part without them; alerts stand each for itself.
 */
export function renderState(state: SubscriptionState, format: DeliveryFormat, origin: StateOrigin): StatePart[] {
  const { subscription, sequence, at, features } = state;
  const idOf = (part: number): string => `${subscription}.${sequence}.state.${part}`;
  if (format === 'cap') {
    return features.map((feature, index) => ({
      message: {
        id: idOf(index + 1),
        contentType: CAP_TYPE,
        body: deriveAlert(fromGeoJson(feature), null, origin.alerts),
      },
      count: 1,
    }));
  }
  const parts = Math.max(1, Math.ceil(features.length / FEATURES_IN_PART));
  return Array.from({ length: parts }, (_, index) => {
    const some = features.slice(index * FEATURES_IN_PART, (index + 1) * FEATURES_IN_PART);
    const part = index + 1;
    const id = idOf(part);
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
