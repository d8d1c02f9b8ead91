import { HubError, type Acknowledgement, type AuditEntry } from '@hinomi/contracts';
import type { Actor, VaultChange } from '../vault/vault-change.js';
import { isGenuine } from './audit-chain.js';
import type { StoredAudit } from './audit-rows.js';

/** Emergency accesses and who saw to them: both are entries of the audit, so neither can be taken back. */
export class Acknowledgements {
  constructor(private readonly change: VaultChange) {}

  /** By the number of the entry that is acknowledged; the first one counts. */
  async all(): Promise<ReadonlyMap<number, Acknowledgement>> {
    const found = new Map<number, Acknowledgement>();
    for (const row of await this.change.audits.having('acknowledged')) {
      const [entry] = this.genuine([row]);
      if (entry?.about === undefined) continue;
      const { about, actor, agency, at } = entry;
      found.set(about, { by: this.change.besideOf(row).name ?? actor, agency, at });
    }
    return found;
  }

  /** Emergency accesses that nobody acknowledged, the newest first. */
  async missing(): Promise<AuditEntry[]> {
    const acknowledged = await this.all();
    const accesses = this.genuine(await this.change.audits.having('broke-glass'));
    return accesses.filter(({ seq }) => !acknowledged.has(seq));
  }

  /** Somebody saw to it; a second time it is still the first who did. */
  async add(who: Actor, seq: number, mayOversee: (entry: AuditEntry) => boolean): Promise<Acknowledgement> {
    const row = await this.change.audits.at(seq);
    const [entry] = this.genuine(row === null ? [] : [row]);
    if (entry?.action !== 'broke-glass')
      throw new HubError('record.not-found', `Entry ${seq} of the audit is no emergency access.`);
    if (!mayOversee(entry))
      throw new HubError('access.denied', 'What is done at this shelter is outside your jurisdiction.');
    const known = (await this.all()).get(seq);
    if (known !== undefined) return known;
    const { disaster, shelter } = entry;
    await this.change.audit(who, disaster, { action: 'acknowledged', purpose: 'oversight', about: seq, shelter });
    return { by: who.name ?? who.actor, agency: who.agency, at: this.change.at };
  }

  private genuine(rows: readonly StoredAudit[]): AuditEntry[] {
    const own = rows.filter((row) => isGenuine(this.change.keys.proof, row));
    return own.map(({ entry }) => JSON.parse(entry) as AuditEntry);
  }
}
