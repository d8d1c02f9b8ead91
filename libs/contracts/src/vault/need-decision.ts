import { z } from 'zod';
import { NeedCode } from '../health/derived-need.js';
import { FeatureId } from '../ids.js';
import { Instant } from '../instant.js';
import { CarePurpose } from './audit-entry.js';
import { RequestId, VaultId } from './vault-id.js';

/** Why a need that the rules derive is not one: not taken any more, a record read wrongly, they do not want it, cared for in another way. */
export const NOT_NEEDED_REASONS = ['stopped', 'not-theirs', 'declined', 'otherwise'] as const;
export const NotNeededReason = z.enum(NOT_NEEDED_REASONS);
export type NotNeededReason = z.infer<typeof NotNeededReason>;

/** A supply as it is handed over: more than a year is a slip of the finger. */
export const SupplyDays = z.int().min(1).max(366);

/** Until when a need is met: the supply runs out, a moment comes, or never. */
export const MetUntil = z.union([
  z.strictObject({ days: SupplyDays }),
  z.strictObject({ at: Instant }),
  z.strictObject({ forGood: z.literal(true) }),
]);
export type MetUntil = z.infer<typeof MetUntil>;

/** Who says something, and the shelter where they work; sent again with one `requestId`, it is done once. */
export const ActingInCare = z.strictObject({ requestId: RequestId, purpose: CarePurpose, shelter: FeatureId });

/** `POST /api/v1/phr/persons/{id}/needs`: what the care team decides of one need. In a body, so that no address tells it. */
export const NeedAct = z.discriminatedUnion('act', [
  ActingInCare.extend({ act: z.literal('met'), need: NeedCode, until: MetUntil }),
  ActingInCare.extend({ act: z.literal('not-needed'), need: NeedCode, reason: NotNeededReason }),
  ActingInCare.extend({ act: z.literal('reopen'), need: NeedCode }),
  /** Takes back the decision of this id, where it is the last one: what was so before is so again. */
  ActingInCare.extend({ act: z.literal('undo'), need: NeedCode, decision: VaultId }),
]);
export type NeedAct = z.infer<typeof NeedAct>;

/** Whose word it is; their name is for the other side, and stays in the vault like the rest. */
export const Deciding = z.strictObject({
  actor: z.string(),
  role: z.string().nullable(),
  agency: z.string().nullable(),
  name: z.string().nullable(),
});
export type Deciding = z.infer<typeof Deciding>;

/** The last word of the care team on one need of one person. Stays in the vault. */
export const NeedDecision = z.strictObject({
  id: VaultId,
  need: NeedCode,
  state: z.enum(['met', 'not-needed', 'open']),
  /** From then on the need is open again, by itself; null = it stays as decided. */
  until: Instant.nullable(),
  /** Days of supply that were handed over. */
  days: SupplyDays.nullable(),
  reason: NotNeededReason.nullable(),
  /** The pharmacy's task whose handing over this was. */
  task: VaultId.nullable(),
  at: Instant,
  by: Deciding,
});
export type NeedDecision = z.infer<typeof NeedDecision>;

/** As it is shown: whether the need is closed now. */
export type NeedDecisionShown = NeedDecision & { closed: boolean };

/** What a decision is answered with. */
export interface NeedActAnswer {
  /** Null when nothing is decided of the need any more. */
  decision: NeedDecisionShown | null;
  /** Whether the need counts now. */
  open: boolean;
}
