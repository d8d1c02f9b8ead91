import type { Instant, OrderEntry, OrderStepKind } from '@hinomi/contracts';

/** Clocks of desks differ. */
const AHEAD_MS = 2 * 60_000;

export type OrderDecision =
  | { outcome: 'accepted' }
  | { outcome: 'already-known' }
  | { outcome: 'overtaken' }
  | { outcome: 'refused'; path: string; why: string };

/** Whether a step may follow what is known of its order. `after` null = the first step. */
export function decideOrderStep(
  known: Pick<OrderEntry, 'steps' | 'stands'> | undefined,
  asked: { stepId: string; step: OrderStepKind; after: string | null; issuedAt: Instant },
  nowMs: number,
): OrderDecision {
  const { stepId, step, after, issuedAt } = asked;
  if (known?.steps.some((other) => other.stepId === stepId)) return { outcome: 'already-known' };
  if ((known?.steps.at(-1)?.stepId ?? null) !== after) return { outcome: 'overtaken' };
  if (Date.parse(issuedAt) > nowMs + AHEAD_MS) {
    return { outcome: 'refused', path: '/issuedAt', why: 'Nothing is ordered in the future.' };
  }
  if (known !== undefined && !known.stands && step !== 'correct') {
    return {
      outcome: 'refused',
      path: '/step',
      why: 'The order does not stand any more: only a correction may follow.',
    };
  }
  return { outcome: 'accepted' };
}
