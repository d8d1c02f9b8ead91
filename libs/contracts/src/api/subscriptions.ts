import { z } from 'zod';
import type { Role } from '../access.js';
import { FactTopic } from '../events/fact.js';
import { Instant } from '../instant.js';
import type { GeoJsonFeature } from '../picture/feature.v1.js';
import { InterestV1 } from '../picture/interest.v1.js';

export const SubscriptionId = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{26}$/)
  .brand<'SubscriptionId'>();
export type SubscriptionId = z.infer<typeof SubscriptionId>;

/** What one change is sent as: CloudEvents 1.0 in JSON, a GeoJSON feature, or a CAP 1.2 alert. */
export const DELIVERY_FORMATS = ['cloudevents', 'geojson', 'cap'] as const;
export const DeliveryFormat = z.enum(DELIVERY_FORMATS);
export type DeliveryFormat = z.infer<typeof DeliveryFormat>;

const line = (most: number) => z.string().trim().min(1).max(most);

/** Who answers for a subscription. An organisation's contact, no person's own. */
export const SubscriptionOwner = z.strictObject({
  organisation: line(200),
  purpose: line(500),
  contact: line(200),
});
export type SubscriptionOwner = z.infer<typeof SubscriptionOwner>;

/** How changes reach the agency: it fetches them, or they are sent. */
export const DeliveryChannel = z.discriminatedUnion('type', [
  /** `GET .../changes` and `GET .../events`, which every subscription has. */
  z.strictObject({ type: z.literal('pull') }),
  /** Signed POSTs by Standard Webhooks. */
  z.strictObject({
    type: z.literal('webhook'),
    url: z.url({ protocol: /^https?$/ }).max(2000),
    /** Changes of one message at most; 1 = each is a message of its own. */
    batch: z.int().min(1).max(500).default(1),
  }),
  /** Messages at the hub's MQTT broker, under `hinomi/<client id>/<subscription>`. */
  z.strictObject({ type: z.literal('mqtt') }),
  /** Another hub fetches what sources said, `GET .../facts`, and makes its own picture of it. */
  z.strictObject({ type: z.literal('facts'), topics: z.array(FactTopic).min(1) }),
]);
export type DeliveryChannel = z.infer<typeof DeliveryChannel>;

/** `POST /api/v1/subscriptions`. */
export const SubscriptionWish = z.strictObject({
  interest: InterestV1,
  owner: SubscriptionOwner,
  channel: DeliveryChannel.default({ type: 'pull' }),
  format: DeliveryFormat.default('cloudevents'),
  /** Null = until it is ended. */
  expiresAt: Instant.nullable().default(null),
});
export type SubscriptionWish = z.infer<typeof SubscriptionWish>;

/** One subscription's account: the same numbers for its owner and for the hub's operators. */
export interface DeliveryAccount {
  /** Of the newest change; 0 = none yet. */
  lastSequence: number;
  /** The newest sequence that the agency has for certain. */
  acknowledged: number;
  /** `lastSequence` - `acknowledged`. */
  waiting: number;
  /** How long the oldest change that waits has been there, in ms; 0 = none waits. */
  lagMs: number;
  /** Messages that were handed over, repeats counted. */
  sent: number;
  /** Of these, repeats after a failure. */
  retried: number;
  lastSentAt: Instant | null;
  lastAcknowledgedAt: Instant | null;
  /** Why the last attempt failed, in words; null = it did not. */
  lastFailure: string | null;
}

export type SubscriptionStatus = 'active' | 'paused' | 'expired';

/** A subscription as its owner, and the hub's operators, see it. */
export interface Subscription {
  id: SubscriptionId;
  interest: InterestV1;
  owner: SubscriptionOwner;
  channel: DeliveryChannel;
  format: DeliveryFormat;
  createdAt: Instant;
  expiresAt: Instant | null;
  /** Whose it is, and what they may see: no delivery shows more. */
  holder: { clientId: string; name: string; role: Role; agency: string | null; jurisdiction: string | null };
  status: SubscriptionStatus;
  /** Why it is paused, in words. */
  pausedBecause: string | null;
  account: DeliveryAccount;
}

