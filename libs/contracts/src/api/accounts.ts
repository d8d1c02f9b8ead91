import { z } from 'zod';
import { Role, type Permission } from '../access.js';
import { FeatureId } from '../ids.js';
import type { Instant } from '../instant.js';

/** A JIS code, 2 digits for a prefecture or 5 for a municipality; null = the whole country. */
export const Jurisdiction = z
  .string()
  .regex(/^\d{2}(\d{3})?$/, 'expected a JIS code of 2 or 5 digits')
  .nullable();

/** A tablet, and with it its token, is of a school or two; a team that goes from place to place has a jurisdiction. */
const MOST_SHELTERS = 20;

/** The shelters that are reported for, by any id they are or were known by; null = bound to none in particular. */
export const BoundShelters = z.array(FeatureId).min(1).max(MOST_SHELTERS).nullable();
export type BoundShelters = z.infer<typeof BoundShelters>;

/** What a person signs in with, and a machine's client id: small letters and digits, so that it can be told by telephone. */
export const SignInName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{1,62}[a-z0-9]$/, 'expected 3 to 64 of a-z, 0-9, dot, hyphen or underscore');

/** For people to read. */
export const DisplayName = z.string().trim().min(1).max(100);
const Agency = z.string().trim().min(1).max(100).nullable();

/** The attributes that policies look at; the same for people and machines. */
const Attributes = { role: Role, agency: Agency, jurisdiction: Jurisdiction };
/** Whoever does not know of it binds nobody. */
const Bound = { shelters: BoundShelters.default(null) };

/** What may change of a person or a machine; what is absent stays. */
const Change = z
  .strictObject({ name: DisplayName, ...Attributes, shelters: BoundShelters, disabled: z.boolean() })
  .partial();

/** `POST /api/v1/accounts`. The hub makes the first password and shows it once in the reply. */
export const NewAccount = z.strictObject({ username: SignInName, name: DisplayName, ...Attributes, ...Bound });
export type NewAccount = z.infer<typeof NewAccount>;

/** `PATCH /api/v1/accounts/{id}`: what is absent stays. Disabling ends the person's sessions. */
export const AccountChange = Change.extend({
  /** The reply then carries a new password, and every session of the person ends. */
  resetPassword: z.literal(true).optional(),
});
export type AccountChange = z.infer<typeof AccountChange>;

/** `POST /api/v1/clients`. The hub makes the secret and shows it once in the reply. */
export const NewMachineClient = z.strictObject({ clientId: SignInName, name: DisplayName, ...Attributes, ...Bound });
export type NewMachineClient = z.infer<typeof NewMachineClient>;

/** `PATCH /api/v1/clients/{id}`: what is absent stays. */
export const MachineClientChange = Change.extend({
  /** The reply then carries a new secret; the old one ends at once. */
  resetSecret: z.literal(true).optional(),
});
export type MachineClientChange = z.infer<typeof MachineClientChange>;

/** Who a person or a machine is to the policies. */
export interface Identity {
  /** For people to read; not what anything is decided by. */
  name: string;
  role: Role;
  agency: string | null;
  /** A JIS code of 2 or 5 digits; null = everywhere, or nowhere in particular. */
  jurisdiction: string | null;
  /** Reports for these shelters and no other; null = for all that the rest allows. */
  shelters: readonly FeatureId[] | null;
}

/** A person's account as an administrator sees it. Listed by `GET /api/v1/accounts` as `{ accounts }`. */
export interface Account extends Identity {
  id: string;
  username: string;
  disabled: boolean;
  createdAt: Instant;
  lastSignInAt: Instant | null;
}

/** A machine's client as an administrator sees it. Listed by `GET /api/v1/clients` as `{ clients }`. */
export interface MachineClient extends Identity {
  id: string;
  clientId: string;
  disabled: boolean;
  createdAt: Instant;
  lastUsedAt: Instant | null;
}

/** Answer to making or changing an account; `password` only when one was made, and never again. */
export interface AccountReply {
  account: Account;
  password?: string;
}

/** Answer to making or changing a machine client; `secret` only when one was made, and never again. */
export interface MachineClientReply {
  client: MachineClient;
  secret?: string;
}

/** `GET /api/v1/me`: who the token stands for, and what it may do. */
export interface Me extends Identity {
  subject: string;
  clientId: string;
  permissions: readonly Permission[];
}

/** `signIn` of `GET /api/v1/status`: where the page sends people to sign in. */
export interface SignInSettings {
  issuer: string;
  clientId: string;
  /** Demonstration accounts are on: the page may open as one of them without a form. */
  demonstration: boolean;
}
