import { z } from 'zod';
import { Instant } from '../instant.js';
import { LngLat, Geometry } from './geometry.js';

export const CapSeverity = z.enum(['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown']);
export const CapUrgency = z.enum(['Immediate', 'Expected', 'Future', 'Past', 'Unknown']);
export const CapCertainty = z.enum(['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown']);

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
  geocodes: z.array(z.object({ valueName: z.string(), value: z.string() })),
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
  /** Hazard ids of every message this one supersedes (Update) or voids (Cancel). */
  supersedes: z.array(z.string()),
  segments: z.array(AlertSegment),
});
export type AlertStatement = z.infer<typeof AlertStatement>;
