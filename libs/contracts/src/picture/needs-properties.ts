import { z } from 'zod';
import { RulesVersion, NeedCode } from '../health/derived-need.js';
import { NeedLevel, NeedsCoverage, PublishedNeed } from '../health/needs-published.v1.js';
import { Instant } from '../instant.js';

/** What one area shows of the newest publication: a cell of the table, never to be cut. Cells add up only as `tallyNeeds` does it. */
export const NeedsProperties = z.object({
  type: z.literal('needs'),
  level: NeedLevel,
  /** Of a shelter its feature's id, else the JIS code: 5 digits or 2. */
  code: z.string().min(1),
  period: z.object({ from: Instant, until: Instant }),
  /** No smaller number is shown; `below` is anything under it, none included, and less than twice of it once it is held. */
  threshold: z.int().min(2),
  needs: z.record(NeedCode, PublishedNeed),
  coverage: NeedsCoverage.optional(),
  /** Of a shelter: the municipality (5 digits) whose number it is part of. */
  within: z.string().optional(),
  rulesVersion: RulesVersion,
});
export type NeedsProperties = z.infer<typeof NeedsProperties>;
