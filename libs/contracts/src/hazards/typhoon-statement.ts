import { z } from 'zod';
import { Instant } from '../instant.js';
import { LngLat } from './geometry.js';

/** One side of a wind area: the radius holds for the half circle around `bearing`; null = all round. */
export const WindRadius = z.object({
  /** Degrees clockwise from north, of the eight directions. */
  bearing: z.number().min(0).lt(360).nullable(),
  km: z.number().positive(),
});
export type WindRadius = z.infer<typeof WindRadius>;

/** Where the storm was, is or is forecast to be. */
export const TyphoonPoint = z.object({
  at: Instant,
  /** 実況 · 推定 · 予報 (延長予報 too). */
  kind: z.enum(['analysis', 'estimate', 'forecast']),
  /** 熱帯擾乱種類, e.g. TS, TY, TD, LOW; null when not given. */
  type: z.string().nullable(),
  /** 大きさ階級 and 強さ階級 as worded: 大型, 非常に強い. */
  size: z.string().nullable(),
  intensity: z.string().nullable(),
  /** The centre; the middle of the probability circle for a forecast. */
  center: LngLat.nullable(),
  /** The centre lies within with a probability of 70 %. */
  probabilityKm: z.number().positive().nullable(),
  location: z.string().nullable(),
  /** Of movement: one of 16 directions as worded, and km/h as worded when it is not a number (ゆっくり, ほとんど停滞). */
  direction: z.string().nullable(),
  speedKmh: z.number().nonnegative().nullable(),
  speedDescription: z.string().nullable(),
  pressureHpa: z.number().nullable(),
  maxWindMs: z.number().nullable(),
  maxGustMs: z.number().nullable(),
  /** 暴風域, 25 m/s and more; of a forecast 暴風警戒域. Empty = none. */
  storm: z.array(WindRadius),
  /** 強風域, 15 m/s and more. Empty = none, or not given. */
  gale: z.array(WindRadius),
});
export type TyphoonPoint = z.infer<typeof TyphoonPoint>;

/** 台風解析・予報情報 (VPTW40-65): the whole of one storm at one moment (hazard-feeds 6). */
export const TyphoonStatement = z.object({
  hazard: z.literal('typhoon'),
  /** `TCyynn`: given before it is a typhoon, and kept. */
  eventId: z.string(),
  /** 台風番号, year and number: 2613; null before it is named. */
  number: z.string().nullable(),
  name: z.string().nullable(),
  nameKana: z.string().nullable(),
  /** e.g. 台風発生予想, 台風消滅（温帯低気圧化）. */
  remark: z.string().nullable(),
  /** 台風消滅: nothing follows. */
  last: z.boolean(),
  /** In order of time. */
  points: z.array(TyphoonPoint).min(1),
});
export type TyphoonStatement = z.infer<typeof TyphoonStatement>;
