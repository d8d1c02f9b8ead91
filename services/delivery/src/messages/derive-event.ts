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

export function sequenceText(sequence: number): string {
  return String(sequence).padStart(SEQUENCE_DIGITS, '0');
}

/** What an event says beside its data, as headers (CloudEvents, Kafka protocol binding, section 3.2). */
export function attributesOf(event: Partial<DeliveredEvent>): Record<string, string> {
  const { data: _, datacontenttype: __, ...attributes } = event;
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce_${name}`, String(value)]));
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
    sequence: sequenceText(sequence),
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
