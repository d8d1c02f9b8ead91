import type { SignInSettings } from './accounts.js';

/** `GET /api/v1/status`: what the page needs before it shows anything. */
export interface HubStatus {
  version: string;
  /** Where the console opens, a JIS code (2 or 5 digits); null = all Japan. `HINOMI_HOME_AREA`. */
  homeArea: string | null;
  /** `[west, south, east, north]` of the home area. */
  homeBounds: [number, number, number, number] | null;
  /** The edition of each area set in force. */
  boundaries: { set: string; edition: string; approximate: boolean; attribution: string }[];
  /** URL path of the offline basemap with the area tiles of these editions (PMTiles v3). */
  basemap: string;
  /** The hub never held a real report. */
  neverHeldReal: boolean;
  /** Demonstration accounts are on: the page may sign in as one of them without a form. */
  demonstration: boolean;
  /** How the page signs a person in: OpenID Connect, authorization code with PKCE, at this issuer. */
  signIn: SignInSettings;
}
