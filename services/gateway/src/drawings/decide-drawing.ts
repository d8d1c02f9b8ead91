import type { DrawingRequest } from '@hinomi/contracts';
import type { KnownDrawing } from './drawing-book.js';

export type DrawingDecision =
  | { outcome: 'accepted'; version: number }
  | { outcome: 'already-known' }
  | { outcome: 'overtaken' }
  | { outcome: 'unknown' };

/** Whether what is drawn may follow what is known: nobody changes what they have not seen. */
export function decideDrawing(
  known: Pick<KnownDrawing, 'versions' | 'count'> | undefined,
  { writeId, replaces, drawing }: Pick<DrawingRequest, 'writeId' | 'replaces' | 'drawing'>,
): DrawingDecision {
  if (known === undefined)
    return replaces === null && drawing !== null ? { outcome: 'accepted', version: 1 } : { outcome: 'unknown' };
  if (known.versions.some((version) => version.writeId === writeId)) return { outcome: 'already-known' };
  if (known.versions.at(-1)?.writeId !== replaces) return { outcome: 'overtaken' };
  return { outcome: 'accepted', version: known.count + 1 };
}
