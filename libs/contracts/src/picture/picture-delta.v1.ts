import { z } from 'zod';
import { Instant } from '../instant.js';
import type { GeoJsonFeature } from './feature.v1.js';
import { InterestV1 } from './interest.v1.js';

/** Opaque to browsers, compared only for equality (rule D1). */
export const Cursor = z.string().min(1).max(1024).brand<'Cursor'>();
export type Cursor = z.infer<typeof Cursor>;

/** Socket.IO namespace of the picture. */
export const PICTURE_NAMESPACE = '/picture';

/** Client → hub, event `watch`; answered by a {@link WatchReply}. Connecting and reconnecting are the same message (D4). */
export const WatchRequest = z.object({ interest: InterestV1, cursor: Cursor.nullable() });
export type WatchRequest = z.infer<typeof WatchRequest>;

/** `fetch-snapshot`: the cursor cannot be continued; fetch `GET /api/v1/picture` with this interest, then watch again. */
export type WatchReply =
  | { outcome: 'watching'; delta: PictureDeltaV1 }
  | {
      outcome: 'fetch-snapshot';
      reason: 'no-cursor' | 'too-old' | 'unknown' | 'other-log' | 'other-interest' | 'other-access';
    }
  | { outcome: 'refused'; code: string; message: string };

/** Hub → client, event `delta`. Whole features and removed ids, never patches (D2); applied only onto `from` (D3). */
export interface PictureDeltaV1 {
  from: Cursor;
  cursor: Cursor;
  upserts: GeoJsonFeature[];
  removes: string[];
}

/** Hub → client, event `rewatch`: policy, attributes or token changed, or the stream was cut; watch again (D7). */
export interface Rewatch {
  reason: 'access-changed' | 'stream-restarted';
}

/** Hub → client, event `heartbeat`, every {@link HEARTBEAT_MS}: the picture is alive even when nothing changes (D10). */
export const Heartbeat = z.object({
  cursor: Cursor,
  /** The hub's clock now, for ages on a device with a wrong clock. */
  at: Instant,
  /** When the newest report of any feed was received; null on a hub that never received one. */
  lastReportAt: Instant.nullable(),
  /** A real hazard feature of severity ≥ 3 appeared or grew since the hub started: its `recordedAt`, for the bar shown over a drill. */
  lastRealAlertAt: Instant.nullable(),
  /** `HubStatus.basemap` now: another one than the page draws means that other boundaries are in force, so ask the status anew. */
  basemap: z.string().optional(),
});
export type Heartbeat = z.infer<typeof Heartbeat>;

export const HEARTBEAT_MS = 5_000;
/** Three missed heartbeats: the picture reads "not live" (D10). */
export const NOT_LIVE_AFTER_MS = 15_000;
/** Changes below {@link IMMEDIATE_SEVERITY} are gathered this long (D9). */
export const BATCH_MS = 250;
/** First reports and changes of this severity or more go at once (D9). */
export const IMMEDIATE_SEVERITY = 4;

/** `GET /api/v1/picture` (D6). */
export interface PictureSnapshot {
  type: 'FeatureCollection';
  features: GeoJsonFeature[];
  cursor: Cursor;
  at: Instant;
}
