import type { FeedStatus, Instant, MendedKind } from '@hinomi/contracts';
import type { ReportProblem } from '../normalise/normalised.js';

/** A publisher reads as many; the receipt has them all. */
const SHOWN = 10;

/** What was mended of a report, each kind once; null when nothing was. */
export function mendedKinds(at: Instant, problems: readonly ReportProblem[]): FeedStatus['mended'] {
  const kinds = new Map<string, MendedKind>();
  for (const { level, message, place } of problems) {
    if (level !== 'mended') continue;
    const known = kinds.get(message);
    if (known) known.count += 1;
    else kinds.set(message, { message, path: place.path ?? lineOf(place.line), count: 1 });
  }
  if (kinds.size === 0) return null;
  return { at, kinds: [...kinds.values()].slice(0, SHOWN), moreKinds: Math.max(0, kinds.size - SHOWN) };
}

function lineOf(line: number | undefined): string {
  return line === undefined ? '' : `line ${line}`;
}
