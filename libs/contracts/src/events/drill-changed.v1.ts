import { z } from 'zod';
import { type EventId, RunId } from '../ids.js';
import { Instant } from '../instant.js';
import { eventType } from './event.js';

/**
 * A drill was started or ended. Starting a run ends every earlier one; ending a run takes its hazards off the picture.
 */
export const DrillChangedV1 = z.object({
  exercise: RunId,
  /** The file name in `infra/drills/`, or `replay`. */
  drill: z.string().min(1),
  title: z.object({ ja: z.string(), en: z.string(), easy: z.string() }),
  state: z.enum(['running', 'ended']),
  /** How the run ended; null while it runs. */
  endedBy: z.enum(['scenario', 'operator', 'next-run', 'restart']).nullable(),
  startedAt: Instant,
  /** When the player expects to be through. */
  expectedEndAt: Instant,
  at: Instant,
});
export type DrillChangedV1 = z.infer<typeof DrillChangedV1>;

export const drillChanged = eventType({
  type: 'drill.changed.v1',
  topic: 'decisions',
  schema: DrillChangedV1,
  key: (event) => event.exercise,
});

export function drillChangedId(change: Pick<DrillChangedV1, 'exercise' | 'state'>): EventId {
  return `drill:${change.exercise}/${change.state}` as EventId;
}
