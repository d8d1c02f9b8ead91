import { z } from 'zod';
import { Instant } from '../instant.js';
import { HealthCode } from './health-code.js';

/** A date as far as the record knows it: year, month or day. Of the place where it was written, without a zone. */
export const HealthDate = z.string().regex(/^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/);
export type HealthDate = z.infer<typeof HealthDate>;

/** A whole day, for what is counted in days. */
export const HealthDay = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/);
export type HealthDay = z.infer<typeof HealthDay>;

export const HEALTH_FORMATS = ['fhir-json', 'jahis-notebook', 'stated'] as const;
export const HealthFormat = z.enum(HEALTH_FORMATS);
export type HealthFormat = z.infer<typeof HealthFormat>;

export const EVIDENCE_KINDS = [
  'medicine',
  'condition',
  'allergy',
  'device',
  'observation',
  'procedure',
  'care-level',
  'stated',
] as const;
export const EvidenceKind = z.enum(EVIDENCE_KINDS);
export type EvidenceKind = z.infer<typeof EvidenceKind>;

/** How we know: said by the person, in the medicine notebook, prescribed or dispensed, in a clinical record, seen as a device. */
export const EVIDENCE_ORIGINS = ['stated', 'notebook', 'prescription', 'record', 'device-seen'] as const;
export const EvidenceOrigin = z.enum(EVIDENCE_ORIGINS);
export type EvidenceOrigin = z.infer<typeof EvidenceOrigin>;

/** How a medicine is used, as far as the record or its code says so. */
export const ROUTES = ['internal', 'as-needed', 'injection', 'external', 'inhaled', 'other'] as const;
export const Route = z.enum(ROUTES);
export type Route = z.infer<typeof Route>;

const Text = z.string().max(400);

/** One thing of a record that a need may follow from. */
export const Evidence = z.strictObject({
  kind: EvidenceKind,
  codes: z.array(HealthCode).max(40),
  /** What it is called, where no code says so, or beside the code. */
  text: Text.nullable(),
  origin: EvidenceOrigin,
  /** Since when: the day of dispensing, of onset. */
  from: HealthDate.nullable(),
  /** Of a medicine the first day that the supply does not cover; else the end. */
  until: HealthDate.nullable(),
  status: z.enum(['active', 'inactive', 'unknown']),
  route: Route.nullable(),
  /** Of allergies: `food`, `medication`, `environment`, `biologic`. */
  category: z.enum(['food', 'medication', 'environment', 'biologic']).nullable(),
  /** What was observed: of the pregnancy status its code, of the expected date the day. */
  value: z
    .union([z.strictObject({ codes: z.array(HealthCode).max(20) }), z.strictObject({ date: HealthDate })])
    .nullable(),
  /** Where it stands: a FHIR path, or `line 12`. */
  where: z.string().min(1).max(300),
});
export type Evidence = z.infer<typeof Evidence>;

/** What a record says about what it does not list: nothing is known to exist, or nobody has looked. Not the same. */
export const Statement = z.strictObject({
  about: EvidenceKind,
  says: z.enum(['known-none', 'no-information']),
  where: z.string().min(1).max(300),
});
export type Statement = z.infer<typeof Statement>;

export const HealthPerson = z.strictObject({
  names: z.array(Text).max(20),
  kana: z.array(Text).max(20),
  birthDate: HealthDate.nullable(),
  sex: z.enum(['male', 'female', 'other', 'unknown']),
  phones: z.array(z.string().max(60)).max(20),
  address: Text.nullable(),
  identifiers: z.array(z.strictObject({ system: z.string().max(300), value: z.string().min(1).max(200) })).max(40),
  /** BCP 47, the preferred first. */
  languages: z.array(z.string().regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}$/)).max(20),
});
export type HealthPerson = z.infer<typeof HealthPerson>;

/** What a document of any format boils down to inside the vault. It never leaves it. */
export const HealthRecord = z.strictObject({
  format: HealthFormat,
  person: HealthPerson,
  evidence: z.array(Evidence).max(5_000),
  statements: z.array(Statement).max(200),
  /** When the document was made; null when it does not say. */
  issuedAt: Instant.nullable(),
  /** What the document itself says of being passed on; null when it says nothing. */
  consent: z.enum(['permit', 'deny']).nullable(),
});
export type HealthRecord = z.infer<typeof HealthRecord>;

/** Something about a document. Names its place, never a value of the record. */
export interface HealthFinding {
  severity: 'error' | 'warning' | 'information';
  /** FHIR's IssueType: `structure`, `required`, `value`, `not-supported`, `too-costly`, ... */
  code:
    | 'structure'
    | 'required'
    | 'value'
    | 'invariant'
    | 'not-found'
    | 'not-supported'
    | 'too-costly'
    | 'duplicate'
    | 'informational';
  /** A FHIR path such as `Bundle.entry[3].resource.code`, or `line 12, field 4`. */
  where: string;
  message: string;
}

/** `record` null: nothing of it can be used, and at least one finding is an error. */
export type ParsedHealthRecord =
  { record: HealthRecord; findings: HealthFinding[] } | { record: null; findings: HealthFinding[] };