/** Answer to `POST /api/v1/subscriptions`. */
export interface SubscriptionReply {
  subscription: Subscription;
  /** The webhook's signing secret (`whsec_…`), shown this once; null where nothing is signed. */
  secret: string | null;
}

/** `POST /api/v1/subscriptions/{id}/replay`: what follows this sequence is sent once more. */
export const ReplayWish = z.strictObject({ since: z.int().nonnegative() });
export type ReplayWish = z.infer<typeof ReplayWish>;

/** `POST /api/v1/subscriptions/{id}/sandbox`: as many samples are on their way, each as an upsert and, after all of them, a remove. */
export interface SandboxReply {
  samples: number;
  lastSequence: number;
}

/** `GET /api/v1/subscriptions/{id}/state`: everything that matches now. Changes after `sequence` follow it. */
export interface SubscriptionState {
  type: 'FeatureCollection';
  subscription: SubscriptionId;
  sequence: number;
  at: Instant;
  features: GeoJsonFeature[];
}

/**
 * `upsert`: whole, in place of what was there; `remove`: it left the interest, or the permission; `state`: what is known is
 * worthless (cut off too long, or other rights): fetch the state; `superseded`: a newer change of the same feature follows.
 */
export type ChangeOperation = 'upsert' | 'remove' | 'state' | 'superseded';

/** A change as it is delivered. `id` is the same however often it is sent. */
export interface DeliveredChange {
  /** `<subscription>.<sequence>`. */
  id: string;
  sequence: number;
  operation: ChangeOperation;
  /** Null for `state`. */
  featureId: string | null;
  /** When the hub had it. */
  at: Instant;
  /** Where its record stands in the `picture` topic; null for `state`. */
  position: number | null;
  /** SHA-256 of the feature's canonical JSON, hexadecimal; null unless it is an upsert. */
  digest: string | null;
  /** In the format of the subscription, null unless it is an upsert. */
  feature?: GeoJsonFeature | null;
  event?: DeliveredEvent;
  alert?: string | null;
}

/** A change as a CloudEvent 1.0, JSON format. */
export interface DeliveredEvent {
  specversion: '1.0';
  id: string;
  /** The subscription's address. */
  source: string;
  type:
    'jp.hinomi.feature.upsert.v1' | 'jp.hinomi.feature.remove.v1' | 'jp.hinomi.state.v1' | 'jp.hinomi.superseded.v1';
  /** The feature; absent for a state. */
  subject?: string;
  time: Instant;
  datacontenttype: 'application/geo+json' | 'application/json';
  /** Padded to 16 digits: compared as text. */
  sequence: string;
  /** As in the wish: `true` = of an exercise. */
  exercise: boolean;
  data: GeoJsonFeature | null;
}

/** `GET /api/v1/subscriptions/{id}/changes?since=&limit=&wait=`. */
export interface SubscriptionChanges {
  subscription: SubscriptionId;
  /** Of the newest change there is: what lies between the last of `changes` and this is to be fetched yet. */
  lastSequence: number;
  changes: DeliveredChange[];
}

/** One attempt to hand changes over, or one fetch: a line of the record of deliveries. */
export interface DeliveryAttempt {
  at: Instant;
  firstSequence: number;
  lastSequence: number;
  /** 1 = the first time. */
  attempt: number;
  /** `fetched`: the agency asked for them; `taken`: its endpoint took them. */
  outcome: 'fetched' | 'taken' | 'failed';
  /** What the endpoint answered; null = nothing, or nobody was asked. */
  status: number | null;
  tookMs: number;
  failure: string | null;
}

/** `GET /api/v1/subscriptions/{id}/deliveries`, newest first; `?format=csv` as a table. */
export interface DeliveryRecord {
  subscription: SubscriptionId;
  attempts: DeliveryAttempt[];
}

/** Attempts of one answer. */
export const MOST_ATTEMPTS = 10_000;

export const MOST_CHANGES_IN_PAGE = 1_000;
/** The longest that `wait=` holds an answer back, in seconds. */
export const CHANGES_WAIT_SECONDS = 25;
