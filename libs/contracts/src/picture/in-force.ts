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
  /** Until code 10 (hazard-feeds 5). Bound as above. */
  'river-flood': { ms: 7 * 24 * HOUR_MS, from: 'issuedAt' },
  /** CAP without `expires`: a site default (hazard-feeds 7). */
  alert: { ms: 24 * HOUR_MS, from: 'sent' },
} as const;

export function defaultEnd(family: keyof typeof IN_FORCE, from: Instant): Instant {
  return laterBy(from, IN_FORCE[family].ms);
}
