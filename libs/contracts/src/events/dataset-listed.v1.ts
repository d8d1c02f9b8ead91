import { z } from 'zod';
import { EventId, RunId, SourceId } from '../ids.js';
import { Instant } from '../instant.js';
import { DatasetId } from '../things/thing.js';
import { Theme, THEME_DEFINITIONS } from '../things/theme.js';
import { eventType } from './event.js';

/**
 * What a dataset holds as of one moment: every row, by its key and the digest of its content. A row that is not listed is gone, and
 * one that is listed says the same as when this digest was reported, so that unchanged rows need not be told again.
 */
export const DatasetListedV1 = z.object({
  dataset: DatasetId,
  theme: Theme,
  /** The moment that the dataset describes; attributes without a time of their own were seen then. */
  listedAt: Instant,
  /** When that was seen, where it is earlier: a listing that takes a later one back says what was known before. */
  asOf: Instant.optional(),
  /** Of two listings of one moment, that of the newer parser or mapping counts. */
  parserRevision: z.int().positive(),
  /** Of all its rows; parts with one digest belong together. */
  digest: z.string().min(1),
  /** 1-based; a listing counts once all its parts are there. */
  part: z.int().positive(),
  parts: z.int().positive(),
  /** Row key → the `order.digest` of its report. */
  rows: z.record(z.string(), z.string()),
  source: SourceId,
  exercise: RunId.nullable(),
  rawId: EventId,
});
export type DatasetListedV1 = z.infer<typeof DatasetListedV1>;

export const datasetListed = eventType({
  type: 'dataset.listed.v1',
  topic: ({ theme }: DatasetListedV1) => THEME_DEFINITIONS[theme].topic,
  schema: DatasetListedV1,
  key: ({ dataset }) => dataset,
});

export function datasetListedId(listed: DatasetListedV1): EventId {
  const { dataset, listedAt, parserRevision, digest, part } = listed;
  return `${dataset}/listed/${listedAt}/r${parserRevision}/${digest}/${part}` as EventId;
}
