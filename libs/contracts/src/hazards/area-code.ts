import { z } from 'zod';
import { LngLat } from './geometry.js';

/**
 * The sets of coded areas that telegrams use (JMA code tables). The same digits mean different areas in different
 * sets, so a code never travels without its set.
 */
export const AREA_SETS = [
  /** 気象・地震・火山情報／市町村等: 7 digits, 5-digit JIS code + 2. */
  'jma-city',
  /** 気象情報／府県予報区・細分区域等: 6 digits, three levels. */
  'jma-forecast-area',
  /** 地震情報／細分区域: 3 digits. */
  'jma-quake-area',
  /** 津波予報区: 3 digits, coast lines. */
  'jma-tsunami-coast',
  /** 地震情報／都道府県等: 2 digits, JIS X 0401. */
  'prefecture',
] as const;
export const AreaSet = z.enum(AREA_SETS);
export type AreaSet = z.infer<typeof AreaSet>;

export const NamedCode = z.object({ code: z.string().min(1), name: z.string() });
export type NamedCode = z.infer<typeof NamedCode>;

export const Hypocentre = z.object({
  /** 震央地名, or a place description from abroad. */
  name: z.string(),
  /** 震央地名 code, 3 digits. */
  code: z.string().nullable(),
  /** Null when the telegram says 不明. */
  lngLat: LngLat.nullable(),
  /** 0 = ごく浅い; null = unknown. */
  depthKm: z.number().nullable(),
});
export type Hypocentre = z.infer<typeof Hypocentre>;

export const Magnitude = z.object({
  /** Null when the telegram gives NaN, as in Ｍ８を超える巨大地震. */
  value: z.number().nullable(),
  /** As the source writes it: `Mj`, `Mw`, `mb`, … */
  type: z.string().nullable(),
  /** As the source words it, e.g. Ｍ７．６. */
  description: z.string(),
});
export type Magnitude = z.infer<typeof Magnitude>;
