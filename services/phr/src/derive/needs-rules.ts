import { z } from 'zod';
import {
  Certainty,
  EvidenceKind,
  EvidenceOrigin,
  NEED_LEVELS,
  NeedCode,
  Route,
  RuleId,
  type RulesVersion,
  UrgencyStep,
} from '@hinomi/contracts';

const Words = z.strictObject({ ja: z.string().min(1), easy: z.string().min(1), en: z.string().min(1) });

/** A need as people read it, and how far it may be published. */
export const NeedDefinition = z.strictObject({
  need: NeedCode,
  name: Words,
  kind: z.enum(['goods', 'service', 'both']),
  /** What has to be there. */
  brings: Words,
  urgency: z.strictObject({
    step: UrgencyStep,
    /** Hours of gap that can be borne; null for what is needed all the time. A proposal until somebody reviews it. */
    hours: z.number().nonnegative().nullable(),
  }),
  /** The finest area it may ever be published for, whatever the number. */
  publishedFrom: z.enum(NEED_LEVELS),
});
export type NeedDefinition = z.infer<typeof NeedDefinition>;

/** Codes by system and prefix; `10` stands for every code that begins so. */
const CodePattern = z.strictObject({
  system: z.string().min(1),
  prefixes: z.array(z.string().min(1)).min(1),
  except: z.array(z.string().min(1)).optional(),
});

/** One way to a need. Everything that is stated has to hold. */
export const NeedRule = z.strictObject({
  id: RuleId,
  need: NeedCode,
  kinds: z.array(EvidenceKind).min(1).optional(),
  codes: z.array(CodePattern).min(1).optional(),
  /** Of an observation: its value has one of these codes. */
  values: z.array(CodePattern).min(1).optional(),
  origins: z.array(EvidenceOrigin).min(1).optional(),
  routes: z.strictObject({ only: z.array(Route).optional(), never: z.array(Route).optional() }).optional(),
  /** The 8th character of a YJ code. */
  forms: z.strictObject({ only: z.string().optional(), never: z.string().optional() }).optional(),
  category: z.enum(['food', 'medication', 'environment', 'biologic']).optional(),
  /** Of the person, in whole years: from (inclusive) to (exclusive). */
  age: z.strictObject({ from: z.int().nonnegative().optional(), below: z.int().positive().optional() }).optional(),
  /** The person has no language of these: an interpreter. */
  noLanguageOf: z.array(z.string()).optional(),
  /** Another need of the same person has to follow from other rules. */
  withNeed: NeedCode.optional(),
  /** Evidence of medicines counts if its supply lasts or ended at most so many days ago; of procedures if it is not older. */
  recentDays: z.int().positive().optional(),
  certainty: Certainty,
  /** `true` only when a pharmacist or physician confirmed it; with the name of the review in `source`. */
  reviewed: z.boolean(),
  /** Where it comes from. */
  source: z.string().min(1),
});
export type NeedRule = z.infer<typeof NeedRule>;

/** A checked edition of `infra/needs-rules`. */
export interface NeedsRules {
  version: z.infer<typeof RulesVersion>;
  needs: ReadonlyMap<NeedCode, NeedDefinition>;
  rules: readonly NeedRule[];
}
