import { WEB_CLIENT, type SignInSettings } from '@hinomi/contracts';
import type { Store } from '@hinomi/store';

/** An OpenID Connect provider elsewhere, whose tokens count here. */
export interface ExternalIssuer {
  /** As in its discovery document; a slash at the end makes no difference. */
  url: string;
  /** The page's client there. */
  clientId?: string;
  /** The `aud` a token must carry. */
  audience?: string;
  /** Paths of claims, with dots; the defaults are Keycloak's. */
  claims?: { role?: string; agency?: string; jurisdiction?: string; shelters?: string };
}

/** What the host says about sign-in. */
export interface AccessSettings {
  /** The base URL of this hub, e.g. `http://localhost:8080`; asked late, since the port is known late. */
  issuer: () => string;
  /** The demonstration people and clients exist. Only ever true on a hub that listens on loopback alone. */
  demonstration: boolean;
  /** Keeps keys, accounts and sessions; without one there are none but the demonstration clients'. */
  store?: Store;
  /** Tokens are made and people sign in there instead of here. */
  external?: ExternalIssuer;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Injection token of {@link AccessSettings}. */
export const ACCESS_SETTINGS = Symbol.for('hinomi.access-settings');

/** The `aud` of every token. */
export const AUDIENCE = 'hinomi';

/** How a person signs in here, as `GET /api/v1/status` says. */
export function signInOffer({ issuer, demonstration, external }: AccessSettings): SignInSettings {
  if (external) return { issuer: external.url, clientId: external.clientId ?? WEB_CLIENT, demonstration: false };
  return { issuer: issuer(), clientId: WEB_CLIENT, demonstration };
}
