import { z } from 'zod';
import { NeedCode, UrgencyStep } from './derived-need.js';
import { NeedLevel } from './needs-published.v1.js';

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
  publishedFrom: NeedLevel,
});
export type NeedDefinition = z.infer<typeof NeedDefinition>;
