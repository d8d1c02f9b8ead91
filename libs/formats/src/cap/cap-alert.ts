import type {
  AlertResource,
  CapCertainty,
  CapNamedValue,
  CapSeverity,
  CapUrgency,
  Instant,
  LngLat,
} from '@hinomi/contracts';
import type { z } from 'zod';

export const CAP_VERSIONS = {
  'http://www.incident.com/cap/1.0': '1.0',
  'urn:oasis:names:tc:emergency:cap:1.1': '1.1',
  'urn:oasis:names:tc:emergency:cap:1.2': '1.2',
} as const;
export type CapVersion = (typeof CAP_VERSIONS)[keyof typeof CAP_VERSIONS];

export const CAP_STATUSES = ['Actual', 'Exercise', 'System', 'Test', 'Draft'] as const;
export const CAP_MESSAGE_TYPES = ['Alert', 'Update', 'Cancel', 'Ack', 'Error'] as const;
export const CAP_SCOPES = ['Public', 'Restricted', 'Private'] as const;

export const CAP_CATEGORIES = [
  'Geo',
  'Met',
  'Safety',
  'Security',
  'Rescue',
  'Fire',
  'Health',
  'Env',
  'Transport',
  'Infra',
  'CBRNE',
  'Other',
] as const;
export const CAP_RESPONSE_TYPES = [
  'Shelter',
  'Evacuate',
  'Prepare',
  'Execute',
  'Avoid',
  'Monitor',
  'Assess',
  'AllClear',
  'None',
] as const;

/** What names a CAP message for ever. */
export interface CapMessageName {
  sender: string;
  identifier: string;
  sent: Instant;
}

/** One CAP message as its sender wrote it (OASIS CAP 1.2 section 3.2); an empty element counts as an absent one. */
export interface CapAlert extends CapMessageName {
  version: CapVersion;
  status: (typeof CAP_STATUSES)[number];
  msgType: (typeof CAP_MESSAGE_TYPES)[number];
  scope: (typeof CAP_SCOPES)[number];
  source: string | null;
  restriction: string | null;
  /** Whom a private message is for. */
  addresses: string[];
  codes: string[];
  incidents: string[];
  note: string | null;
  /** What an Update replaces and a Cancel voids. Read only for these two, where it decides. */
  references: CapMessageName[];
  infos: CapInfo[];
}

export interface CapInfo {
  language: string;
  categories: string[];
  event: string;
  responseTypes: string[];
  urgency: z.infer<typeof CapUrgency>;
  severity: z.infer<typeof CapSeverity>;
  certainty: z.infer<typeof CapCertainty>;
  effective: Instant | null;
  onset: Instant | null;
  expires: Instant | null;
  senderName: string | null;
  headline: string | null;
  description: string | null;
  instruction: string | null;
  web: string | null;
  audience: string | null;
  contact: string | null;
  eventCodes: CapNamedValue[];
  parameters: CapNamedValue[];
  resources: AlertResource[];
  areas: CapArea[];
}

export interface CapArea {
  description: string;
  /** Closed rings, counter-clockwise, cut at the antimeridian (RFC 7946). */
  rings: LngLat[][];
  circles: { center: LngLat; radiusKm: number }[];
  geocodes: CapNamedValue[];
  /** In feet above mean sea level; a ceiling alone means nothing and is left out. */
  altitudeFeet: number | null;
  ceilingFeet: number | null;
}
