import { z } from 'zod';
import { Role } from '../access.js';
import { Instant } from '../instant.js';

/** What a record of the vault may be opened for. */
export const CARE_PURPOSES = ['treatment', 'medication', 'nursing', 'transfer'] as const;
export const CarePurpose = z.enum(CARE_PURPOSES);
export type CarePurpose = z.infer<typeof CarePurpose>;

/** Why somebody opened a record that was not theirs to open. */
export const BREAK_GLASS_REASONS = ['life-threatening', 'unconscious', 'transferred-in', 'no-other-staff'] as const;
export const BreakGlassReason = z.enum(BREAK_GLASS_REASONS);
export type BreakGlassReason = z.infer<typeof BreakGlassReason>;

export const AUDIT_ACTIONS = [
  'received',
  'corrected',
  'moved',
  'left',
  'erased',
  'searched',
  'listed',
  'opened',
  'refused',
  'broke-glass',
  'found-tampered',
  'read-needs',
  'read-audit',
  'acknowledged',
  'published',
  'rewrapped',
  'need-closed',
  'need-reopened',
  'need-undone',
  'derived-anew',
  'listed-tasks',
  'task-asked',
  'task-redirected',
  'task-taken',
  'task-on-its-way',
  'task-handed-over',
  'task-cannot',
  'task-withdrawn',
  'task-undone',
] as const;
export const AuditAction = z.enum(AUDIT_ACTIONS);
export type AuditAction = z.infer<typeof AuditAction>;

/**
 * Who did what in the vault, why and when; never what a record says. Ids of persons and records are random. `previous` is the SHA-256 of
 * the canonical JSON of the entry before, so the chain can be followed by whoever reads the topic.
 */
export const AuditEntry = z.object({
  seq: z.int().positive(),
  previous: z.string().regex(/^[0-9a-f]{64}$/),
  at: Instant,
  disaster: z.string().min(1),
  /** An account, a machine client, or `hub:phr`. */
  actor: z.string().min(1),
  role: Role.nullable(),
  agency: z.string().nullable(),
  action: AuditAction,
  purpose: z.string().nullable(),
  reason: BreakGlassReason.nullable(),
  /** Of the words that the reason was given in, which stay in the vault. */
  wordsDigest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  person: z.string().nullable(),
  record: z.string().nullable(),
  /** Of the pharmacy; entries from before there were any do not have it. */
  task: z.string().nullable().optional(),
  shelter: z.string().nullable(),
  /** How many persons or rows were shown. */
  count: z.int().nonnegative().nullable(),
  /** Until when an emergency access holds. */
  until: Instant.nullable(),
  /** Of what came sealed: who wrote it, where that is somebody else than who handed it in, */
  author: z.string().min(1).optional(),
  /** and when, by the device's clock, no later than `at`. */
  takenAt: Instant.optional(),
  /** Of `acknowledged`: the number of the entry that somebody says they have seen to. */
  about: z.int().positive().optional(),
  /** How the person's rows stood after it. */
  state: z.object({ version: z.int().positive(), mac: z.string().regex(/^[0-9a-f]{64}$/) }).nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
