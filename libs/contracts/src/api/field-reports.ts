import { z } from 'zod';
import { RunId, type FeatureId, type SourceId } from '../ids.js';
import { Instant } from '../instant.js';
import { FieldReportContent, type FieldReportStepKind } from '../things/field-report.js';
import type { DatasetId } from '../things/thing.js';

const Ulid = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'expected a ULID');
const Reason = z.string().trim().max(2_000);

/** Made where it is entered, so that a request sent again is the same step. */
const Step = {
  stepId: Ulid,
  /** When it was entered there. */
  issuedAt: Instant,
};

/** The step that whoever enters this one saw last: nobody changes what they have not seen. */
const After = { after: Ulid };

/** `POST /api/v1/field-reports`. */
export const FieldReportRequest = z.strictObject({
  reportId: Ulid,
  ...Step,
  content: FieldReportContent,
  /** The run of an exercise; null = the real world. */
  exercise: RunId.nullable(),
});
export type FieldReportRequest = z.infer<typeof FieldReportRequest>;

/** `POST /api/v1/field-reports/{id}/steps`. The kind of a report never changes. */
export const FieldReportStepRequest = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('change'), ...Step, ...After, content: FieldReportContent }),
  z.strictObject({ step: z.literal('resolve'), ...Step, ...After, reason: Reason }),
  z.strictObject({ step: z.literal('withdraw'), ...Step, ...After, reason: Reason }),
]);
export type FieldReportStepRequest = z.infer<typeof FieldReportStepRequest>;

/** One step of a report as it stands on the log. */
export interface FieldReportStep {
  stepId: string;
  step: FieldReportStepKind;
  issuedAt: Instant;
  recordedAt: Instant;
  /** What it says from then on; of what ends it, what it said before. */
  content: FieldReportContent;
  reason: string;
  by: { subject: string; name: string };
}

export type FieldReportState = 'stands' | 'resolved' | 'withdrawn';

/** A field report with all its steps, the first one first. */
export interface FieldReportEntry {
  id: FeatureId;
  /** 5 digits; null = in none, at sea. */
  municipality: { code: string; name: string } | null;
  state: FieldReportState;
  exercise: RunId | null;
  steps: FieldReportStep[];
  /** Whoever asks may enter its next step. */
  mayChange: boolean;
}

/** The source of what headquarters entered. */
export const FIELD_REPORT_SOURCE = 'hub:field-reports' as SourceId;

/** All that headquarters entered is one dataset, which nothing lists: two of one name are never taken for one. */
export function fieldReportDataset(run: RunId | null): DatasetId {
  return `${run === null ? '' : `drill:${run}:`}field-report` as DatasetId;
}

/** The subject on the log, and the id of the feature where nobody told of the thing before. */
export function fieldReportId(reportId: string, run: RunId | null): FeatureId {
  return `${fieldReportDataset(run)}/${reportId}` as FeatureId;
}
