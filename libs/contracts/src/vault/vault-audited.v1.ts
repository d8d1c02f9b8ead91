import { z } from 'zod';
import { eventType } from '../events/event.js';
import { AuditEntry } from './audit-entry.js';

/** One entry of the vault's audit. `mac` is the vault's own proof that it wrote it. */
export const VaultAuditedV1 = z.object({
  entry: AuditEntry,
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  mac: z.string().regex(/^[0-9a-f]{64}$/),
});
export type VaultAuditedV1 = z.infer<typeof VaultAuditedV1>;

export const vaultAudited = eventType({
  type: 'vault.audited.v1',
  topic: 'audit',
  schema: VaultAuditedV1,
  key: ({ entry }) => entry.actor,
});
