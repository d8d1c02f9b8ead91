import type { AlertSegment } from '../hazards/alert-statement.js';
import type { WarningTelegram } from '../hazards/area-warning-statement.js';
import type { IntensityClass, LongPeriodClass } from '../hazards/earthquake-statement.js';
import type { LegacyWarningTelegram } from '../hazards/legacy-warning-statement.js';
import type { NankaiStage } from '../hazards/nankai-statement.js';
import type { PromptKind } from '../hazards/prompt-statement.js';
import type { TsunamiCategory } from '../hazards/tsunami-statement.js';

/** 0 nothing · 1 information · 2 advisory · 3 warning · 4 danger · 5 emergency. One table per kind of statement. */
export type Severity = 0 | 1 | 2 | 3 | 4 | 5;

/**
 * Intensity → severity. 6- and up is JMA's emergency-warning class for earthquakes, 5- and up its EEW warning class,
 * 3 and up what VXSE51 reports. A missing reading of 5- or more is as severe as 5-.
 */
export const INTENSITY_SEVERITY: Record<IntensityClass, Severity> = {
  '1': 1,
  '2': 1,
  '3': 2,
  '4': 3,
  '5-?': 4,
  '5-': 4,
  '5+': 4,
  '6-': 5,
  '6+': 5,
  '7': 5,
};

/**
 * 長周期地震動階級 → severity, where no intensity is known beside it: from class 3 JMA's EEW warns of it (criteria of 2023), at 2 people need
 * something to hold on to.
 */
export const LONG_PERIOD_SEVERITY: Record<LongPeriodClass, Severity> = { 0: 1, 1: 2, 2: 3, 3: 4, 4: 4 };

/** 津波警報・注意報・予報; 大津波警報 is a 特別警報 (hazard-feeds 4). */
export const TSUNAMI_SEVERITY: Record<TsunamiCategory, Severity> = {
  none: 0,
  forecast: 1,
  advisory: 3,
  warning: 4,
  'major-warning': 5,
};

/**
 * 噴火警戒レベル and its relatives for volcanoes without levels and under the sea (JMA code table 火山情報). 4 and 5 are 特別警報.
 * 1, 21 and 35 say that nothing is to be warned of. Not 警戒レベル相当, whatever the digits.
 */
export const VOLCANO_KINDS: Readonly<Record<string, Severity>> = {
  '11': 0,
  '12': 2,
  '13': 3,
  '14': 4,
  '15': 5,
  '21': 0,
  '22': 2,
  '23': 3,
  '24': 4,
  '25': 5,
  '35': 0,
  '36': 3,
};

/** What was seen: 噴火速報 tells people on the mountain to run; an observation report states what happened. */
export const ERUPTION_SEVERITY = { VFVO56: 5, VFVO52: 3 } as const satisfies Record<string, Severity>;

/**
 * 線状降水帯 and 記録的短時間大雨 are told where danger of level 4 is near or there (JMA, 気象防災速報); a tornado that was seen is there. Not
 * 警戒レベル相当. Product decision for what has no level.
 */
export const PROMPT_SEVERITY: Record<PromptKind, Severity> = {
  'linear-rainband': 4,
  'linear-rainband-imminent': 4,
  'record-rain': 4,
  'short-time-snow': 3,
  'tornado-watch': 3,
  'tornado-sighted': 4,
  other: 3,
};

/**
 * 巨大地震警戒 calls those to evacuate beforehand who could not in time; 注意 and 後発地震注意情報 call for readiness to evacuate at once (内閣府
 * guidelines, as in the in-force table). An inquiry may become either. Product decision for the numbers.
 */
export const NANKAI_SEVERITY: Record<NankaiStage, Severity> = {
  'megaquake-warning': 5,
  'megaquake-caution': 4,
  'subsequent-caution': 4,
  investigating: 3,
  unknown: 3,
  ended: 1,
  explanation: 1,
  routine: 0,
};

/** 降灰予報 by amount (JMA code table): much ash stops roads and railways, small stones hurt. A plan "if it erupted" is information. */
export const ASH_SEVERITY: Readonly<Record<string, Severity>> = { '70': 1, '71': 1, '72': 2, '73': 3, '75': 3 };

/**
 * The storm itself by its 強さ階級, wherever it is. Never above a warning: what it means on land is for the warnings to say.
 * Product decision.
 */
export const TYPHOON_SEVERITY: Readonly<Record<string, Severity>> = { 強い: 2, 非常に強い: 3, 猛烈な: 3 };

/** A sensor's level by its own thresholds; of rivers 1 to 4 are 水防団待機, 氾濫注意, 避難判断 and 氾濫危険 (hazard-feeds 5). No 警戒レベル. */
export const SENSOR_SEVERITY = { 0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 5 } as const satisfies Record<number, Severity>;

