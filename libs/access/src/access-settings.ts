import { WEB_CLIENT, type HubStatus } from '@hinomi/contracts';

/** What the host says about sign-in. */
export interface AccessSettings {
  /** Where the signing key is kept. */
  keyFile: string;
  /** The base URL of this hub, e.g. `http://localhost:8080`; asked late, since the port is known late. */
  issuer: () => string;
  /** The demonstration clients exist. Only ever true on a hub that listens on loopback alone. */
  demonstration: boolean;
  /** Where the policy texts are; `infra/policies` of this checkout when not said. */
  policiesDir?: string;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Injection token of {@link AccessSettings}. */
export const ACCESS_SETTINGS = Symbol.for('hinomi.access-settings');

/** The `aud` of every token. */
export const AUDIENCE = 'hinomi';

/** How a person signs in here, as `GET /api/v1/status` says. */
export function signInOffer({ issuer, demonstration }: AccessSettings): HubStatus['signIn'] {
  return { issuer: issuer(), clientId: WEB_CLIENT, demonstration };
}
