import { z } from 'zod';
import { Instant } from '../instant.js';
import { Hypocentre, Magnitude, NamedCode } from './area-code.js';

/** 津波警報等 as the coast's state, strongest last. Codes: hazard-feeds 4. */
export const TSUNAMI_CATEGORIES = ['none', 'forecast', 'advisory', 'warning', 'major-warning'] as const;
export const TsunamiCategory = z.enum(TSUNAMI_CATEGORIES);
export type TsunamiCategory = z.infer<typeof TsunamiCategory>;

export const TsunamiHeight = z.object({
  /** Metres; null when 不明 (巨大, 高い) or not observed yet. */
  meters: z.number().nullable(),
  /** `over` = 超／以上. */
  over: z.boolean(),
  /** As worded: １０ｍ超, 巨大, 高い, 微弱, 観測中 … */
  description: z.string(),
  /** Beside the height: 重要, 欠測 (the gauge fell silent), 上昇中. */
  condition: z.string().optional(),
});
export type TsunamiHeight = z.infer<typeof TsunamiHeight>;

export const FirstWave = z.object({
  arrivalTime: Instant.nullable(),
  /** e.g. ただちに津波来襲と予測, 津波到達中と推測, 第１波の到達を確認. */
  condition: z.string().nullable(),
  /** 押し / 引き, only observed. */
  initial: z.string().nullable().optional(),
});
export type FirstWave = z.infer<typeof FirstWave>;

export const CoastForecast = NamedCode.extend({
  category: TsunamiCategory,
  /** The telegram's own kind, e.g. 53 大津波警報：発表. */
  kind: NamedCode,
  firstWave: FirstWave.nullable(),
  maxHeight: TsunamiHeight.nullable(),
  /** 満潮時刻 and arrival per tide station (VTSE51). */
  stations: z.array(NamedCode.extend({ highTideAt: Instant.nullable(), firstWave: FirstWave.nullable() })),
});
export type CoastForecast = z.infer<typeof CoastForecast>;

export const TsunamiObservation = z.object({
  /** 津波予報区 the station belongs to; null for offshore stations. */
  coast: NamedCode.nullable(),
  station: NamedCode,
  /** VTSE52: GPS buoys and sea-bed gauges. */
  offshore: z.boolean(),
  firstWave: FirstWave.nullable(),
  maxHeight: TsunamiHeight.nullable(),
  maxHeightAt: Instant.nullable(),
});
export type TsunamiObservation = z.infer<typeof TsunamiObservation>;

/** Heights at the coast worked out from offshore readings (VTSE52 Estimation). */
export const CoastEstimation = NamedCode.extend({
  firstWave: FirstWave.nullable(),
  maxHeight: TsunamiHeight.nullable(),
  maxHeightAt: Instant.nullable(),
});
export type CoastEstimation = z.infer<typeof CoastEstimation>;

/** What one part of a tsunami telegram says: VTSE41, VTSE51 and VTSE52 carry one, two or three parts, each a report. */
export const TsunamiStatement = z.object({
  hazard: z.literal('tsunami'),
  /** `warning` = VTSE41, the whole nation's state; `arrival` = VTSE51 Forecast; the others as named. */
  part: z.enum(['warning', 'arrival', 'observation', 'offshore']),
  /** The earthquakes that caused it: EventID may list several. Empty where the report does not say. */
  eventIds: z.array(z.string()),
  coasts: z.array(CoastForecast),
  observations: z.array(TsunamiObservation),
  estimations: z.array(CoastEstimation),
  earthquakes: z.array(
    z.object({ originTime: Instant.nullable(), hypocentre: Hypocentre.nullable(), magnitude: Magnitude.nullable() }),
  ),
  comments: z.array(z.string()),
  /** Names in it that are in no code table; each stands among the areas with its name for a code. */
  unknownPlaces: z.array(z.string()).optional(),
  /** VTSE41: when 若干の海面変動 is over, which nothing lifts (hazard-feeds 4); absent = the telegram gives no such time. */
  slightChangeUntil: Instant.optional(),
});
export type TsunamiStatement = z.infer<typeof TsunamiStatement>;
