import { z } from 'zod';
import { Instant } from '../instant.js';
import { Hypocentre, Magnitude, NamedCode } from './area-code.js';

/**
 * JMA seismic intensity classes, weakest first. `5-?` is 震度５弱以上未入電: estimated 5- or more, the reading is missing;
 * it is severe and unknown, never zero.
 */
export const INTENSITY_CLASSES = ['1', '2', '3', '4', '5-?', '5-', '5+', '6-', '6+', '7'] as const;
export const IntensityClass = z.enum(INTENSITY_CLASSES);
export type IntensityClass = z.infer<typeof IntensityClass>;

export const ObservedIntensity = NamedCode.extend({
  /** `area` = 地震情報／細分区域 (3 digits), `city` = 市町村等 (7 digits). */
  level: z.enum(['area', 'city']),
  intensity: IntensityClass,
});
export type ObservedIntensity = z.infer<typeof ObservedIntensity>;

/** 長周期地震動階級, 0-4: how much high buildings swayed, which is no matter of the intensity on the ground. */
export const LongPeriodClass = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
export type LongPeriodClass = z.infer<typeof LongPeriodClass>;

/** What VXSE62 observed. */
export const LongPeriodMotion = z.object({
  max: LongPeriodClass,
  /** Per 地震情報／細分区域 (3 digits), the strongest first. */
  areas: z.array(NamedCode.extend({ longPeriodClass: LongPeriodClass })),
});
export type LongPeriodMotion = z.infer<typeof LongPeriodMotion>;

/** What one earthquake report says (VXSE51, 52, 53, 61, 62, also as P2P passes them on; USGS). A field the report does not speak of is null. */
export const EarthquakeStatement = z.object({
  hazard: z.literal('earthquake'),
  /** Which kind of report: it decides what replaces what (hazard-feeds 3: 53 replaces 51, 61 replaces the hypocentre). */
  report: z.enum(['VXSE51', 'VXSE52', 'VXSE53', 'VXSE61', 'VXSE62', 'usgs']),
  originTime: Instant.nullable(),
  hypocentre: Hypocentre.nullable(),
  magnitude: Magnitude.nullable(),
  maxIntensity: IntensityClass.nullable(),
  /** Null when the report kind carries none; empty when it carries none felt. */
  intensities: z.array(ObservedIntensity).nullable(),
  /** 遠地地震: felt intensities are not given. */
  distant: z.boolean(),
  /** VXSE62 only, which says nothing else of the shaking. */
  longPeriod: LongPeriodMotion.optional(),
  /** The source's own sentences, among them the note on tsunami. */
  comments: z.array(z.string()),
  /** What else the same earthquake is known by: ids (USGS), or its minute with place or areas where a network has no ids (P2P). */
  aliases: z.array(z.string()).optional(),
  /** Names in it that are in no code table; each stands among the areas with its name for a code. */
  unknownPlaces: z.array(z.string()).optional(),
  /** USGS only: the PAGER alert colour. */
  pagerAlert: z.enum(['green', 'yellow', 'orange', 'red']).nullable().optional(),
  url: z.string().optional(),
});
export type EarthquakeStatement = z.infer<typeof EarthquakeStatement>;
