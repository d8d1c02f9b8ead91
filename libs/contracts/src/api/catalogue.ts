import { z } from 'zod';
import { Instant } from '../instant.js';
import { SourceId } from '../ids.js';
import { THEMES } from '../things/theme.js';

/** `layer:shelter`, `topic:hazards`. */
export const CatalogueId = z.string().regex(/^(layer|topic):[a-z-]+$/);

/** `easy` is やさしい日本語. */
const InThree = z.object({ ja: z.string(), en: z.string(), easy: z.string() });

/** Whom a line of credit belongs to, and under which terms what it says may be used. */
export const CatalogueCredit = z.object({
  source: SourceId,
  agency: z.string(),
  /** As it must stand beside what the source says. */
  attribution: z.string(),
  /** As the source's entry states it; null = it states none, or the source has no entry. */
  licence: z.string().nullable(),
  /** Features that it contributes to. */
  features: z.int().positive(),
});
export type CatalogueCredit = z.infer<typeof CatalogueCredit>;

/** How new a layer is, of what the asker may see. */
export const CatalogueFreshness = z.object({
  features: z.int().nonnegative(),
  /** When the newest of it was seen in the world; null = nothing says. */
  newestObservedAt: Instant.nullable(),
  /** When the hub learned the newest of it; null = there is nothing. */
  newestRecordedAt: Instant.nullable(),
});
export type CatalogueFreshness = z.infer<typeof CatalogueFreshness>;

export const CatalogueKept = z.object({
  /** `keep` = for ever, `delete` = for so many days, `compact` = the newest of each key. */
  cleanup: z.enum(['keep', 'delete', 'compact']),
  days: z.int().positive().nullable(),
});

export const CatalogueEntry = z.object({
  id: CatalogueId,
  type: z.enum(['layer', 'topic']),
  /** As it is called in `layers=` of a query, or on the log. */
  name: z.string(),
  title: InThree,
  description: InThree,
  /** Null = open, to whom the policies (a layer) or the hub's operator (a topic) let see it; else why nobody outside reads it. */
  closed: InThree.nullable(),
  /** Categories of 災害対応基本共有データ属性情報, each with its source; where there is none, `eeiNone` says why. */
  eei: z.array(z.object({ category: z.int(), name: z.string(), source: z.string() })),
  eeiNone: InThree.nullable(),
  /** Models of SIP4D-ZIP, each with its source; where there is none, `sip4dNone` says so. */
  sip4d: z.array(z.object({ codes: z.array(z.string()), name: z.string(), theme: z.enum(THEMES), source: z.string() })),
  sip4dNone: InThree.nullable(),
  kept: CatalogueKept,
  /** Where it is to be had. */
  links: z.array(z.object({ rel: z.enum(['self', 'data', 'subscribe', 'description']), href: z.string() })),
});
export type CatalogueEntry = z.infer<typeof CatalogueEntry>;

const Live = {
  /** Null for a topic: a log has records of every source. */
  credits: z.array(CatalogueCredit).nullable(),
  freshness: CatalogueFreshness.nullable(),
};

export const CatalogueListed = CatalogueEntry.extend(Live);
export type CatalogueListed = z.infer<typeof CatalogueListed>;

/** One kind of record: its JSON Schema (2020-12) and an example. */
export const CatalogueFormat = z.object({
  name: z.string(),
  mediaType: z.string(),
  schema: z.record(z.string(), z.unknown()),
  sample: z.unknown(),
});
export type CatalogueFormat = z.infer<typeof CatalogueFormat>;

/** `GET /api/v1/catalogue?exercise=` */
export const Catalogue = z.object({
  at: Instant,
  exercise: z.boolean(),
  /** Where all of this is described for machines. */
  documents: z.object({ openapi: z.string(), asyncapi: z.string(), page: z.string() }),
  entries: z.array(CatalogueListed),
});
export type Catalogue = z.infer<typeof Catalogue>;

/** `GET /api/v1/catalogue/{id}?exercise=` */
export const CatalogueDetail = CatalogueListed.extend({
  at: Instant,
  exercise: z.boolean(),
  /** Empty for what is not open. */
  formats: z.array(CatalogueFormat),
});
export type CatalogueDetail = z.infer<typeof CatalogueDetail>;
