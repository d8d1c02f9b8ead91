import { z } from 'zod';
import { AreaSet, NamedCode } from './area-code.js';

/** A telegram that carries words and no state of the map: commentary, statistics, forecasts, notices. */
export const BulletinStatement = z.object({
  hazard: z.literal('bulletin'),
  /** `Control/Title`: the family of telegram, e.g. 府県気象解説情報. */
  kind: z.string(),
  /** A forecast, observation or chart that comes every day: kept, and out of the way. */
  routine: z.boolean(),
  /** The areas its headline speaks of, in one table; empty = the telegram names none that is known here. */
  set: AreaSet.nullable(),
  areas: z.array(NamedCode),
});
export type BulletinStatement = z.infer<typeof BulletinStatement>;
