import { z } from 'zod';
import type { FeatureId } from '../ids.js';
import type { Instant } from '../instant.js';
import { BoundShelters, DisplayName } from './accounts.js';

/** `POST /api/v1/tablets`: one more tablet, for these shelters. The reply carries its code, once. */
export const NewTablet = z.strictObject({ name: DisplayName, shelters: BoundShelters.unwrap() });
export type NewTablet = z.infer<typeof NewTablet>;

/** A tablet's own secret: it makes it itself, so that a lost answer costs nothing and the hub never tells one. */
const TabletSecret = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'expected 32 bytes as base64url');

/** `POST /api/v1/tablets/enrol`. The code works once, and again only with the secret it was used with. */
export const TabletEnrolment = z.strictObject({ code: z.string().min(1).max(60), secret: TabletSecret });
export type TabletEnrolment = z.infer<typeof TabletEnrolment>;

/** `code`: nobody has used it yet; `expired`: nobody did in time; `away`: it was silent for so long that it has to be enrolled anew. */
export type TabletState = 'code' | 'expired' | 'in-use' | 'away' | 'revoked';

/** A tablet as whoever enrols tablets sees it. Listed by `GET /api/v1/tablets` as `{ tablets }`. */
export interface TabletEntry {
  id: string;
  name: string;
  shelters: TabletShelter[];
  state: TabletState;
  enrolledBy: string;
  enrolledAt: Instant;
  codeEndsAt: Instant;
  /** When it last asked for a token; null = never. */
  lastSeenAt: Instant | null;
}

export interface TabletShelter {
  id: FeatureId;
  /** Null = the picture has no such shelter now. */
  name: string | null;
  municipality: string | null;
  exercise: string | null;
}

/** Answer to enrolling or revoking a tablet; `code` only when one was made, and never again. */
export interface TabletReply {
  tablet: TabletEntry;
  code?: string;
}

/** Answer to {@link TabletEnrolment}: what the tablet signs in as (`client_credentials`, with its secret). */
export interface EnrolledTablet {
  clientId: string;
  name: string;
  shelters: TabletShelter[];
}

/** What the ids of tablets begin with; no machine's client can be called so. */
export const TABLET_PREFIX = 'tablet:';
