import { z } from 'zod';
import { FeatureId } from '../ids.js';
import { Theme } from '../things/theme.js';

/** Which of two numbers came first. */
export const PositionOrder = z.enum(['lat-lng', 'lng-lat']);
export type PositionOrder = z.infer<typeof PositionOrder>;

/** Why what was meant as coordinates is none; `form`: it cannot be read at all. */
export const UNREADABLE_POSITIONS = [
  'form',
  'one-number',
  'minutes',
  'seconds',
  'same-axis',
  'latitude',
  'longitude',
] as const;
export const UnreadablePosition = z.enum(UNREADABLE_POSITIONS);
export type UnreadablePosition = z.infer<typeof UnreadablePosition>;

const Degrees = z.number();
/** `[lng, lat]`. */
const Position = z.tuple([Degrees, Degrees]).readonly();
/** `[west, south, east, north]`. */
const Box = z.tuple([Degrees, Degrees, Degrees, Degrees]).readonly();

/** The names of a municipality or prefecture. */
const AreaName = z.object({
  /** 5 or 2 digits. */
  code: z.string(),
  name: z.string(),
  kana: z.string().nullable(),
  en: z.string().nullable(),
});

export const FoundArea = AreaName.extend({
  /** Of a municipality. */
  prefecture: z.string().nullable(),
  /** Every code that a report of this area may carry: itself and, of a designated city, its wards. */
  codes: z.array(z.string()),
  /** Null where the boundaries have no shape. */
  bounds: Box.nullable(),
  /** Where its shape is: `GET /api/v1/areas/{edition}/{code}`. */
  shape: z.object({ edition: z.string(), code: z.string() }),
});
export type FoundArea = z.infer<typeof FoundArea>;

export const FoundPlace = z.object({
  id: FeatureId,
  name: z.string(),
  kana: z.string().nullable(),
  theme: Theme,
  /** 5 digits and name; null = no report says. */
  municipality: AreaName.nullable(),
  lngLat: Position,
});
export type FoundPlace = z.infer<typeof FoundPlace>;

export const FoundPosition = z.object({
  lngLat: Position,
  order: PositionOrder,
  orderBy: z.enum(['marks', 'range', 'either']),
  /** In which it is; null at sea and abroad. */
  municipality: AreaName.nullable(),
});
export type FoundPosition = z.infer<typeof FoundPosition>;

export const FoundSquare = z.object({
  level: z.enum(['first', 'second', 'third', 'half', 'quarter']),
  code: z.string(),
  bounds: Box,
});
export type FoundSquare = z.infer<typeof FoundSquare>;

/** `POST /api/v1/search`: a question may hold the name of a person's home, and does not belong in an address. */
export const MapSearchAsked = z.strictObject({
  q: z.string().trim().min(1).max(100),
  exercise: z.boolean().default(false),
});

/** Places that what was typed may mean. The lists are cut; `more` says what was left out. */
export const MapSearch = z.object({
  positions: z.array(FoundPosition),
  /** It was meant as coordinates and is none; null otherwise. */
  unreadable: UnreadablePosition.nullable(),
  square: FoundSquare.nullable(),
  areas: z.array(FoundArea),
  places: z.array(FoundPlace),
  more: z.object({ areas: z.int().nonnegative(), places: z.int().nonnegative() }),
});
export type MapSearch = z.infer<typeof MapSearch>;
