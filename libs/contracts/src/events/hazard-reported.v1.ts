import { z } from 'zod';
import { AlertStatement } from '../hazards/alert-statement.js';
import { AreaWarningStatement } from '../hazards/area-warning-statement.js';
import { BulletinStatement } from '../hazards/bulletin-statement.js';
import { EarthquakeStatement } from '../hazards/earthquake-statement.js';
import { EvacuationOrderStatement, OrderStepKind } from '../hazards/evacuation-order-statement.js';
import { EewStatement } from '../hazards/eew-statement.js';
import { GdacsStatement } from '../hazards/gdacs-statement.js';
import { LegacyWarningStatement } from '../hazards/legacy-warning-statement.js';
import { NankaiStatement } from '../hazards/nankai-statement.js';
import { PromptStatement } from '../hazards/prompt-statement.js';
import { RiverFloodStatement } from '../hazards/river-flood-statement.js';
import { TsunamiStatement } from '../hazards/tsunami-statement.js';
import { TyphoonStatement } from '../hazards/typhoon-statement.js';
import { AshStatement, VolcanoStatement } from '../hazards/volcano-statement.js';
import { EventId, HazardId, RunId, SourceId, Subject } from '../ids.js';
import { Instant } from '../instant.js';
import type { TopicName } from '../topics.js';
import { eventType } from './event.js';
import { ReportOrder } from './report-order.js';

export const HazardStatement = z.discriminatedUnion('hazard', [
  EarthquakeStatement,
  TsunamiStatement,
  AreaWarningStatement,
  RiverFloodStatement,
  AlertStatement,
  TyphoonStatement,
  VolcanoStatement,
  AshStatement,
  BulletinStatement,
  GdacsStatement,
  EewStatement,
  PromptStatement,
  LegacyWarningStatement,
  NankaiStatement,
  EvacuationOrderStatement,
]);
export type HazardStatement = z.infer<typeof HazardStatement>;

/** The families of hazards; a hazard id belongs to one for ever. */
export const HAZARD_FAMILIES = [
  'earthquake',
  'tsunami',
  'weather-warning',
  'river-flood',
  'alert',
  'typhoon',
  'volcano',
  'ash',
  'bulletin',
  'gdacs',
  'eew',
  'prompt-report',
  'legacy-warning',
  'nankai',
  'evacuation-order',
] as const;
export const HazardFamily = z.enum(HAZARD_FAMILIES);
export type HazardFamily = z.infer<typeof HazardFamily>;

/**
 * What is known of the signature that a report carried: `verified` with a key pinned for its source, `unchecked` because
 * the source has none. A wrong one never gets this far.
 */
export const SignatureState = z.enum(['verified', 'unchecked']);
export type SignatureState = z.infer<typeof SignatureState>;

/** A hazard as one source reported it. What is true now is for the aggregator to say. */
export const HazardReportedV1 = z.object({
  hazardId: HazardId,
  family: HazardFamily,
  subject: Subject,
  order: ReportOrder,
  /** `voids-subject`: everything this subject stated before is void. `voids-previous`: only the report before it. */
  effect: z.enum(['states', 'voids-subject', 'voids-previous']),
  exercise: RunId.nullable(),
  source: z.object({
    id: SourceId,
    /** Who speaks, as shown to people: 気象庁, 長野地方気象台. */
    agency: z.string(),
    /** Credit line that must stand beside it. */
    attribution: z.string(),
    /** Absent = not signed. */
    signature: SignatureState.optional(),
    /** Whose key it was, as the hub's own entry names it; only of what is verified. */
    signedBy: z.string().optional(),
    /** Who passed the agency's report on, where it is not the agency's own: that one stands above it. */
    relay: z.string().min(1).optional(),
  }),
  /** The telegram's own title, headline and body text, in its own language. */
  title: z.string(),
  headline: z.string(),
  text: z.string(),
  issuedAt: Instant,
  /** In force [from, to); `to` null = until something replaces it. From the report, or the in-force table. */
  validFrom: Instant,
  validTo: Instant.nullable(),
  /** The bytes it was read from, in `raw`. */
  rawId: EventId,
  /** Null when the effect is not `states`. */
  statement: HazardStatement.nullable(),
  /** Who entered it and as which step, where a person did: on the log and for headquarters, never in the picture. */
  entered: z
    .object({ stepId: z.string(), step: OrderStepKind, by: z.object({ subject: z.string(), name: z.string() }) })
    .optional(),
});
export type HazardReportedV1 = z.infer<typeof HazardReportedV1>;

/**
 * Families that can state level 5, a tsunami or an EEW have the urgent topic for ever, so that a hazard never changes
 * topic (design section 3).
 */
export function hazardTopic(hazard: { family: HazardFamily; hazardId: string }): TopicName {
  const levelled = /(^|:)jma-warning:VPWW5[567]:/.test(hazard.hazardId);
  return levelled || URGENT_FAMILIES.has(hazard.family) ? 'hazards-urgent' : 'hazards';
}

const URGENT_FAMILIES: ReadonlySet<HazardFamily> = new Set([
  'eew',
  'tsunami',
  'river-flood',
  'volcano',
  'legacy-warning',
  'nankai',
  'evacuation-order',
]);

export const hazardReported = eventType({
  type: 'hazard.reported.v1',
  topic: hazardTopic,
  schema: HazardReportedV1,
  key: (event) => event.hazardId,
});
