import { z } from 'zod';
import { PERMISSIONS, Role, type Permission } from '../access.js';
import type { HubStatus } from '../api/status.js';
import type { Me } from '../api/accounts.js';
import type { FeedReceipt, FeedStatus } from '../api/feeds.js';
import { FeatureVersion, FeatureHistory, HistoryReach } from '../api/history.js';
import type { Problem } from '../api/problem.js';
import type { ShelterEntry, ShelterReportReceipt } from '../api/shelters.js';
import { GeoJsonFeatureV1 } from '../catalogue/geo-json-feature.js';
import { ERROR_CODES } from '../errors/hub-error.js';
import { FEED_FORMATS } from '../events/report-received.v1.js';
import { Geometry, LngLat } from '../hazards/geometry.js';
import { FeatureId } from '../ids.js';
import { Instant } from '../instant.js';
import { Cursor, type PictureSnapshot } from '../picture/picture-delta.v1.js';
import { ShelterReportId, SHELTER_WARNINGS } from '../shelters/shelter-report.js';

const Count = z.int().nonnegative();
const Place = z.object({ line: Count.optional(), column: Count.optional(), path: z.string().optional() });
const Box = z.tuple([z.number(), z.number(), z.number(), z.number()]);
/** A field that is left out where there is nothing to say; the interfaces know no `undefined` in its place. */
const as = <T>(schema: z.ZodType): z.ZodType<T> => schema as z.ZodType<T>;

export const ProblemReply = as<Problem>(
  z.looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(ERROR_CODES),
    place: Place.optional(),
  }),
);

export const PictureReply: z.ZodType<PictureSnapshot> = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(GeoJsonFeatureV1),
  cursor: Cursor,
  at: Instant,
});

export const PastPictureReply = HistoryReach.extend({
  type: z.literal('FeatureCollection'),
  features: z.array(GeoJsonFeatureV1),
  at: Instant.nullable(),
  knownAt: Instant.nullable(),
});

export const HistoryReply = FeatureHistory.extend({
  versions: z.array(FeatureVersion.extend({ feature: GeoJsonFeatureV1 })),
});

export const AreaReply = z.object({
  type: z.literal('Feature'),
  id: z.string(),
  geometry: Geometry.nullable(),
  properties: z.object({
    edition: z.string(),
    code: z.string(),
    set: z.string(),
    approximate: z.boolean(),
    attribution: z.string(),
  }),
});

export const FeedReceiptReply = as<FeedReceipt>(
  z.object({
    accepted: z.array(
      z.object({
        id: z.string(),
        subject: z.string(),
        hazardId: z.string().optional(),
        effect: z.enum(['current', 'past', 'voids']),
        exercise: z.string().nullable(),
      }),
    ),
    acceptedMore: Count.optional(),
    duplicates: Count,
    problems: z
      .array(z.object({ place: Place, message: z.string(), level: z.enum(['refused', 'mended']).optional() }))
      .optional(),
    quarantineId: z.string().optional(),
    rawId: z.string(),
    trace: z.string(),
  }),
);

export const FeedsReply: z.ZodType<FeedStatus[]> = z.array(
  z.object({
    source: z.string(),
    title: z.string(),
    format: z.enum(FEED_FORMATS).nullable(),
    mode: z.enum(['pushed', 'polled', 'subscribed', 'off']),
    lastSuccessAt: Instant.nullable(),
    lastReportAt: Instant.nullable(),
    lastErrorAt: Instant.nullable(),
    lastError: z.string().nullable(),
    problems: z.array(z.object({ file: z.string(), path: z.string(), message: z.string() })),
    received: Count,
    duplicates: Count,
    refused: Count,
    knownSince: Instant,
    nextPollAt: Instant.nullable(),
    silentAfterSeconds: z.number().nullable(),
    lag: z.object({ newestMs: z.number(), typicalMs: z.number() }).nullable(),
    state: z.enum(['ok', 'failing', 'silent', 'never', 'unusable', 'off']),
    mended: z
      .object({
        at: Instant,
        kinds: z.array(z.object({ message: z.string(), path: z.string(), count: Count })),
        moreKinds: Count,
      })
      .nullable(),
    attribution: z.string(),
    licence: z.string(),
  }),
);

export const ShelterReply: z.ZodType<ShelterEntry> = z.object({
  id: FeatureId,
  name: z.string(),
  nameKana: z.string().nullable(),
  nationalId: z.string().nullable(),
  address: z.string().nullable(),
  municipality: z.string().nullable(),
  lngLat: LngLat.nullable(),
  eststts: z.string().nullable(),
  evacueeno: z.number().nullable(),
  reportedAt: Instant.nullable(),
  exercise: z.string().nullable(),
});

export const SheltersReply = z.array(ShelterReply);

export const ShelterReportReply = as<ShelterReportReceipt>(
  z.object({
    receivedAt: Instant,
    clockSkewMs: z.number(),
    accepted: z.array(ShelterReportId),
    duplicates: z.array(ShelterReportId),
    refused: z.array(
      z.object({
        index: Count,
        reportId: z.string().nullable(),
        code: z.string(),
        detail: z.string(),
        place: Place.optional(),
      }),
    ),
    warnings: z.record(z.string(), z.array(z.enum(SHELTER_WARNINGS))).optional(),
  }),
);

export const StatusReply: z.ZodType<HubStatus> = z.object({
  version: z.string(),
  homeArea: z.string().nullable(),
  homeBounds: Box.nullable(),
  boundaries: z.array(
    z.object({ set: z.string(), edition: z.string(), approximate: z.boolean(), attribution: z.string() }),
  ),
  basemap: z.string(),
  neverHeldReal: z.boolean(),
  demonstration: z.boolean(),
  signIn: z.object({ issuer: z.string(), clientId: z.string(), demonstration: z.boolean() }),
});

export const MeReply: z.ZodType<Me> = z.object({
  subject: z.string(),
  clientId: z.string(),
  name: z.string(),
  role: Role,
  agency: z.string().nullable(),
  jurisdiction: z.string().nullable(),
  shelters: z.array(FeatureId).nullable(),
  permissions: z.array(z.enum(PERMISSIONS as readonly Permission[] as [Permission, ...Permission[]])),
});

export const AliveReply = z.object({ status: z.literal('alive') });

/** RFC 6749 section 4.4. */
export const TokenWish = z.object({
  grant_type: z.literal('client_credentials'),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
});

export const TokenReply = z.object({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.int().positive(),
});
