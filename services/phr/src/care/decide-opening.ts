import type { AuditEntry, BreakGlassReason, Instant } from '@hinomi/contracts';

/** An emergency access that was stated and announced. */
export interface Emergency {
  reason: BreakGlassReason;
  until: Instant;
}

export type Opening =
  { outcome: 'open'; emergency: Emergency | null } | { outcome: 'closed'; why: 'elsewhere' | 'left' | 'outside' };

/** Whether somebody working at a shelter may open what is kept of a person. */
export function decideOpening(asked: {
  person: { status: string; shelter: string | null };
  /** Where the reader works now. */
  shelter: string;
  /** What the policies say about their role, the purpose and that shelter. */
  permitted: boolean;
  emergency: Emergency | null;
}): Opening {
  const { person, shelter, permitted, emergency } = asked;
  if (emergency !== null) return { outcome: 'open', emergency };
  if (!permitted) return { outcome: 'closed', why: 'outside' };
  if (person.status !== 'here') return { outcome: 'closed', why: 'left' };
  return person.shelter === shelter ? { outcome: 'open', emergency: null } : { outcome: 'closed', why: 'elsewhere' };
}

/** The emergency access of this reader that still holds, by the audit itself: what was not announced does not exist. */
export function decideEmergency(entries: readonly AuditEntry[], actor: string, now: Instant): Emergency | null {
  for (const entry of entries) {
    const { action, until, reason } = entry;
    if (action === 'broke-glass' && entry.actor === actor && until !== null && reason !== null && until > now)
      return { reason, until };
  }
  return null;
}
