import { z } from 'zod';
import { NamedCode } from './area-code.js';
import { WarningItem } from './area-warning-statement.js';

/** The warnings of before 2026, which JMA keeps sending beside the new ones to about 2028 (hazard-feeds 2.1). */
export const LegacyWarningTelegram = z.enum(['VPWW50', 'VPWW53', 'VPWW54', 'VXWW50']);
export type LegacyWarningTelegram = z.infer<typeof LegacyWarningTelegram>;

/**
 * The full state of one 府県予報区 in the legacy form: every element at once (VPWW50, 53, 54), or 土砂災害警戒情報 (VXWW50). Only
 * items in force are here.
 */
export const LegacyWarningStatement = z.object({
  hazard: z.literal('legacy-warning'),
  telegram: LegacyWarningTelegram,
  forecastArea: NamedCode,
  /** Per 市町村等, 7 digits. */
  cities: z.array(WarningItem),
  /** Per 一次細分区域等, 6 digits. */
  divisions: z.array(WarningItem),
});
export type LegacyWarningStatement = z.infer<typeof LegacyWarningStatement>;
