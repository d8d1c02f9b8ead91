import { z } from 'zod';
import { Certainty, NeedCode, RuleId, RulesVersion, UrgencyStep } from './derived-need.js';

const InThreeLanguages = z.strictObject({ ja: z.string().min(1), easy: z.string().min(1), en: z.string().min(1) });

/** `GET /api/v1/needs/catalogue`: what the codes of needs and rules mean, for whoever reads them. Says nothing of anybody. */
export const NeedsCatalogue = z.object({
  version: RulesVersion,
  /** In the order of the rules. */
  needs: z.array(
    z.object({
      need: NeedCode,
      name: InThreeLanguages,
      kind: z.enum(['goods', 'service', 'both']),
      /** What has to be there. */
      brings: InThreeLanguages,
      urgency: z.object({ step: UrgencyStep, hours: z.number().nonnegative().nullable() }),
      rules: z.array(
        z.object({
          id: RuleId,
          certainty: Certainty,
          /** Whether a pharmacist or physician confirmed it. */
          reviewed: z.boolean(),
          /** Where it comes from. */
          source: z.string().min(1),
        }),
      ),
    }),
  ),
});
export type NeedsCatalogue = z.infer<typeof NeedsCatalogue>;
