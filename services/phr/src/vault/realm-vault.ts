import { HubError, instantFromMillis, millisOf, type Realm } from '@hinomi/contracts';
import type { Store } from '@hinomi/store';
import type { EntityManager } from 'typeorm';
import { CHAIN_START, headMac, type ChainHead } from '../audit/audit-chain.js';
import { sameHash } from '../keys/keyed-hash.js';
import type { KeyWrapping } from '../keys/key-wrapping.js';
import { VaultChange } from './vault-change.js';
import { VaultKeys } from './vault-keys.js';
import { schemaOf } from './vault-schema.js';

/** The vault of one realm: every change is one durable transaction, one after the other in all processes. */
export class RealmVault {
  /** When persons are to be looked at again, in milliseconds since 1970. Nowhere stored: it would say when a supply ends. */
  private readonly dues = new Map<string, number>();

  private constructor(
    private readonly store: Store,
    readonly realm: Realm,
    readonly keys: VaultKeys,
    private readonly now: () => number,
  ) {}

  /** `vault.key-missing` when the rows belong to another master key. */
  static async open(store: Store, realm: Realm, wrapping: KeyWrapping, now: () => number): Promise<RealmVault> {
    const schema = schemaOf(realm);
    const keys = await store.durably(async (rows) => {
      // Processes that start together on one database take turns.
      await rows.query(`LOCK TABLE ${schema}.head IN ACCESS EXCLUSIVE MODE`);
      const opened = await VaultKeys.open(rows, schema, wrapping);
      const start = { seq: 0, hash: CHAIN_START };
      await rows.query(
        `INSERT INTO ${schema}.head (chain_seq, chain_hash, chain_mac) VALUES (0, $1, $2) ON CONFLICT DO NOTHING`,
        [start.hash, headMac(opened.proof, start)],
      );
      return opened;
    });
    return new RealmVault(store, realm, keys, now);
  }

  get schema(): string {
    return schemaOf(this.realm);
  }

  /** All of the work or none of it, safe on the disk before this resolves. */
  async change<T>(work: (change: VaultChange) => Promise<T>): Promise<T> {
    const dues = new Map<string, number | null>();
    const result = await this.store.durably(async (rows) => {
      const head = await this.head(rows, 'FOR UPDATE');
      const at = instantFromMillis(this.now());
      const change = new VaultChange(rows, this.realm, this.keys, head, at);
      const result = await work(change);
      if (change.head.seq !== head.seq) await this.saveHead(rows, change.head);
      for (const [person, due] of change.dues) dues.set(person, due === null ? null : millisOf(due));
      return result;
    });
    for (const [person, due] of dues) this.expect(person, due);
    return result;
  }

  /** Somebody is to be looked at again at that time; null = not by time alone. */
  expect(person: string, dueMs: number | null): void {
    if (dueMs === null) this.dues.delete(person);
    else this.dues.set(person, dueMs);
  }

  /** Whose time has come. */
  due(): string[] {
    const now = this.now();
    return [...this.dues].filter(([, dueMs]) => dueMs <= now).map(([person]) => person);
  }

  /** Reads without an entry in the audit: for what shows nobody's record. */
  look<T>(work: (change: VaultChange) => Promise<T>): Promise<T> {
    return this.store.projected(async (rows) => {
      const head = await this.head(rows, '');
      return work(new VaultChange(rows, this.realm, this.keys, head, instantFromMillis(this.now())));
    });
  }

  /** Takes away what was sent. Lost in a power cut it is sent again, which is harmless. */
  tidy<T>(work: (change: VaultChange) => Promise<T>): Promise<T> {
    return this.look(work);
  }

  private async head(rows: EntityManager, lock: 'FOR UPDATE' | ''): Promise<ChainHead> {
    const [found] = await rows.query<{ chain_seq: string; chain_hash: Buffer; chain_mac: Buffer }[]>(
      `SELECT chain_seq, chain_hash, chain_mac FROM ${this.schema}.head ${lock}`,
    );
    if (found !== undefined) {
      const head = { seq: Number(found.chain_seq), hash: found.chain_hash };
      if (sameHash(headMac(this.keys.proof, head), found.chain_mac)) return head;
    }
    throw new HubError('vault.tampered', 'The end of the audit chain is not what the vault wrote.');
  }

  private async saveHead(rows: EntityManager, head: ChainHead): Promise<void> {
    await rows.query(`UPDATE ${this.schema}.head SET chain_seq = $1, chain_hash = $2, chain_mac = $3`, [
      head.seq,
      head.hash,
      headMac(this.keys.proof, head),
    ]);
  }
}
