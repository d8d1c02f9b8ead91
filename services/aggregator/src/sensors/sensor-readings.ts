import { millisOf, READINGS_KEPT, type Instant, type ObservationReportedV1 } from '@hinomi/contracts';

/** One reading, as much of it as the picture needs. */
export interface Reading {
  atMs: number;
  value: number | null;
  quality: ObservationReportedV1['quality'];
  resultTime: Instant | null;
  revision: number;
}

export function readingOf(data: ObservationReportedV1): Reading {
  const { phenomenonTime, value, quality, resultTime, revision } = data;
  return { atMs: millisOf(phenomenonTime), value, quality, resultTime, revision };
}

/**
 * Adds a reading to those kept, oldest first; the very same array when it changes nothing. For one moment one reading stands,
 * whichever came first. Kept are the newest so many within a span before the newest: enough for hysteresis, for what is not
 * believed and for a small chart, and as little as 20,000 sensors allow. What falls out can never come back in, so that the
 * order of arrival leaves no trace.
 */
export function addReading(kept: readonly Reading[], added: Reading): readonly Reading[] {
  const { count, spanMs } = READINGS_KEPT;
  const [oldest, last] = [kept[0], kept.at(-1)];
  // Most readings come in order, and push at most the oldest out.
  if (last === undefined) return [added];
  if (oldest !== undefined && added.atMs > last.atMs && added.atMs - oldest.atMs <= spanMs) {
    const next = kept.length < count ? kept.slice() : kept.slice(kept.length + 1 - count);
    next.push(added);
    return next;
  }
  let index = kept.length;
  while (index > 0 && (kept[index - 1] as Reading).atMs > added.atMs) index -= 1;
  const same = kept[index - 1];
  if (same?.atMs === added.atMs) {
    return compareReadings(added, same) > 0 ? [...kept.slice(0, index - 1), added, ...kept.slice(index)] : kept;
  }
  const newestMs = Math.max(added.atMs, last.atMs);
  const all = [...kept.slice(0, index), added, ...kept.slice(index)];
  const within = all.filter(({ atMs }) => newestMs - atMs <= spanMs).slice(-count);
  return within.includes(added) ? within : kept;
}

/**
 * Which of two readings for one moment stands: the better read one, the one its source made later, a value rather than a gap.
 * Then any rule does, as long as it is one.
 */
function compareReadings(a: Reading, b: Reading): number {
  return (
    a.revision - b.revision ||
    compareText(a.resultTime ?? '', b.resultTime ?? '') ||
    Number(a.value !== null) - Number(b.value !== null) ||
    compareText(b.quality, a.quality) ||
    (a.value ?? 0) - (b.value ?? 0)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
