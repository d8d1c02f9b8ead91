import { z } from 'zod';
import { Layer } from './feature.v1.js';

const LeastSeverity = z.int().min(0).max(5);

/** What somebody wants to hear of (design section 1, idea 7). An absent field means "all". */
export const InterestV1 = z.object({
  layers: z.array(Layer).optional(),
  /** `[west, south, east, north]` in degrees. A feature without a place always matches. */
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
  minSeverity: LeastSeverity.optional(),
  /** For single layers in place of `minSeverity`, below or above it: shelters only when they are open. */
  minSeverityOf: z.partialRecord(Layer, LeastSeverity).optional(),
  /** Which world: the real one, or the drill's. */
  exercise: z.boolean(),
});
export type InterestV1 = z.infer<typeof InterestV1>;
