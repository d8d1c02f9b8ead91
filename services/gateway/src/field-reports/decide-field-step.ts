import type { FieldReportEntry, FieldReportStepKind, Instant } from '@hinomi/contracts';

/** Clocks of desks differ. */
const AHEAD_MS = 2 * 60_000;

export type FieldDecision =
  | { outcome: 'accepted' }
  | { outcome: 'already-known' }
  | { outcome: 'overtaken' }
  | { outcome: 'refused'; path: string; why: string };

export interface AskedFieldStep {
  stepId: string;
  step: FieldReportStepKind;
  /** The step that was seen last; null = the first. */
  after: string | null;
  issuedAt: Instant;
  since: Instant | null;
}

/** Whether a step may follow what is known of its report. */
export function decideFieldStep(
  known: Pick<FieldReportEntry, 'steps' | 'state'> | undefined,
  { stepId, step, after, issuedAt, since }: AskedFieldStep,
  nowMs: number,
): FieldDecision {
  if (known?.steps.some((other) => other.stepId === stepId)) return { outcome: 'already-known' };
  if ((known?.steps.at(-1)?.stepId ?? null) !== after) return { outcome: 'overtaken' };
  if (Date.parse(issuedAt) > nowMs + AHEAD_MS) {
    return { outcome: 'refused', path: '/issuedAt', why: 'Nothing is reported in the future.' };
  }
  if (since !== null && Date.parse(since) > nowMs + AHEAD_MS) {
    return { outcome: 'refused', path: '/content/since', why: 'What is reported has begun.' };
  }
  if (known !== undefined && known.state !== 'stands' && step !== 'change') {
    return { outcome: 'refused', path: '/step', why: 'It has ended already: only a change may follow.' };
  }
  return { outcome: 'accepted' };
}
