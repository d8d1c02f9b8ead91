import { millisOf, type AuditEntry, type Instant } from '@hinomi/contracts';
import { isGenuine } from '../audit/audit-chain.js';
import type { VaultChange } from '../vault/vault-change.js';

/** These say where somebody is. */
const PLACES: ReadonlySet<AuditEntry['action']> = new Set(['received', 'moved', 'left']);
const LATEST_ENTRIES = 50;

/** Whether somebody said after `at` where a person is: a form that was on its way for a day moves nobody back. */
export async function placedSince(change: VaultChange, person: string, at: Instant): Promise<boolean> {
  const rows = await change.audits.page({ before: null, limit: LATEST_ENTRIES, person, action: null });
  return rows
    .filter((row) => PLACES.has(row.action as AuditEntry['action']) && isGenuine(change.keys.proof, row))
    .map(({ entry }) => JSON.parse(entry) as AuditEntry)
    .some((entry) => entry.person === person && millisOf(entry.takenAt ?? entry.at) > millisOf(at));
}
