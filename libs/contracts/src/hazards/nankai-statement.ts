import { z } from 'zod';

/**
 * What is said of a great earthquake that may come (JMA code table EarthquakeInformation): 調査中 (111-113), 巨大地震警戒 (120), 巨大地震注意 (130),
 * 調査終了 (190), 臨時解説 (210, 219), 定例解説 (200), and 北海道・三陸沖後発地震注意情報, which has no code. `unknown`: a code nobody knows yet.
 */
export const NANKAI_STAGES = [
  'investigating',
  'megaquake-warning',
  'megaquake-caution',
  'ended',
  'explanation',
  'routine',
  'subsequent-caution',
  'unknown',
] as const;
export const NankaiStage = z.enum(NANKAI_STAGES);
export type NankaiStage = z.infer<typeof NankaiStage>;

/** 南海トラフ地震臨時情報 (VYSE50), 関連解説情報 (VYSE51, 52), 北海道・三陸沖後発地震注意情報 (VYSE60). */
export const NankaiStatement = z.object({
  hazard: z.literal('nankai'),
  telegram: z.enum(['VYSE50', 'VYSE51', 'VYSE52', 'VYSE60']),
  stage: NankaiStage,
  /** `InfoSerial/Name` as written; null where there is none. */
  name: z.string().nullable(),
  /** When to expect the next report, in the telegram's own words. */
  nextAdvisory: z.string().nullable(),
});
export type NankaiStatement = z.infer<typeof NankaiStatement>;
