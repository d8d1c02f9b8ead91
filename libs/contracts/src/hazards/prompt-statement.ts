import { z } from 'zod';
import { AreaSet, NamedCode } from './area-code.js';

/** What 気象防災速報 and its forerunners tell at once (hazard-feeds 6). `other`: a tag nobody knows yet, in its own words. */
export const PROMPT_KINDS = [
  'linear-rainband',
  'linear-rainband-imminent',
  'record-rain',
  'short-time-snow',
  'tornado-watch',
  'tornado-sighted',
  'other',
] as const;
export const PromptKind = z.enum(PROMPT_KINDS);
export type PromptKind = z.infer<typeof PromptKind>;

/** VPBS50 気象防災速報, VPOA50 記録的短時間大雨情報, VPHW50/51 竜巻注意情報: short-lived, and full in itself. */
export const PromptStatement = z.object({
  hazard: z.literal('prompt-report'),
  telegram: z.enum(['VPBS50', 'VPOA50', 'VPHW50', 'VPHW51']),
  kind: PromptKind,
  /** The tag as written: 線状降水帯発生, 記録雨. */
  tag: z.string(),
  /** The narrowest table in which it names areas. */
  set: AreaSet.nullable(),
  areas: z.array(NamedCode),
});
export type PromptStatement = z.infer<typeof PromptStatement>;
