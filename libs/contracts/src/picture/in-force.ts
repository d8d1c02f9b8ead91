import type { NankaiStage } from '../hazards/nankai-statement.js';
import { laterBy, type Instant } from '../instant.js';

const HOUR_MS = 3_600_000;

/**
 * How long a report stays in force when it states no end, in milliseconds from `from`. Only here (design section 4).
 */
export const IN_FORCE = {
  /** An earthquake is news for a day: the console shows the last 24 h. Product decision (hazard-feeds 11: "hours"). */
  earthquake: { ms: 24 * HOUR_MS, from: 'originTime' },
  /**
   * 津波警報・注意報 last until lifted (hazard-feeds 4). The bound only keeps a statement whose lifting was never received
   * from standing for ever; the longest in the record (2011) stood 51 hours.
   */
  tsunami: { ms: 7 * 24 * HOUR_MS, from: 'issuedAt' },
  /** Until the next telegram of the same type and area (hazard-feeds 2.3). Bound as above; 乾燥注意報 may stand for days. */
  'weather-warning': { ms: 7 * 24 * HOUR_MS, from: 'issuedAt' },
  /** As the warnings of 2026: until the next telegram (hazard-feeds 2.3). Bound as above. */
  'legacy-warning': { ms: 7 * 24 * HOUR_MS, from: 'issuedAt' },
  /** Until code 10 (hazard-feeds 5). Bound as above. */
  'river-flood': { ms: 7 * 24 * HOUR_MS, from: 'issuedAt' },
  /**
   * A storm is analysed at least every three hours; what nobody spoke of for a day is gone. Product decision (hazard-feeds 6).
   */
  typhoon: { ms: 24 * HOUR_MS, from: 'issuedAt' },
  /** 噴火警報 lasts until the next one of the volcano, often for years: no bound (hazard-feeds 1, key of VFVO50). */
  volcano: { ms: null, from: 'issuedAt' },
  /** An eruption as it was seen is news for a day. Product decision. */
  eruption: { ms: 24 * HOUR_MS, from: 'happenedAt' },
  /** 降灰予報 says how long it holds; the longest reaches 18 hours ahead (hazard-feeds 6). */
  ash: { ms: 18 * HOUR_MS, from: 'issuedAt' },
  /** Words without an end are news for a day. Product decision. */
  bulletin: { ms: 24 * HOUR_MS, from: 'issuedAt' },
  /**
   * A forecast of seconds: the strong motion of the largest earthquakes on record was over within five minutes. Product decision
   * (hazard-feeds 3).
   */
  eew: { ms: HOUR_MS / 12, from: 'issuedAt' },
  /**
   * Until GDACS no longer lists it as current. The bound only keeps an event whose end was never received from standing
   * for ever; what lasts longest, a drought, is brought up to date every ten days.
   */
  gdacs: { ms: 31 * 24 * HOUR_MS, from: 'issuedAt' },
  /** Told at once and soon overtaken: an hour. Product decision (hazard-feeds 6). */
  'prompt-report': { ms: HOUR_MS, from: 'issuedAt' },
  /**
   * 巨大地震警戒・注意 and 後発地震注意情報 call for readiness over a week (内閣府: 南海トラフ地震臨時情報防災対応ガイドライン, 北海道・三陸沖後発地震注意情報
   * 防災対応ガイドライン). What follows after it is told by a telegram of its own.
   */
  nankai: { ms: 7 * 24 * HOUR_MS, from: 'issuedAt' },
  /** 調査中 is answered within hours, by a telegram with another EventID; its end, and 関連解説情報, are news for a day. Product decision. */
  'nankai-inquiry': { ms: 24 * HOUR_MS, from: 'issuedAt' },
  /** CAP without `expires`: a site default (hazard-feeds 7). */
  alert: { ms: 24 * HOUR_MS, from: 'sent' },
} as const;

type Bounded = {
  [K in keyof typeof IN_FORCE]: (typeof IN_FORCE)[K]['ms'] extends number ? K : never;
}[keyof typeof IN_FORCE];

/** Which row holds for a stage of 南海トラフ地震臨時情報 and its relatives. */
export const NANKAI_IN_FORCE = {
  'megaquake-warning': 'nankai',
  'megaquake-caution': 'nankai',
  'subsequent-caution': 'nankai',
  investigating: 'nankai-inquiry',
  ended: 'nankai-inquiry',
  unknown: 'nankai-inquiry',
  explanation: 'nankai-inquiry',
  routine: 'nankai-inquiry',
} as const satisfies Record<NankaiStage, keyof typeof IN_FORCE>;

export function defaultEnd(kind: Bounded, from: Instant): Instant {
  return laterBy(from, IN_FORCE[kind].ms);
}
