import { millisOf, type Instant } from '../instant.js';

const HOUR_MS = 3_600_000;

/** How long a shelter may be silent, by hours since it opened (shelters 8; product defaults). */
const LIMITS = [
  { openHours: 48, limitHours: 6 },
  { openHours: 96, limitHours: 12 },
  { openHours: Number.POSITIVE_INFINITY, limitHours: 24 },
] as const;

/** After so many hours without a report somebody should call. Since when it is open nobody may know: then the shortest. */
export function silenceLimitHours(openedAt: Instant | null, nowMs: number): number {
  if (openedAt === null) return LIMITS[0].limitHours;
  const openHours = (nowMs - millisOf(openedAt)) / HOUR_MS;
  return LIMITS.find((limit) => openHours < limit.openHours)?.limitHours ?? LIMITS[2].limitHours;
}

/** Hours beyond the limit; null = not silent. Who never reported is silent since it opened, or for ever. */
export function hoursBeyond(
  { reportedAt, openedAt }: { reportedAt: Instant | null; openedAt: Instant | null },
  limitHours: number,
  nowMs: number,
): number | null {
  const since = reportedAt ?? openedAt;
  if (since === null) return Number.POSITIVE_INFINITY;
  const beyond = (nowMs - millisOf(since)) / HOUR_MS - limitHours;
  return beyond >= 0 ? beyond : null;
}
