import { z } from 'zod';
import { Instant } from '../instant.js';

/** A table that one provider keeps up to date: a source's, or one theme of a SIP4D publisher (its `ttid`). */
export const DatasetId = z.string().min(1).max(256).brand<'DatasetId'>();
export type DatasetId = z.infer<typeof DatasetId>;

/**
 * One value of a thing. `value` null: the provider says that it is not known, which is not the same as saying nothing. A word
 * that no canonical code stands for is null with the word as `label`.
 */
export const ThingAttribute = z.object({
  value: z.union([z.string(), z.number(), z.boolean()]).nullable(),
  /** As the provider words it, where that is not the value itself. */
  label: z.string().optional(),
  /** The provider's name for an attribute that its theme does not have. */
  title: z.string().optional(),
  /** When it was seen in the world; absent = at the time of the report. */
  observedAt: Instant.optional(),
});
export type ThingAttribute = z.infer<typeof ThingAttribute>;

/**
 * What many sources know a thing by. `national-shelter` = 全国共通避難所・避難場所ID, `municipal` = the municipality's own number with its
 * code before it; any other scheme is the provider's.
 */
export const ThingIdentifier = z.object({ scheme: z.string().min(1), value: z.string().min(1) });
export type ThingIdentifier = z.infer<typeof ThingIdentifier>;
