import { z } from 'zod';
import { DerivedNeed, NeedCode, RulesVersion } from '../health/derived-need.js';
import { HealthDay, HealthFormat, HealthRecord } from '../health/health-record.js';
import { NeedCount } from '../health/needs-counted.v1.js';
import { NeedsPublishedV1 } from '../health/needs-published.v1.js';
import { FeatureId } from '../ids.js';
import { Instant } from '../instant.js';
import { BreakGlassReason, CarePurpose, type AuditEntry } from './audit-entry.js';
import { LegalGround } from './legal-ground.js';
import { NeedDecision } from './need-decision.js';
import { CareTask } from './pharmacy-task.js';
import { RequestId, VaultId } from './vault-id.js';

/** `POST /api/v1/phr/records?…`; the body is the document as it is. */
export const RecordQuery = z
  .strictObject({
    format: HealthFormat,
    shelter: FeatureId,
    requestId: RequestId,
    legalGround: LegalGround,
    /** Which edition of the text of consent was read to the person. */
    consentText: z
      .string()
      .regex(/^\d{4}[\d.-]{0,20}$/, 'expected an edition like 2026-11')
      .optional(),
  })
  .refine(({ legalGround, consentText }) => (legalGround === 'consent') === (consentText !== undefined), {
    message: 'consentText says which text was read; it goes with legalGround=consent, and with it only',
    path: ['consentText'],
  });
export type RecordQuery = z.infer<typeof RecordQuery>;

/** `201`, or `200` for a repetition. */
export const RecordReceipt = z.object({
  id: VaultId,
  person: VaultId,
  needs: z.array(DerivedNeed),
  /** What of the document was left out, and where: places and words of ours, no values. */
  findings: z.array(z.object({ severity: z.string(), code: z.string(), where: z.string(), message: z.string() })),
});
export type RecordReceipt = z.infer<typeof RecordReceipt>;

/** `GET /api/v1/phr/records/{id}?purpose=&shelter=` */
export const ReadQuery = z.strictObject({ purpose: CarePurpose, shelter: FeatureId });
export type ReadQuery = z.infer<typeof ReadQuery>;

export const PersonAnswer = z.object({
  id: VaultId,
  status: z.enum(['here', 'left']),
  shelter: FeatureId.nullable(),
  records: z.array(VaultId),
});
export type PersonAnswer = z.infer<typeof PersonAnswer>;

/** One person as their care team sees them in a list. */
export const PersonInCare = PersonAnswer.extend({
  name: z.string().nullable(),
  kana: z.string().nullable(),
  birthDate: z.string().nullable(),
  legalGround: LegalGround,
  /** As urgent as they are now, also those that are closed. */
  needs: z.array(DerivedNeed),
  /** What the care team decided of them. */
  decisions: z.array(NeedDecision.extend({ closed: z.boolean() })),
  /** What the pharmacy is asked for, oldest first. */
  tasks: z.array(CareTask),
});
export type PersonInCare = z.infer<typeof PersonInCare>;

export const RecordAnswer = z.object({
  id: VaultId,
  person: VaultId,
  version: z.int().positive(),
  receivedAt: Instant,
  record: HealthRecord,
  needs: z.array(DerivedNeed),
  /** Of the person, whatever record says so. */
  decisions: z.array(NeedDecision.extend({ closed: z.boolean() })),
  tasks: z.array(CareTask),
  /** Until when an emergency access holds; null when it was none. */
  emergencyUntil: Instant.nullable(),
});
export type RecordAnswer = z.infer<typeof RecordAnswer>;

/** `POST /api/v1/phr/search`: in a body, so that no address of a request says whom somebody looked for. */
export const PersonSearch = z.strictObject({
  shelter: FeatureId,
  purpose: CarePurpose,
  by: z.union([
    z.strictObject({ system: z.string().min(1).max(300), value: z.string().min(1).max(200) }),
    z.strictObject({ name: z.string().min(1).max(400), birthDate: HealthDay }),
  ]),
});
export type PersonSearch = z.infer<typeof PersonSearch>;

export const MoveRequest = z.strictObject({ shelter: FeatureId });
export const BreakGlassRequest = z.strictObject({
  purpose: CarePurpose,
  shelter: FeatureId,
  reason: BreakGlassReason,
  /** What happened, in words; they stay in the vault. */
  words: z.string().trim().min(10).max(1000),
});
export type BreakGlassRequest = z.infer<typeof BreakGlassRequest>;

export const ExactNeeds = z.object({
  exact: z.literal(true),
  shelters: z.array(
    z.object({
      shelter: FeatureId,
      needs: z.record(NeedCode, NeedCount),
      observedAt: Instant,
      rulesVersion: RulesVersion,
    }),
  ),
});
export const PublishedNeeds = z.object({ exact: z.literal(false), areas: z.array(NeedsPublishedV1) });
export type NeedsAnswer = z.infer<typeof ExactNeeds> | z.infer<typeof PublishedNeeds>;

/** That somebody who supervises saw to an entry. */
export interface Acknowledgement {
  /** Their name, or the account where it is not known. */
  by: string;
  agency: string | null;
  at: Instant;
}

/** An entry with what stays in the vault: the words of an emergency, who saw to it, and the actor's name as it was then. */
export interface SupervisedEntry extends AuditEntry {
  name: string | null;
  words: string | null;
  acknowledged: Acknowledgement | null;
}

/** Entries newest first. */
export interface AuditPage {
  entries: SupervisedEntry[];
  /** For the page after this one; null at the end. */
  before: number | null;
}

export interface AuditVerification {
  intact: boolean;
  entries: number;
  /** What is wrong, in words; none when intact. */
  faults: string[];
}

/**
 * `GET /api/v1/phr/audit/unacknowledged`: emergency accesses that nobody who supervises has acknowledged, by their numbers, the
 * newest first. Says no more than that, so that a browser may ask every few seconds; the entries themselves are read as any other.
 */
export interface UnacknowledgedAccesses {
  seqs: number[];
}
