import { z } from 'zod';
import { Geometry } from '../hazards/geometry.js';
import { EventId, FeatureId, RunId, SourceId, Subject } from '../ids.js';
import { Instant } from '../instant.js';
import { DatasetId, ThingAttribute, ThingIdentifier } from '../things/thing.js';
import { Theme, THEME_DEFINITIONS } from '../things/theme.js';
import { FieldReportEntered } from '../things/field-report.js';
import { eventType } from './event.js';
import { ReportOrder } from './report-order.js';

/** What one provider says of one thing that is no hazard: a shelter, a road, a hospital, a damaged place. */
export const ThingReportedV1 = z.object({
  /** Dataset + the row's own key: the thing's name until it is known to be another's too. */
  subject: Subject,
  /**
   * The thing it speaks of, by any id that is or was known of it: what it says counts there, and it is no thing of its own. Absent =
   * it tells of a thing by itself.
   */
  about: z.union([Subject, FeatureId]).optional(),
  theme: Theme,
  /** Null = reported by itself. Else what stands is decided by the newest `dataset.listed.v1`. */
  dataset: DatasetId.nullable(),
  order: ReportOrder,
  /** `voids-subject`: the provider takes the thing back. */
  effect: z.enum(['states', 'voids-subject']),
  exercise: RunId.nullable(),
  source: z.object({
    id: SourceId,
    agency: z.string(),
    attribution: z.string(),
    /** 1 = trusted most; decides between values that were observed at the same moment. */
    rank: z.int().min(1).max(9),
  }),
  identifiers: z.array(ThingIdentifier),
  name: z.string(),
  nameKana: z.string().nullable(),
  geometry: Geometry.nullable(),
  geometryObservedAt: Instant.optional(),
  /** JIS code of its municipality, 5 digits; null = not told. */
  municipality: z.string().nullable(),
  classification: z.enum(['public', 'responders']),
  issuedAt: Instant,
  /** By canonical name of the theme, or the provider's own with its `title`. */
  attributes: z.record(z.string().min(1), ThingAttribute),
  /** The provider's row as it came, so that a wrong mapping can be seen and corrected. */
  original: z.record(z.string(), z.json()),
  rawId: EventId,
  /** Which step of headquarters' own report it is and who entered it; absent = it came otherwise. Never part of the picture. */
  entered: FieldReportEntered.optional(),
});
export type ThingReportedV1 = z.infer<typeof ThingReportedV1>;

export const thingReported = eventType({
  type: 'thing.reported.v1',
  topic: ({ theme }: ThingReportedV1) => THEME_DEFINITIONS[theme].topic,
  schema: ThingReportedV1,
  /** Rows and listings of one dataset stay in order. */
  key: ({ dataset, subject }) => dataset ?? subject,
});

/** So many reports of one row are remembered, newest first: an older one may be vouched for again by its digest. */
export const KEPT_REPORTS = 4;
