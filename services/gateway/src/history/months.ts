import { instantFromMillis, millisOf, type Instant } from '@hinomi/contracts';

/** A month of the log's clock in UTC, as its first day: `2026-11-01`. */
export type Month = `${number}-${number}-01`;

export function monthOf(instant: Instant): Month {
  return `${instant.slice(0, 7)}-01` as Month;
}

/** So many months later; earlier when negative. */
export function monthsLater(month: Month, count: number): Month {
  const date = new Date(millisOf(beginOf(month)));
  date.setUTCMonth(date.getUTCMonth() + count);
  return monthOf(instantFromMillis(date.getTime()));
}

export function beginOf(month: Month): Instant {
  return `${month}T00:00:00.000Z` as Instant;
}
