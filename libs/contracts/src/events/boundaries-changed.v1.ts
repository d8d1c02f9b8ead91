import { z } from 'zod';
import { AreaSet } from '../hazards/area-code.js';
import { type EventId } from '../ids.js';
import { Instant } from '../instant.js';
import { eventType } from './event.js';

/** Which edition of a set of areas is in force from now on. */
export const BoundariesChangedV1 = z.object({
  set: AreaSet,
  /** `<set>@<edition>`, e.g. `jma-city@approx-1`. */
  edition: z.string().min(1),
  digest: z.string().min(1),
  approximate: z.boolean(),
  attribution: z.string(),
  /** In an edition that is not approximate: the codes whose shapes are derived all the same, as the imported files lack them. */
  derivedCodes: z.array(z.string()).optional(),
  at: Instant,
});
export type BoundariesChangedV1 = z.infer<typeof BoundariesChangedV1>;

export const boundariesChanged = eventType({
  type: 'boundaries.changed.v1',
  topic: 'reference',
  schema: BoundariesChangedV1,
  key: (event) => event.set,
});

export function boundariesChangedId(change: Pick<BoundariesChangedV1, 'edition' | 'digest' | 'at'>): EventId {
  return `boundaries/${change.edition}/${change.digest}/${change.at}` as EventId;
}

/** Orders the statements about one set: the greatest is in force, whatever order they come in. */
export function boundariesRank({
  at,
  edition,
  digest,
}: Pick<BoundariesChangedV1, 'at' | 'edition' | 'digest'>): string {
  return `${at} ${edition} ${digest}`;
}
