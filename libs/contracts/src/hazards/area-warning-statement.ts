import { z } from 'zod';
import { NamedCode } from './area-code.js';

/** The seven telegrams of JMA's 2026 warning system (hazard-feeds 2.1). */
export const WARNING_TELEGRAMS = ['VPWW55', 'VPWW56', 'VPWW57', 'VPWW58', 'VPWW59', 'VPWW60', 'VPWW61'] as const;
export const WarningTelegram = z.enum(WARNING_TELEGRAMS);
export type WarningTelegram = z.infer<typeof WarningTelegram>;

export const WarningItem = z.object({
  /** `Kind/Code` and name, e.g. 43 レベル４大雨危険警報. */
  kind: NamedCode,
  area: NamedCode,
  /** `Kind/Status`, e.g. 発表, 継続, 警報から注意報. */
  status: z.string(),
  /** `Addition/Note` and the like, e.g. 突風, ひょう. */
  additions: z.array(z.string()),
});
export type WarningItem = z.infer<typeof WarningItem>;

/**
 * The full state of one element in one 府県予報区: what is not listed is not in force. Only items in force are here; an
 * empty list is "nothing in force". Source: hazard-feeds 2.3.
 */
export const AreaWarningStatement = z.object({
  hazard: z.literal('weather-warning'),
  telegram: WarningTelegram,
  /** The 府県予報区 of the first Warning block, 6 digits. */
  forecastArea: NamedCode,
  /** Per 市町村等, 7 digits: what the map draws. */
  cities: z.array(WarningItem),
  /** Per 一次細分区域等, 6 digits: what lists show. */
  divisions: z.array(WarningItem),
  /** Per 高潮予報区間 (VPWW57). */
  coastSections: z.array(WarningItem),
});
export type AreaWarningStatement = z.infer<typeof AreaWarningStatement>;

/** Of a hazard's subjects the one under which the nationwide snapshot (VPWS50) speaks of it. */
export function isSnapshotSubject(subject: string): boolean {
  return /(^|:)jma:VPWS50:/.test(subject);
}
