import { z } from 'zod';
import { Instant } from '../instant.js';

/** What somebody needs, as `infra/needs-rules` names it. A name of a person cannot be written like this. */
export const NeedCode = z
  .string()
  .regex(/^[a-z][a-z0-9]*(?:_[a-z0-9]+){0,5}$/)
  .max(40);
export type NeedCode = z.infer<typeof NeedCode>;

/** An edition of the rules, e.g. `2026-11.1`; tells which rules made a count. */
export const RulesVersion = z.string().regex(/^\d{4}-\d\d\.\d{1,4}$/);
export type RulesVersion = z.infer<typeof RulesVersion>;

export const RuleId = z
  .string()
  .regex(/^[a-z][a-z0-9]*(?:[-_][a-z0-9]+){0,9}$/)
  .max(60);
export type RuleId = z.infer<typeof RuleId>;

/** From least to most sure. */
export const CERTAINTIES = ['possible', 'likely', 'stated'] as const;
export const Certainty = z.enum(CERTAINTIES);
export type Certainty = z.infer<typeof Certainty>;

/** How soon something has to be there: within minutes, 12 hours, a day, three days, a week, later; `continuous` = all the time. */
export const URGENCY_STEPS = ['minutes', 'hours', 'day', 'days', 'week', 'later', 'continuous'] as const;
export const UrgencyStep = z.enum(URGENCY_STEPS);
export type UrgencyStep = z.infer<typeof UrgencyStep>;

/** One need of one person, with its reasons. Stays in the vault; of these only numbers leave it. */
export const DerivedNeed = z.strictObject({
  need: NeedCode,
  kind: z.enum(['goods', 'service', 'both']),
  /** Hours until it has to be there: the gap that can be borne, and what is left of the supply. Null for `continuous`. */
  urgencyHours: z.number().nonnegative().nullable(),
  urgency: UrgencyStep,
  certainty: Certainty,
  /** The rule that is surest of it; others may say so as well. */
  rule: RuleId,
  rulesVersion: RulesVersion,
  /** Whether a pharmacist or physician has confirmed that rule. False is shown wherever the need is. */
  reviewed: z.boolean(),
  /** Every rule that says so, with the evidence it says so from: indexes into `record.evidence`; none for rules of age or language. */
  reasons: z
    .array(z.strictObject({ rule: RuleId, evidence: z.array(z.int().nonnegative()), certainty: Certainty }))
    .min(1),
  /** Indexes of all evidence, in order, each once. */
  evidence: z.array(z.int().nonnegative()),
  /** When the supply that is known of ends; null when nothing says so. */
  supplyUntil: Instant.nullable(),
});
export type DerivedNeed = z.infer<typeof DerivedNeed>;
