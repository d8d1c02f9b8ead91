import {
  encodeEvent,
  topicIn,
  vaultAudited,
  type AuditEntry,
  type EventId,
  type EventType,
  type Instant,
  type Realm,
  type RunId,
  type TopicName,
} from '@hinomi/contracts';
import type { EntityManager } from 'typeorm';
import { AuditRows, type StoredAudit } from '../audit/audit-rows.js';
import { chained, hashOf, type ChainHead } from '../audit/audit-chain.js';
import { openBytes, sealBytes } from '../keys/sealed-bytes.js';
import { OutboxRows } from '../outbox/outbox-rows.js';
import { PublicationRows } from '../publish/publication-rows.js';
import { PersonRows } from './person-rows.js';
import { TallyRows } from './tally-rows.js';
import { TaskRows } from './task-rows.js';
import type { VaultKeys } from './vault-keys.js';
import { schemaOf } from './vault-schema.js';

/** Who does something, as their token says; `name` is for whoever supervises, and stays in the vault. */
export type Actor = Pick<AuditEntry, 'actor' | 'role' | 'agency'> & { name?: string };

/** The vault itself. */
export const OURSELVES: Actor = { actor: 'hub:phr', role: null, agency: null };

/** What is said of an act besides who and when; all else is null. `words` stay in the vault. */
export type Act = Pick<AuditEntry, 'action'> &
  Partial<Omit<AuditEntry, 'action' | 'seq' | 'previous' | 'at' | 'disaster' | 'wordsDigest' | keyof Actor>> & {
    words?: string;
  };

interface KeptBeside {
  words?: string | undefined;
  name?: string | undefined;
}

/** The real world is one disaster, each run of an exercise another. */
export const REAL_DISASTER = 'real';

export function disasterOf(run: RunId | null): string {
  return run ?? REAL_DISASTER;
}

export function runOfDisaster(disaster: string): RunId | null {
  return disaster === REAL_DISASTER ? null : (disaster as RunId);
}

const IN_RUN = /^drill:([a-z0-9-]{1,64}):/;

/** Which disaster an id belongs to: those of an exercise begin with it. */
export function disasterOfId(id: string): string {
  return IN_RUN.exec(id)?.[1] ?? REAL_DISASTER;
}

/** One transaction on a realm's vault. */
export class VaultChange {
  readonly schema: string;
  readonly persons: PersonRows;
  readonly audits: AuditRows;
  readonly outbox: OutboxRows;
  readonly tallies: TallyRows;
  readonly publications: PublicationRows;
  readonly tasks: TaskRows;
  /** Of each person who was saved, when they are to be looked at again; null = not by time alone. */
  readonly dues = new Map<string, Instant | null>();

  constructor(
    readonly rows: EntityManager,
    readonly realm: Realm,
    readonly keys: VaultKeys,
    /** Moves on with every entry of the audit. */
    public head: ChainHead,
    readonly at: Instant,
  ) {
    this.schema = schemaOf(realm);
    this.persons = new PersonRows(rows, this.schema);
    this.audits = new AuditRows(rows, this.schema);
    this.outbox = new OutboxRows(rows, this.schema, keys.own);
    this.tallies = new TallyRows(rows, this.schema, keys.own);
    this.publications = new PublicationRows(rows, this.schema, keys.own);
    this.tasks = new TaskRows(rows, this.schema);
  }

  /** Adds to the chain, and to what is sent to the topic `audit`. */
  async audit({ name, ...who }: Actor, disaster: string, { words, ...act }: Act): Promise<number> {
    const row = chained(this.keys.proof, this.head, {
      ...{
        purpose: null,
        reason: null,
        person: null,
        record: null,
        shelter: null,
        count: null,
        until: null,
        state: null,
      },
      ...act,
      ...who,
      ...{ at: this.at, disaster, wordsDigest: words === undefined ? null : hashOf(words).toString('hex') },
    });
    const kept = JSON.stringify({ words, name } satisfies KeptBeside);
    const sealed = kept === '{}' ? null : this.sealBeside(row.seq, kept);
    await this.audits.add(row, sealed);
    this.head = { seq: row.seq, hash: row.hash };
    const entry = JSON.parse(row.entry) as AuditEntry;
    const data = { entry, hash: row.hash.toString('hex'), mac: row.mac.toString('hex') };
    await this.emit(
      vaultAudited,
      'audit',
      `${this.schema}-audit/${row.seq}/${data.hash.slice(0, 16)}` as EventId,
      disaster,
      data,
    );
    return row.seq;
  }

  /** What is kept beside an entry and is not told to the topic. */
  besideOf({ seq, sealed }: Pick<StoredAudit, 'seq' | 'sealed'>): KeptBeside {
    if (sealed === null) return {};
    return JSON.parse(openBytes(this.keys.own, sealed, besideBinding(this.schema, seq)).toString('utf8')) as KeptBeside;
  }

  private sealBeside(seq: number, kept: string): Buffer {
    return sealBytes(this.keys.own, Buffer.from(kept), besideBinding(this.schema, seq));
  }

  /** The event is on the log sometime after this change is, at least once. */
  async emit<T>(contract: EventType<T>, topic: TopicName, id: EventId, disaster: string, data: T): Promise<void> {
    const record = encodeEvent(contract, {
      ...{ id, source: 'hub:phr', subject: contract.key(data), time: this.at, exercise: runOfDisaster(disaster) },
      trace: id,
      data,
    });
    await this.outbox.add(topicIn(this.realm, topic), id, record);
  }
}

function besideBinding(schema: string, seq: number): (string | number)[] {
  return [schema, 'beside', seq];
}
