import { z } from 'zod';
import { ThingDecision, type ThingDecidedV1 } from '../events/thing-decided.v1.js';

/** `POST /api/v1/decisions`: things by any id they are known by. Withdrawn by `DELETE /api/v1/decisions/{id}`. */
export const DecisionRequest = z.strictObject({
  decision: ThingDecision.refine(({ is }) => is !== 'withdraw', 'a decision is withdrawn by DELETE').refine(
    ({ is }) => is !== 'eased',
    'only the hub says what has eased',
  ),
  note: z.string().max(1_000).default(''),
});
export type DecisionRequest = z.infer<typeof DecisionRequest>;

/** `GET /api/v1/decisions`, newest first. */
export interface DecisionEntry extends ThingDecidedV1 {
  /** Null while it counts. */
  withdrawn: { by: ThingDecidedV1['by']; at: ThingDecidedV1['at'] } | null;
}
