import { z } from 'zod';
import { Role } from '../access.js';
import {
  DeliveryChannel,
  DeliveryFormat,
  SubscriptionId,
  SubscriptionOwner,
  type DeliveredChange,
  type DeliveredEvent,
  type DeliveryRecord,
  type Subscription,
  type SubscriptionChanges,
  type SubscriptionReply,
  type SubscriptionsReply,
  type SubscriptionState,
} from '../api/subscriptions.js';
import { GeoJsonFeatureV1 } from '../catalogue/geo-json-feature.js';
import { Instant } from '../instant.js';
import { InterestV1 } from '../picture/interest.v1.js';

const Count = z.int().nonnegative();
/** A field that is left out where there is nothing to say; the interfaces know no `undefined` in its place. */
const as = <T>(schema: z.ZodType): z.ZodType<T> => schema as z.ZodType<T>;

export const SubscriptionShown: z.ZodType<Subscription> = z.object({
  id: SubscriptionId,
  interest: InterestV1,
  owner: SubscriptionOwner,
  channel: DeliveryChannel,
  format: DeliveryFormat,
  createdAt: Instant,
  expiresAt: Instant.nullable(),
  holder: z.object({
    clientId: z.string(),
    name: z.string(),
    role: Role,
    agency: z.string().nullable(),
    jurisdiction: z.string().nullable(),
  }),
  status: z.enum(['active', 'paused', 'expired']),
  pausedBecause: z.string().nullable(),
  kafka: z.object({ topic: z.string(), brokers: z.array(z.string()), group: z.string() }).nullable(),
  account: z.object({
    lastSequence: Count,
    acknowledged: Count,
    waiting: Count,
    lagMs: z.number(),
    sent: Count,
    retried: Count,
    lastSentAt: Instant.nullable(),
    lastAcknowledgedAt: Instant.nullable(),
    lastFailure: z.string().nullable(),
  }),
});

export const SubscriptionMade: z.ZodType<SubscriptionReply> = z.object({
  subscription: SubscriptionShown,
  secret: z.string().nullable(),
});

export const SubscriptionList: z.ZodType<SubscriptionsReply> = z.object({
  subscriptions: z.array(SubscriptionShown),
  channels: z.array(z.enum(['pull', 'webhook', 'mqtt', 'kafka', 'facts'])),
});

export const SubscriptionStateReply: z.ZodType<SubscriptionState> = z.object({
  type: z.literal('FeatureCollection'),
  subscription: SubscriptionId,
  sequence: Count,
  at: Instant,
  features: z.array(GeoJsonFeatureV1),
});

/** A change as a CloudEvent 1.0, JSON format. */
export const DeliveredEventV1 = as<DeliveredEvent>(
  z.object({
    specversion: z.literal('1.0'),
    id: z.string(),
    source: z.string(),
    type: z.enum([
      'jp.hinomi.feature.upsert.v1',
      'jp.hinomi.feature.remove.v1',
      'jp.hinomi.state.v1',
      'jp.hinomi.superseded.v1',
    ]),
    subject: z.string().optional(),
    time: Instant,
    datacontenttype: z.enum(['application/geo+json', 'application/json']),
    sequence: z.string().regex(/^\d{16}$/),
    exercise: z.boolean(),
    data: GeoJsonFeatureV1.nullable(),
  }),
);

export const DeliveredChangeV1 = as<DeliveredChange>(
  z.object({
    id: z.string(),
    sequence: Count,
    operation: z.enum(['upsert', 'remove', 'state', 'superseded']),
    featureId: z.string().nullable(),
    at: Instant,
    position: Count.nullable(),
    digest: z.string().nullable(),
    feature: GeoJsonFeatureV1.nullable().optional(),
    event: DeliveredEventV1.optional(),
    alert: z.string().nullable().optional(),
  }),
);

export const SubscriptionChangesReply: z.ZodType<SubscriptionChanges> = z.object({
  subscription: SubscriptionId,
  lastSequence: Count,
  changes: z.array(DeliveredChangeV1),
});

export const DeliveryRecordReply: z.ZodType<DeliveryRecord> = z.object({
  subscription: SubscriptionId,
  attempts: z.array(
    z.object({
      at: Instant,
      firstSequence: Count,
      lastSequence: Count,
      attempt: Count,
      outcome: z.enum(['fetched', 'taken', 'failed']),
      status: z.int().nullable(),
      tookMs: z.number(),
      failure: z.string().nullable(),
    }),
  ),
});

export const SecretReply = z.object({ secret: z.string() });

export const SandboxAnswer = z.object({ samples: Count, lastSequence: Count });

/** Part of the state, where things are sent: who has all parts drops what they do not name. */
export const DeliveredStateFeaturesV1 = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(GeoJsonFeatureV1),
  hinomi: z.object({
    operation: z.literal('state'),
    sequence: Count,
    part: z.int().positive(),
    parts: z.int().positive(),
    at: Instant,
  }),
});

export const DeliveredStateV1 = z.object({
  specversion: z.literal('1.0'),
  id: z.string(),
  source: z.string(),
  type: z.literal('jp.hinomi.state.v1'),
  time: Instant,
  datacontenttype: z.literal('application/geo+json'),
  exercise: z.boolean(),
  data: DeliveredStateFeaturesV1,
});

/** A change in the format `geojson`: what became of the feature stands in a foreign member (RFC 7946 section 6.1). */
export const DeliveredFeatureV1 = z.looseObject({
  type: z.literal('Feature'),
  id: z.string(),
  properties: z.looseObject({}).nullable(),
  hinomi: z.object({
    message: z.string(),
    sequence: Count,
    operation: z.enum(['upsert', 'remove', 'state', 'superseded']),
    at: Instant,
  }),
});

export const DeliveredFeaturesV1 = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(DeliveredFeatureV1),
});

/** CAP 1.2. */
export const DeliveredAlert = z.string();

export const DeliveredEventsV1 = z.array(DeliveredEventV1);

/** A change, or part of the state, as the value of a record: what the CloudEvent of its headers says. */
export const RecordedFeatureV1 = z.union([GeoJsonFeatureV1, z.null()]);

/** CloudEvents 1.0, Kafka binary binding. */
export const RecordHeaders = z.object({
  ce_specversion: z.literal('1.0'),
  ce_id: z.string(),
  ce_source: z.string(),
  ce_type: z.string(),
  ce_subject: z.string().optional(),
  ce_time: Instant,
  ce_sequence: z.string().regex(/^\d{16}$/),
  ce_exercise: z.enum(['true', 'false']),
  'content-type': z.string(),
});

/** Standard Webhooks. */
export const WebhookHeaders = z.object({
  'webhook-id': z.string(),
  'webhook-timestamp': z.string().regex(/^\d+$/),
  'webhook-signature': z.string(),
  'content-type': z.string(),
});
