import type { DeliveredChange, DeliveredEvent, GeoJsonFeature, SubscriptionId } from '@hinomi/contracts';

/** Where a subscription is and which world it is of. */
export interface EventOrigin {
  /** The subscription's address. */
  source: string;
  exercise: boolean;
}

/** CloudEvents compare `sequence` as text. */
const SEQUENCE_DIGITS = 16;

/** The id of a message: the same however often it is sent, so that who hears it twice knows. */
export function messageId(subscription: SubscriptionId, sequence: number): string {
  return `${subscription}.${sequence}`;
}

/** A change as a CloudEvent 1.0 (spec section "Context Attributes"; extension `sequence`). */
export function deriveEvent(
  { id, sequence, operation, featureId, at }: DeliveredChange,
  feature: GeoJsonFeature | null,
  { source, exercise }: EventOrigin,
): DeliveredEvent {
  return {
    specversion: '1.0',
    id,
    source,
    type: TYPES[operation],
    ...(featureId !== null && { subject: featureId }),
    time: at,
    datacontenttype: feature === null ? 'application/json' : 'application/geo+json',
    sequence: String(sequence).padStart(SEQUENCE_DIGITS, '0'),
    exercise,
    data: feature,
  };
}

const TYPES = {
  upsert: 'jp.hinomi.feature.upsert.v1',
  remove: 'jp.hinomi.feature.remove.v1',
  state: 'jp.hinomi.state.v1',
  superseded: 'jp.hinomi.superseded.v1',
} as const satisfies Record<DeliveredChange['operation'], DeliveredEvent['type']>;
