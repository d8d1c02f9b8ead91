import { z } from 'zod';
import { Certainty, RuleId, RulesVersion } from './derived-need.js';
import { NeedDefinition } from './need-definition.js';

/** `GET /api/v1/needs/catalogue`: what the codes of needs and rules mean, for whoever reads them. Says nothing of anybody. */
export const NeedsCatalogue = z.object({
  version: RulesVersion,
  /** In the order of the rules. */
  needs: z.array(
    NeedDefinition.extend({
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
