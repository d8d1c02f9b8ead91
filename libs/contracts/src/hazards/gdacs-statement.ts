import { z } from 'zod';
import { Instant } from '../instant.js';
import { LngLat } from './geometry.js';

/** Earthquake, tropical cyclone, flood, volcano, drought, wildfire, tsunami; others as GDACS may name them. */
export const GdacsEventType = z.string().regex(/^[A-Z]{2}$/);

/** Expected humanitarian impact by GDACS' own models; not a CAP severity and no warning (hazard-feeds 8). */
export const GdacsLevel = z.enum(['Green', 'Orange', 'Red']);
export type GdacsLevel = z.infer<typeof GdacsLevel>;

/** A figure of GDACS with its unit and the sentence it stands in. */
export const GdacsFigure = z.object({ value: z.number().nullable(), unit: z.string(), text: z.string() });
export type GdacsFigure = z.infer<typeof GdacsFigure>;

/** One event as a GDACS list has it now. Its episodes are the states it went through. */
export const GdacsStatement = z.object({
  hazard: z.literal('gdacs'),
  eventType: GdacsEventType,
  eventId: z.string(),
  episodeId: z.string().nullable(),
  name: z.string().nullable(),
  /** Null when the list gives none. */
  alertLevel: GdacsLevel.nullable(),
  alertScore: z.number().nullable(),
  episodeAlertLevel: GdacsLevel.nullable(),
  fromDate: Instant.nullable(),
  toDate: Instant.nullable(),
  isCurrent: z.boolean(),
  /** It is over because the list, which holds every current event, no longer has it. */
  absent: z.boolean().optional(),
  severity: GdacsFigure.nullable(),
  population: GdacsFigure.nullable(),
  vulnerability: z.string().nullable(),
  countries: z.array(z.string()),
  iso3: z.string().nullable(),
  /** GLIDE, the number aid organisations share. */
  glide: z.string().nullable(),
  lngLat: LngLat.nullable(),
  /** `[west, south, east, north]` of the event's surroundings, not of its effects. */
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  url: z.string().nullable(),
  capUrl: z.string().nullable(),
});
export type GdacsStatement = z.infer<typeof GdacsStatement>;
