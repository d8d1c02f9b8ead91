import { decodeEvent, topicIn, vaultAudited, type AuditVerification, type Realm } from '@hinomi/contracts';
import type { LogReader } from '@hinomi/event-log';
import type { RealmVault } from '../vault/realm-vault.js';
import { CHAIN_START, faultOf, type ChainHead } from './audit-chain.js';

const ROWS_AT_ONCE = 500;
/** More than a person reads; the first says where to look. */
const MOST_FAULTS = 20;

/**
 * Follows the chain from its start: an entry that was edited, removed, added or put elsewhere is told, also at the end. With the
 * log beside it, a chain that was cut back with everything else (an old copy of the database) is told too, since `audit` remembers.
 */
export async function verifyAudit(vault: RealmVault, log: LogReader | null): Promise<AuditVerification> {
  const told = log === null ? null : await toldEntries(log, vault.realm);
  const faults: string[] = [];
  let head: ChainHead = { seq: 0, hash: CHAIN_START };
  let stoodAt = 0;
  for (;;) {
    const { rows, end } = await vault.look(async (change) => ({
      rows: await change.audits.following(head.seq, ROWS_AT_ONCE),
      end: change.head,
    }));
    for (const row of rows) {
      const fault = faultOf(vault.keys.proof, head, row);
      if (fault !== null) faults.push(fault);
      const announced = [...(told?.get(row.seq) ?? [])];
      if (announced.some((hash) => hash !== row.hash.toString('hex')))
        faults.push(`the topic audit was sent another entry ${row.seq} as well: an old copy of the rows was put back`);
      head = { seq: row.seq, hash: row.hash };
      if (faults.length >= MOST_FAULTS) return { intact: false, entries: head.seq, faults };
    }
    if (rows.length > 0) continue;
    if (stoodAt === end.seq || head.seq >= end.seq) {
      if (head.seq !== end.seq || !head.hash.equals(end.hash))
        faults.push(`the entries after ${head.seq} are missing; there were ${end.seq}`);
      break;
    }
    stoodAt = end.seq;
  }
  const last = Math.max(0, ...(told?.keys() ?? []));
  if (last > head.seq)
    faults.push(`the topic audit knows ${last} entries, the vault ${head.seq}: its rows are of an older time`);
  return { intact: faults.length === 0, entries: head.seq, faults };
}

/** Hashes by number, as the topic has them: one each, however often it was sent. */
async function toldEntries(log: LogReader, realm: Realm): Promise<Map<number, Set<string>>> {
  const told = new Map<number, Set<string>>();
  for await (const record of log.read(topicIn(realm, 'audit'), [])) {
    const { entry, hash } = decodeEvent(vaultAudited, record).data;
    const known = told.get(entry.seq) ?? new Set<string>();
    told.set(entry.seq, known.add(hash));
  }
  return told;
}

/** What the log remembers of a vault, whatever the database forgot. */
export interface Remembered {
  /** Of the last entry that was sent. */
  seq: number;
  erased: ReadonlySet<string>;
}

export async function rememberedOf(log: LogReader, realm: Realm): Promise<Remembered> {
  const erased = new Set<string>();
  let seq = 0;
  for await (const record of log.read(topicIn(realm, 'audit'), [])) {
    const { entry } = decodeEvent(vaultAudited, record).data;
    seq = Math.max(seq, entry.seq);
    if (entry.action === 'erased' && entry.person !== null) erased.add(entry.person);
  }
  return { seq, erased };
}
