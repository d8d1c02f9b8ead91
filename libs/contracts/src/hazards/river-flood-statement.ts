import { z } from 'zod';
import { NamedCode } from './area-code.js';

/** 指定河川洪水予報 (VXKO): one forecast area, a level per river (hazard-feeds 5). */
export const RiverFloodStatement = z.object({
  hazard: z.literal('river-flood'),
  /** 指定河川洪水予報の予報区域, 12 digits = EventID. */
  forecastArea: NamedCode,
  /** Rivers in force; a lifted one is not listed. */
  rivers: z.array(
    NamedCode.extend({
      /** e.g. 40 レベル４氾濫危険警報. */
      kind: NamedCode,
      level: z.int().min(2).max(5),
    }),
  ),
  /** 浸水想定地区: municipalities, 7 digits. */
  inundationCities: z.array(NamedCode),
  /** 主文 per gauge. */
  texts: z.array(z.object({ gauge: NamedCode.nullable(), text: z.string() })),
});
export type RiverFloodStatement = z.infer<typeof RiverFloodStatement>;
