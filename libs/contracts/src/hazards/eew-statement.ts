import { z } from 'zod';
import { Instant } from '../instant.js';
import { Hypocentre, Magnitude, NamedCode } from './area-code.js';
import { IntensityClass } from './earthquake-statement.js';

/** 予測震度: from–to; `over` = 以上. Null where nothing is forecast, or 不明. */
export const ForecastIntensity = z.object({
  from: IntensityClass.nullable(),
  to: IntensityClass.nullable(),
  over: z.boolean(),
});
export type ForecastIntensity = z.infer<typeof ForecastIntensity>;

/** One 細分区域 of the forecast. */
export const EewArea = NamedCode.extend({
  /** e.g. 10 緊急地震速報（警報）: main motion not there yet; x1 = presumed there; x9 = no arrival estimate (PLUM). */
  kind: NamedCode,
  warned: z.boolean(),
  intensity: ForecastIntensity,
  /** 長周期地震動階級, 0-4. */
  longPeriod: z.int().min(0).max(4).nullable(),
  arrivalAt: Instant.nullable(),
  /** 既に主要動到達と推測. */
  arrived: z.boolean(),
});
export type EewArea = z.infer<typeof EewArea>;

/** 緊急地震速報 (VXSE43 warning, VXSE44/45 forecast, VXSE40/41 before them): one numbered report (hazard-feeds 3). */
export const EewStatement = z.object({
  hazard: z.literal('eew'),
  telegram: z.enum(['VXSE43', 'VXSE44', 'VXSE45']),
  eventId: z.string(),
  serial: z.int().nonnegative(),
  /** 最終報. */
  last: z.boolean(),
  warning: z.boolean(),
  /** 仮定震源要素: a place to calculate from, not an epicentre. */
  assumed: z.boolean(),
  originTime: Instant.nullable(),
  detectedAt: Instant.nullable(),
  hypocentre: Hypocentre.nullable(),
  magnitude: Magnitude.nullable(),
  maxIntensity: ForecastIntensity.nullable(),
  areas: z.array(EewArea),
  comments: z.array(z.string()),
  /** Names in it that are in no code table; each stands among the areas with its name for a code. */
  unknownPlaces: z.array(z.string()).optional(),
});
export type EewStatement = z.infer<typeof EewStatement>;
