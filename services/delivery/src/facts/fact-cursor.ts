import type { TopicPosition } from '@hinomi/event-log';
import { z } from 'zod';

/** How far somebody has read each topic of one log. */
export type FactPositions = Readonly<Record<string, TopicPosition>>;

const Offsets = z.array(z.int().nonnegative()).max(1_000);
const Written = z.strictObject({ log: z.string(), at: z.record(z.string(), Offsets) });

/** Opaque to whoever keeps it. */
export function writeFactCursor(log: string, at: FactPositions): string {
  return Buffer.from(JSON.stringify({ log, at })).toString('base64url');
}

/** Positions in this log; the beginning for what another log wrote, which says nothing here. Null = it is no cursor. */
export function readFactCursor(text: string, log: string): FactPositions | null {
  try {
    const read = Written.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return read.log === log ? read.at : {};
  } catch {
    return null;
  }
}

/** How many records were read up to here, of all topics: it grows as the log does. */
export function recordsBefore(at: FactPositions): number {
  return Object.values(at).reduce((sum, offsets) => sum + offsets.reduce((all, offset) => all + offset, 0), 0);
}
