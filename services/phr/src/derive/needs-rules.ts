import { z } from 'zod';
import {
  Certainty,
  EvidenceKind,
  EvidenceOrigin,
  NeedDefinition,
  type NeedCode,
  Route,
  RuleId,
  RulesVersion,
} from '@hinomi/contracts';
import type { RuleIndex } from './rule-index.js';

export { NeedDefinition } from '@hinomi/contracts';

/**
 * Codes by system. Of `yj` (which stands for 厚生労働省コード and 一般名処方マスタ too), `atc`, `icd-10` and `jfagy-food` a prefix is meant, and of ICD-10 also a range
 * of three-character codes (`I20-I25`); of all others the whole code.
 */
const CodePattern = z.strictObject({
  system: z.string().min(1),
  prefixes: z.array(z.string().min(1)).min(1),
  except: z.array(z.string().min(1)).optional(),
});
export type CodePattern = z.infer<typeof CodePattern>;

const Span = z
  .strictObject({ from: z.int().optional(), to: z.int().optional() })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, { message: 'ends before it begins' });

/** One way to a need. Of `codes` and `words` one has to hold; everything else that is stated has to hold as well. */
const RuleInFile = z.strictObject({
  id: RuleId,
  kinds: z.array(EvidenceKind).min(1).optional(),
  codes: z.array(CodePattern).min(1).optional(),
  /** Names that say it where no code of a known class does. What follows from a name alone is only possible. */
  words: z.array(z.string().min(1)).min(1).optional(),
  /** Of an observation: its value has one of these codes. */
  values: z.array(CodePattern).min(1).optional(),
  /** Of an observation of a date: days from it to now. */
  due: Span.optional(),
  origins: z.array(EvidenceOrigin).min(1).optional(),
  routes: z.strictObject({ only: z.array(Route).optional(), never: z.array(Route).optional() }).optional(),
  category: z.enum(['food', 'medication', 'environment', 'biologic']).optional(),
  /** Of the person, in whole years. */
  age: z.strictObject({ from: z.int().nonnegative().optional(), below: z.int().positive().optional() }).optional(),
  /** The person speaks languages, and none of these. */
  noLanguageOf: z.array(z.string()).min(1).optional(),
  /** Medicines of which no other rule knows anything. */
  unmatched: z.literal(true).optional(),
  /** Medicines count while their supply lasts and so many days after; the rest for so many days from when it began. */
  recentDays: z.int().positive().optional(),
  certainty: Certainty,
  /** `true` only when a pharmacist or physician confirmed it, whom `source` then names. */
  reviewed: z.boolean().default(false),
  /** Where it comes from. */
  source: z.string().min(1),
});

const meansSomething = (rule: z.infer<typeof RuleInFile>): boolean =>
  [rule.codes, rule.words, rule.category, rule.age, rule.noLanguageOf, rule.unmatched].some((one) => one !== undefined);

/** One file of `infra/needs-rules`. */
export const RulesFile = z.strictObject({
  needs: z.array(
    NeedDefinition.extend({
      rules: z.array(RuleInFile.refine(meansSomething, { message: 'the rule would hold for everybody' })),
    }),
  ),
});
export const EditionFile = z.strictObject({ version: RulesVersion });

export type NeedRule = z.infer<typeof RuleInFile> & { need: NeedCode };

/** A checked edition of `infra/needs-rules`. */
export interface NeedsRules {
  version: RulesVersion;
  /** In the order of the files. */
  needs: ReadonlyMap<NeedCode, NeedDefinition>;
  rules: readonly NeedRule[];
  index: RuleIndex;
}
