import { z } from 'zod';
import { AttributeHeaders } from '../events/event.js';
import { GeoJsonFeatureV1 } from '../catalogue/geo-json-feature.js';
import { OPEN_TOPICS, TOPIC_RECORDS } from '../catalogue/topic-records.js';
import { Instant } from '../instant.js';
import { InterestV1 } from '../picture/interest.v1.js';
import { Cursor, Heartbeat, WatchRequest, type PictureDeltaV1, type WatchReply } from '../picture/picture-delta.v1.js';
import {
  DeliveredAlert,
  DeliveredChangeV1,
  DeliveredEventsV1,
  DeliveredEventV1,
  DeliveredFeaturesV1,
  DeliveredFeatureV1,
  DeliveredStateFeaturesV1,
  DeliveredStateV1,
  RecordedFeatureV1,
  RecordHeaders,
  SubscriptionChangesReply,
  WebhookHeaders,
} from './subscription-schemas.js';

/** The headers of every event: CloudEvents 1.0, Kafka binary binding. */
const EventHeaders = AttributeHeaders.extend({
  ce_specversion: z.literal('1.0'),
  'content-type': z.literal('application/json'),
});

/** The headers of a record of `picture`. */
const PictureHeaders = z.object({
  ce_type: z.literal('picture.feature.v1'),
  /** Of the writer: a record below the newest claim's offset is dropped. */
  epoch: z.string().regex(/^\d+$/),
  ce_trace: z.string().optional(),
  cause_time: Instant.optional(),
});

const PictureDelta: z.ZodType<PictureDeltaV1> = z.object({
  from: Cursor,
  cursor: Cursor,
  upserts: z.array(GeoJsonFeatureV1),
  removes: z.array(z.string()),
});

const WatchAnswer: z.ZodType<WatchReply> = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('watching'), delta: PictureDelta }),
  z.object({
    outcome: z.literal('fetch-snapshot'),
    reason: z.enum(['no-cursor', 'too-old', 'unknown', 'other-log', 'other-interest', 'other-access']),
  }),
  z.object({ outcome: z.literal('refused'), code: z.string(), message: z.string() }),
]);

const RewatchMessage = z.object({ reason: z.enum(['access-changed', 'stream-restarted']) });

const OF_TOPICS = Object.fromEntries(
  OPEN_TOPICS.flatMap((topic) => TOPIC_RECORDS[topic].map(({ name, schema }) => [name, schema] as const)),
);

/** The schemas of messages by name. */
export const MESSAGE_SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  ...OF_TOPICS,
  EventHeaders,
  PictureHeaders,
  Interest: InterestV1,
  GeoJsonFeature: GeoJsonFeatureV1,
  WatchRequest,
  WatchReply: WatchAnswer,
  PictureDelta,
  Rewatch: RewatchMessage,
  Heartbeat,
  DeliveredEvent: DeliveredEventV1,
  DeliveredChange: DeliveredChangeV1,
  DeliveredEvents: DeliveredEventsV1,
  DeliveredAlert,
  DeliveredFeature: DeliveredFeatureV1,
  DeliveredFeatures: DeliveredFeaturesV1,
  DeliveredStateFeatures: DeliveredStateFeaturesV1,
  DeliveredState: DeliveredStateV1,
  WebhookHeaders,
  RecordedFeature: RecordedFeatureV1,
  RecordHeaders,
  SubscriptionChanges: SubscriptionChangesReply,
};
