import type { AlertSegment } from '../hazards/alert-statement.js';
import type { IntensityClass } from '../hazards/earthquake-statement.js';
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

/** A kind code of VPWW55-61: what it is called, how severe it is, and its level where it has one. */
export interface WarningKind {
  severity: Severity;
  /** 警戒レベル相当; null for elements without levels. */
  levelEquivalent: 2 | 3 | 4 | 5 | null;
}

const levelled = (level: 2 | 3 | 4 | 5): WarningKind => ({ severity: level, levelEquivalent: level });
const plain = (severity: Severity): WarningKind => ({ severity, levelEquivalent: null });

/** `Kind/Code` of the 2026 warnings (hazard-feeds 2.2). A code that is not here counts as an advisory, never as nothing. */
export const WARNING_KINDS: Readonly<Record<string, WarningKind>> = {
  '10': levelled(2),
  '03': levelled(3),
  '43': levelled(4),
  '33': levelled(5),
  '29': levelled(2),
  '09': levelled(3),
  '49': levelled(4),
  '39': levelled(5),
  '19': levelled(2),
  '08': levelled(3),
  '48': levelled(4),
  '38': levelled(5),
  '13': plain(2),
  '02': plain(3),
  '32': plain(5),
  '15': plain(2),
  '05': plain(3),
  '35': plain(5),
  '16': plain(2),
  '07': plain(3),
  '37': plain(5),
  '12': plain(2),
  '06': plain(3),
  '36': plain(5),
  '14': plain(2),
  '17': plain(2),
  '20': plain(2),
  '21': plain(2),
  '22': plain(2),
  '23': plain(2),
  '24': plain(2),
  '25': plain(2),
  '26': plain(2),
  '27': plain(2),
};

export function warningKind(code: string): WarningKind {
  return WARNING_KINDS[code] ?? plain(2);
}
