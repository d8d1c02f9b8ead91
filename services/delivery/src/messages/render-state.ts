import {
  fromGeoJson,
  type DeliveryFormat,
  type GeoJsonFeature,
  type Instant,
  type SubscriptionState,
} from '@hinomi/contracts';
import { deriveAlert, type AlertOrigin } from './derive-alert.js';
import { attributesOf, sequenceText, type EventOrigin } from './derive-event.js';
import { CAP_TYPE, type RenderedMessage } from './render-messages.js';

/** Features of one message: far below what an endpoint takes at once. */
const FEATURES_IN_PART = 100;
/** What a broker takes at once, with room for the rest of a message; one larger feature is a part of its own. */
const BYTES_IN_PART = 800_000;

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
 *
 * @param isRecord attributes stand beside the body, never in it
 */
export function renderState(
  state: SubscriptionState,
  format: DeliveryFormat,
  origin: StateOrigin,
  isRecord = false,
): StatePart[] {
  const { subscription, sequence, at, features } = state;
  const idOf = (part: number): string => `${subscription}.${sequence}.state.${part}`;
  const beside = (id: string): Pick<RenderedMessage, 'attributes'> =>
    isRecord ? { attributes: attributesOf({ ...stateEvent(id, at, origin), sequence: sequenceText(sequence) }) } : {};
  if (format === 'cap') {
    return features.map((feature, index) => {
      const id = idOf(index + 1);
      const body = deriveAlert(fromGeoJson(feature), null, origin.alerts);
      return { message: { id, contentType: CAP_TYPE, body, ...beside(id) }, count: 1 };
    });
  }
  const slices = slicesOf(features);
  return slices.map((some, index) => {
    const part = index + 1;
    const id = idOf(part);
    const data = {
      type: 'FeatureCollection',
      features: some,
      hinomi: { operation: 'state', sequence, part, parts: slices.length, at },
    };
    const isEvent = format === 'cloudevents' && !isRecord;
    const datacontenttype = 'application/geo+json';
    const contentType = isEvent ? 'application/cloudevents+json' : datacontenttype;
    const body = JSON.stringify(isEvent ? { ...stateEvent(id, at, origin), datacontenttype, data } : data);
    return { message: { id, contentType, body, ...beside(id) }, count: some.length };
  });
}

function stateEvent(id: string, time: Instant, { source, exercise }: EventOrigin) {
  return { specversion: '1.0', id, source, type: 'jp.hinomi.state.v1', time, exercise } as const;
}

/** At least one, so that an empty state is told too. */
function slicesOf(features: readonly GeoJsonFeature[]): GeoJsonFeature[][] {
  const slices: GeoJsonFeature[][] = [[]];
  let bytes = 0;
  for (const feature of features) {
    const more = Buffer.byteLength(JSON.stringify(feature));
    const last = slices.at(-1)!;
    if (last.length > 0 && (last.length === FEATURES_IN_PART || bytes + more > BYTES_IN_PART)) {
      slices.push([feature]);
      bytes = more;
    } else {
      last.push(feature);
      bytes += more;
    }
  }
  return slices;
}
