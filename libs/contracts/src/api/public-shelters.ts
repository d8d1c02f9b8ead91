import { z } from 'zod';
import { LngLat } from '../hazards/geometry.js';
import { FeatureId } from '../ids.js';
import { Instant } from '../instant.js';
import { HAZARD_TOPICS } from '../picture/topic-of-hazard.js';
import { PLACE_PURPOSES } from '../shelters/place-purposes.js';
import { PLACE_STATES } from '../shelters/place-state.js';
import { FULLNESS_STEPS } from '../shelters/place-fullness.js';
import { PLACE_SUITS } from '../shelters/place-suits.js';
import { DISASTER_KINDS } from '../things/disaster-kinds.js';

/** Clockwise from north. */
export const COMPASS = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'] as const;

const YesNo = z.enum(['yes', 'no', 'unknown']);
const Kind = z.enum(DISASTER_KINDS);

/** A hazard in force, as far as everybody may see it. */
export const PublicHazard = z.object({
  feature: FeatureId,
  topic: z.enum(HAZARD_TOPICS),
  severity: z.int().min(0).max(5),
  /** 震度, of earthquakes only. */
  intensity: z.string().nullable(),
  /** The source's own words, of notices only. */
  title: z.string().nullable(),
  agency: z.string(),
  issuedAt: Instant,
  /** A place is meant for it when it is designated for any of these; empty = places are not designated for such hazards. */
  kinds: z.array(Kind),
});
export type PublicHazard = z.infer<typeof PublicHazard>;

export const PublicPlace = z.object({
  id: FeatureId,
  name: z.string(),
  nameKana: z.string().nullable(),
  address: z.string().nullable(),
  /** JIS code, 5 digits. */
  municipality: z.string().nullable(),
  phone: z.string().nullable(),
  lngLat: LngLat,
  /** Along the great circle from where was asked, to 10 m; null where nobody said from where. */
  distanceMeters: z.int().nullable(),
  direction: z.enum(COMPASS).nullable(),
  state: z.object({ is: z.enum(PLACE_STATES), seenAt: Instant.nullable(), isOld: z.boolean() }),
  fullness: z.object({
    step: z.enum(FULLNESS_STEPS),
    basis: z.enum(['told', 'counted']).nullable(),
    seenAt: Instant.nullable(),
    people: z.int().nullable(),
    capacity: z.int().nullable(),
  }),
  purposes: z.array(z.enum(PLACE_PURPOSES)),
  designated: z.partialRecord(Kind, YesNo),
  accessibleToilet: z.object({ is: YesNo, seenAt: Instant.nullable() }),
  pets: z.object({ is: YesNo, seenAt: Instant.nullable() }),
  /** Of the hazards in force here, and those whose area covers it; the worst first. */
  threats: z.array(z.object({ hazard: PublicHazard, designated: YesNo, covers: z.boolean() })),
  suits: z.enum(PLACE_SUITS),
  exercise: z.string().nullable(),
});
export type PublicPlace = z.infer<typeof PublicPlace>;

/** `GET` and `POST /api/v1/public/shelters`: what everybody may know, without an account. Ages are for the reader to work out. */
export const PublicShelters = z.object({
  at: Instant,
  /** When a report of any feed last arrived; null = never, or not known here. */
  heardAt: Instant.nullable(),
  /** Whose hazards these are; null = no place was named. */
  here: z.object({ code: z.string(), name: z.string(), nameEn: z.string().nullable() }).nullable(),
  hazards: z.array(PublicHazard),
  /** In order of use: those to go to by distance, then those said to be shut, last those to avoid. */
  places: z.array(PublicPlace),
  /** More would fit than are listed. */
  more: z.boolean(),
  /** Whom the listed places are to be credited to. */
  attributions: z.array(z.string()),
  /** A run, `true` for any, or null for the real world. */
  exercise: z.union([z.string(), z.literal(true)]).nullable(),
});
export type PublicShelters = z.infer<typeof PublicShelters>;
