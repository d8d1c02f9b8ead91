import {
  instantFromMillis,
  millisOf,
  type Deciding,
  type Instant,
  type NeedAct,
  type NeedDecision,
  type NeedDecisionShown,
} from '@hinomi/contracts';
import type { Actor } from '../vault/vault-change.js';

const DAY_MS = 86_400_000;

/** A decision with the one that it replaced, for whoever slipped; of that one no earlier one is kept. */
export interface KeptDecision extends NeedDecision {
  before: NeedDecision | null;
}

export function deciding({ actor, role, agency, name }: Actor): Deciding {
  return { actor, role, agency, name: name ?? null };
}

/** Whether a need does not count at a moment. */
export function isClosed(decision: NeedDecision | undefined, at: Instant): boolean {
  if (decision === undefined || decision.state === 'open') return false;
  return decision.until === null || decision.until > at;
}

export function shownDecision(decision: NeedDecision, at: Instant): NeedDecisionShown {
  const { id, need, state, until, days, reason, task, by } = decision;
  return { id, need, state, until, days, reason, task, at: decision.at, by, closed: isClosed(decision, at) };
}

export type Decided =
  { outcome: 'decided'; decision: KeptDecision | null } | { outcome: 'refused'; why: 'past' | 'overtaken' | 'task' };

/** What an act makes of what was decided of the need before; `decision: null` = nothing is decided any more. */
export function decideNeed(
  known: KeptDecision | undefined,
  act: NeedAct,
  { id, at, by }: { id: string; at: Instant; by: Deciding },
): Decided {
  const bare = { id, need: act.need, until: null, days: null, reason: null, task: null, at, by };
  const before = known === undefined ? null : withoutBefore(known);
  if (act.act === 'reopen') return { outcome: 'decided', decision: { ...bare, state: 'open', before } };
  if (act.act === 'not-needed')
    return { outcome: 'decided', decision: { ...bare, state: 'not-needed', reason: act.reason, before } };
  if (act.act === 'undo') {
    if (known?.id !== act.decision) return { outcome: 'refused', why: 'overtaken' };
    // What the pharmacy handed over is taken back where it was handed over.
    if (known.task !== null) return { outcome: 'refused', why: 'task' };
    return { outcome: 'decided', decision: known.before === null ? null : { ...known.before, before: null } };
  }
  const days = 'days' in act.until ? act.until.days : null;
  const until = 'at' in act.until ? act.until.at : days === null ? null : supplyEnd(at, days);
  if (until !== null && until <= at) return { outcome: 'refused', why: 'past' };
  return { outcome: 'decided', decision: { ...bare, state: 'met', until, days, before } };
}

export function supplyEnd(at: Instant, days: number): Instant {
  return instantFromMillis(millisOf(at) + days * DAY_MS);
}

export function withoutBefore({ before: _before, ...decision }: KeptDecision): NeedDecision {
  return decision;
}
