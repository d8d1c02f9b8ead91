import { z } from 'zod';
import { Instant } from '../instant.js';
import { LngLat, Geometry } from './geometry.js';

export const CapSeverity = z.enum(['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown']);
export const CapUrgency = z.enum(['Immediate', 'Expected', 'Future', 'Past', 'Unknown']);
export const CapCertainty = z.enum(['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown']);

/** What a sender names and gives a value, in a vocabulary of its own: `SAME` = `TOR`, `EMMA_ID` = `PL805`. */
export const CapNamedValue = z.object({ valueName: z.string(), value: z.string() });
export type CapNamedValue = z.infer<typeof CapNamedValue>;

/** A file beside an alert (CAP 1.2 section 3.2.3). The hub never fetches it; what is embedded stays in the raw bytes. */
export const AlertResource = z.object({
  description: z.string(),
  mimeType: z.string().nullable(),
  sizeBytes: z.number().nonnegative().nullable(),
  /** As written: it may be no address at all. */
  uri: z.string().nullable(),
  /** SHA-1 of the file, as the sender gives it. */
  digest: z.string().nullable(),
  /** Size of what the message itself carries; null when it carries nothing. */
  embeddedBytes: z.int().nonnegative().nullable(),
});
export type AlertResource = z.infer<typeof AlertResource>;

/** The texts of an alert in one language. */
export const AlertText = z.object({
  /** RFC 3066 tag, e.g. `en-US`; CAP's default when absent. */
  language: z.string(),
  event: z.string(),
  senderName: z.string().nullable(),
  headline: z.string().nullable(),
  description: z.string().nullable(),
  instruction: z.string().nullable(),
  areaDescription: z.string(),
  /** For whom, and whom to ask. Absent = not said. */
  audience: z.string().optional(),
  contact: z.string().optional(),
  resources: z.array(AlertResource).optional(),
});
export type AlertText = z.infer<typeof AlertText>;

/**
 * One area of validity: CAP `info` blocks that differ only in language are one segment with several texts.
 */
export const AlertSegment = z.object({
  categories: z.array(z.string()),
  responseTypes: z.array(z.string()),
  urgency: CapUrgency,
  severity: CapSeverity,
  certainty: CapCertainty,
  onset: Instant.nullable(),
  expires: Instant.nullable(),
  texts: z.array(AlertText).min(1),
  web: z.string().nullable(),
  /** Polygons as GeoJSON; CAP's `lat,lon` is already swapped. Null when only circles or geocodes are given. */
  geometry: Geometry.nullable(),
  circles: z.array(z.object({ center: LngLat, radiusKm: z.number().nonnegative() })),
  geocodes: z.array(CapNamedValue),
  /** The sender's own codes for the event, and its further facts. Absent = none. */
  eventCodes: z.array(CapNamedValue).optional(),
  parameters: z.array(CapNamedValue).optional(),
  /** Only these heights of an area, in feet above mean sea level; without `ceilingFeet` only that one height. */
  heights: z
    .array(z.object({ area: z.string(), altitudeFeet: z.number(), ceilingFeet: z.number().nullable() }))
    .optional(),
});
export type AlertSegment = z.infer<typeof AlertSegment>;

/** One CAP message (OASIS CAP 1.2 section 3.2). */
export const AlertStatement = z.object({
  hazard: z.literal('alert'),
  sender: z.string(),
  identifier: z.string(),
  sent: Instant,
  msgType: z.enum(['Alert', 'Update', 'Cancel']),
  /** Whom the sender means it for. Absent = Public. */
  scope: z.enum(['Restricted', 'Private']).optional(),
  /** The rule of a restricted message, and the receivers of a private one. */
  restriction: z.string().optional(),
  addresses: z.array(z.string()).optional(),
  /** Of the sender's profile, e.g. `profile:CAP-CP:0.4`. */
  codes: z.array(z.string()).optional(),
  /** The incidents it is about, as their owners name them. */
  incidents: z.array(z.string()).optional(),
  note: z.string().optional(),
  /** Hazard ids of every message this one supersedes (Update) or voids (Cancel). */
  supersedes: z.array(z.string()),
  segments: z.array(AlertSegment),
});
export type AlertStatement = z.infer<typeof AlertStatement>;
