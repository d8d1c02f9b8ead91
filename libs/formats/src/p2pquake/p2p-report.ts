import type { ForecastIntensity, Instant, IntensityClass, LngLat } from '@hinomi/contracts';

/** 震源, as bodies 551 and 556 give it. */
export interface P2pHypocentre {
  /** Empty when P2P gives a place without a name. */
  name: string;
  lngLat: LngLat | null;
  /** 0 = ごく浅い. */
  depthKm: number | null;
  magnitude: number | null;
}

export const P2P_QUAKE_TYPES = [
  'ScalePrompt',
  'Destination',
  'ScaleAndDestination',
  'DetailScale',
  'Foreign',
  'Other',
] as const;
export type P2pQuakeType = (typeof P2P_QUAKE_TYPES)[number];

/** Where an intensity was read: a 細分区域, or a station. Names only: P2P has no codes. */
export interface P2pPoint {
  prefecture: string;
  name: string;
  isArea: boolean;
  /** Null for a value that is no class. */
  intensity: IntensityClass | null;
}

export interface P2pQuake {
  code: 551;
  issuedAt: Instant;
  type: P2pQuakeType;
  /** 発生日時, in whole minutes; of a ScalePrompt when it was felt. */
  originTime: Instant;
  hypocentre: P2pHypocentre | null;
  maxIntensity: IntensityClass | null;
  /** As written, e.g. `None`, `Checking`, `Watch`. */
  domesticTsunami: string | null;
  foreignTsunami: string | null;
  points: P2pPoint[];
  comment: string;
}

export interface P2pCoast {
  name: string;
  /** As written: `MajorWarning`, `Warning`, `Watch`, `Unknown`. */
  grade: string;
  immediate: boolean;
  arrivalTime: Instant | null;
  condition: string | null;
  maxHeight: { description: string; meters: number | null } | null;
}

/** The whole state of the nation; lifted when no coast is left. */
export interface P2pTsunami {
  code: 552;
  issuedAt: Instant;
  cancelled: boolean;
  coasts: P2pCoast[];
}

export interface P2pEewArea {
  prefecture: string;
  name: string;
  /** `10`, `11` or `19`, as in JMA's warning. */
  kindCode: string;
  intensity: ForecastIntensity;
  arrivalAt: Instant | null;
}

export interface P2pEew {
  code: 556;
  issuedAt: Instant;
  eventId: string;
  serial: number;
  cancelled: boolean;
  earthquake: {
    originTime: Instant | null;
    detectedAt: Instant | null;
    condition: string;
    hypocentre: P2pHypocentre | null;
  } | null;
  areas: P2pEewArea[];
}

/** 554 tells that a warning was heard, 555, 561 and 9611 tell of P2P's users: nothing of a hazard. */
export interface P2pOther {
  code: 554 | 555 | 561 | 9611;
}

/** One body of the JSON API v2. */
export interface P2pReport {
  /** P2P's own; the digest of the body where there is none. */
  id: string;
  /** When P2P had it; null where it does not say. */
  receivedAt: Instant | null;
  test: boolean;
  body: P2pQuake | P2pTsunami | P2pEew | P2pOther;
}