/** CAP severity (OASIS CAP 1.2 section 3.2.2). Unknown is not nothing. */
export const CAP_SEVERITY: Record<AlertSegment['severity'], Severity> = {
  Extreme: 5,
  Severe: 4,
  Moderate: 3,
  Minor: 2,
  Unknown: 1,
};

/** USGS PAGER alert colour → severity (PAGER: yellow regional, orange national, red international response). */
export const PAGER_SEVERITY = { green: 1, yellow: 3, orange: 4, red: 5 } as const satisfies Record<string, Severity>;

/**
 * GDACS alert level → severity (GDACS: orange = international assistance might be required, red = is expected to be). As
 * with PAGER it is the impact that is expected where the event is, not a warning.
 */
export const GDACS_SEVERITY = { Green: 1, Orange: 4, Red: 5 } as const satisfies Record<string, Severity>;

/** A kind code of VPWW55-61: how severe it is, its level where it has one, and which telegram states it. */
export interface WarningKind {
  severity: Severity;
  /** 警戒レベル相当; null for elements without levels. */
  levelEquivalent: 2 | 3 | 4 | 5 | null;
  telegram: WarningTelegram;
}

const levelled = (telegram: WarningTelegram, level: 2 | 3 | 4 | 5): WarningKind => ({
  severity: level,
  levelEquivalent: level,
  telegram,
});
const plain = (telegram: WarningTelegram, severity: Severity): WarningKind => ({
  severity,
  levelEquivalent: null,
  telegram,
});

/** `Kind/Code` of the 2026 warnings (hazard-feeds 2.1, 2.2). */
export const WARNING_KINDS: Readonly<Record<string, WarningKind>> = {
  '10': levelled('VPWW55', 2),
  '03': levelled('VPWW55', 3),
  '43': levelled('VPWW55', 4),
  '33': levelled('VPWW55', 5),
  '29': levelled('VPWW56', 2),
  '09': levelled('VPWW56', 3),
  '49': levelled('VPWW56', 4),
  '39': levelled('VPWW56', 5),
  '19': levelled('VPWW57', 2),
  '08': levelled('VPWW57', 3),
  '48': levelled('VPWW57', 4),
  '38': levelled('VPWW57', 5),
  '13': plain('VPWW58', 2),
  '02': plain('VPWW58', 3),
  '32': plain('VPWW58', 5),
  '15': plain('VPWW58', 2),
  '05': plain('VPWW58', 3),
  '35': plain('VPWW58', 5),
  '16': plain('VPWW59', 2),
  '07': plain('VPWW59', 3),
  '37': plain('VPWW59', 5),
  '12': plain('VPWW60', 2),
  '06': plain('VPWW60', 3),
  '36': plain('VPWW60', 5),
  '14': plain('VPWW61', 2),
  '17': plain('VPWW61', 2),
  '20': plain('VPWW61', 2),
  '21': plain('VPWW61', 2),
  '22': plain('VPWW61', 2),
  '23': plain('VPWW61', 2),
  '24': plain('VPWW61', 2),
  '25': plain('VPWW61', 2),
  '26': plain('VPWW61', 2),
  '27': plain('VPWW61', 2),
};

/** A code that is not in the table counts as an advisory, never as nothing; VPWW61 holds what has no telegram of its own. */
export function warningKind(code: string): WarningKind {
  return WARNING_KINDS[code] ?? plain('VPWW61', 2);
}

const LEGACY_RANKS: readonly (readonly [severity: Severity, codes: readonly string[]])[] = [
  [5, ['32', '33', '35', '36', '37', '38']],
  [3, ['02', '03', '04', '05', '06', '07', '08']],
  [2, ['10', '12', '13', '14', '15', '16', '17', '18', '19', '20', '21', '22', '23', '24', '25', '26', '27']],
];

/**
 * `Kind/Code` of VPWW50, 53, 54 (JMA code table WeatherWarning): 特別警報, 警報, 注意報. Without levels: since 2026 a 警報 of this form
 * may be a 危険警報 of level 4 (hazard-feeds 2.1).
 */
export const LEGACY_WARNING_SEVERITY: Readonly<Record<string, Severity>> = Object.fromEntries(
  LEGACY_RANKS.flatMap(([severity, codes]) => codes.map((code) => [code, severity])),
);

/** 土砂災害警戒情報 (VXWW50) is 警戒レベル４相当 by its own words, whatever the digits of its code. */
export const LANDSLIDE_ALERT = { severity: 4, levelEquivalent: 4 } as const satisfies Partial<WarningKind>;

/** An unknown code counts as an advisory, never as nothing. */
export function legacyWarningKind(
  telegram: LegacyWarningTelegram,
  code: string,
): Pick<WarningKind, 'severity' | 'levelEquivalent'> {
  if (telegram === 'VXWW50') return LANDSLIDE_ALERT;
  return { severity: LEGACY_WARNING_SEVERITY[code] ?? 2, levelEquivalent: null };
}
