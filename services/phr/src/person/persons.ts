import { randomBytes } from 'node:crypto';
import { HubError, type AuditEntry } from '@hinomi/contracts';
import { isGenuine } from '../audit/audit-chain.js';
import { keyedHash, sameHash } from '../keys/keyed-hash.js';
import { openBytes, sealBytes, type Binding } from '../keys/sealed-bytes.js';
import { personMac, type PersonRow, type RecordRow, type TaskRow } from '../vault/person-state.js';
import type { Act, Actor, VaultChange } from '../vault/vault-change.js';
import type { IdentityText } from './normalise-identity.js';
import { dueAt } from '../needs/stands.js';
import type { PersonCard } from './person-card.js';

/** A person whose rows were found to be what the vault wrote last. */
export interface OpenPerson {
  row: PersonRow;
  mac: Buffer;
  key: Buffer;
  card: PersonCard;
}

/** A person who has no rows yet. */
export type NewPerson = Omit<OpenPerson, 'mac' | 'card'>;

const ID_BYTES = 16;

/** Random, so that it says nothing; one of an exercise says which. */
export function opaqueId(disaster: string, isReal: boolean): string {
  const random = randomBytes(ID_BYTES).toString('base64url');
  return isReal ? random : `drill:${disaster}:${random}`;
}

/** Opens, checks and seals what is kept of persons, within one change. */
export class Persons {
  constructor(private readonly change: VaultChange) {}

  async make(
    disaster: string,
    ground: Pick<PersonRow, 'legalGround' | 'consentText' | 'groundAt'>,
  ): Promise<NewPerson> {
    const id = opaqueId(disaster, this.change.realm === 'real');
    const { key, masterKey, wrapped } = await this.change.keys.makePersonKey(id);
    const row: PersonRow = {
      id,
      disaster,
      version: 0,
      status: 'left',
      shelter: null,
      ...ground,
      masterKey,
      wrapped,
      sealed: null,
    };
    return { row, key };
  }

  /**
   * Null for an id that nobody has. `vault.tampered` where any row of the person is not the one that the vault wrote last: edited,
   * swapped with another's, gone, or an old one put back. `record.erased` for a person whose key was destroyed.
   */
  async open(id: string): Promise<OpenPerson | null> {
    const row = await this.change.persons.find(id);
    if (row === null) return null;
    const mac = await this.checked(row);
    if (row.wrapped === null || row.masterKey === null || row.sealed === null) {
      throw new HubError('record.erased', 'What was kept of this person has been erased.');
    }
    const key = await this.change.keys.openPersonKey(id, row.masterKey, row.wrapped);
    const card = JSON.parse(openBytes(key, row.sealed, this.cardBinding(row)).toString('utf8')) as PersonCard;
    return { row, mac, key, card };
  }

  /** Seals the person as they are after a change of anything about them, with an entry in the audit that says so. */
  async save(who: Actor, { row, key }: NewPerson, card: PersonCard, act: Act): Promise<void> {
    const next = { ...row, version: row.version + 1 };
    const sealed = sealBytes(key, Buffer.from(JSON.stringify(card)), this.cardBinding(next));
    await this.store(who, { ...next, sealed }, act);
    this.change.dues.set(row.id, dueAt(card, this.change.at));
  }

  /** Destroys the key and everything that it opened. What is left says that somebody was here and was erased. */
  async erase(who: Actor, row: PersonRow, act: Act): Promise<void> {
    await this.change.persons.forget(row.id);
    const bare = { status: 'erased', shelter: null, masterKey: null, wrapped: null, sealed: null } as const;
    await this.store(who, { ...row, version: row.version + 1, ...bare }, act);
    this.change.dues.set(row.id, null);
  }

  /** How the rows of a person stand, for an entry of the audit that changes none of them. */
  stateOf({ row, mac }: Pick<OpenPerson, 'row' | 'mac'>): NonNullable<AuditEntry['state']> {
    return { version: row.version, mac: mac.toString('hex') };
  }

  async saveRecord(
    { row, key }: NewPerson,
    record: Omit<RecordRow, 'person' | 'sealed'>,
    plain: Uint8Array,
  ): Promise<void> {
    const whole = { ...record, person: row.id };
    await this.change.persons.saveRecord({ ...whole, sealed: sealBytes(key, plain, this.recordBinding(whole)) });
  }

  openRecord({ key }: OpenPerson, record: RecordRow): Buffer {
    return openBytes(key, record.sealed, this.recordBinding(record));
  }

  sealTask({ key }: Pick<OpenPerson, 'key'>, task: Omit<TaskRow, 'sealed'>, plain: Uint8Array): TaskRow {
    return { ...task, sealed: sealBytes(key, plain, this.taskBinding(task)) };
  }

  openTask({ key }: OpenPerson, task: TaskRow): Buffer {
    return openBytes(key, task.sealed, this.taskBinding(task));
  }

  /** The only form in which it is kept who a person is. */
  async hashes(disaster: string, texts: readonly IdentityText[]): Promise<{ hash: Buffer; kind: string }[]> {
    const key = await this.change.keys.disaster(this.change.rows, disaster);
    return texts.map(({ kind, text }) => ({ kind, hash: keyedHash(key, ['identity', text]) }));
  }

  private async store(who: Actor, row: PersonRow, act: Act): Promise<void> {
    const mac = await this.macOf(row);
    await this.change.persons.save(row, mac);
    await this.change.audit(who, row.disaster, { ...act, person: row.id, state: this.stateOf({ row, mac }) });
  }

  private async checked(row: PersonRow): Promise<Buffer> {
    const { persons, audits, keys } = this.change;
    const [stored, last] = [await persons.macOf(row.id), await audits.lastOf(row.id)];
    const mac = await this.macOf(row);
    const isOurs = stored !== null && sameHash(mac, stored) && last !== null && isGenuine(keys.proof, last);
    const state = isOurs ? (JSON.parse(last.entry) as AuditEntry).state : null;
    if (state?.version !== row.version || state.mac !== mac.toString('hex')) {
      throw new HubError('vault.tampered', `The rows of person ${row.id} are not those that the vault wrote last.`);
    }
    return mac;
  }

  private async macOf(row: PersonRow): Promise<Buffer> {
    const { persons, tasks, keys } = this.change;
    const [marks, identifiers] = [await persons.marks(row.id), await persons.identifiers(row.id)];
    return personMac(keys.proof, row, marks, identifiers, await tasks.marks(row.id));
  }

  private cardBinding({ id, version, disaster }: PersonRow): Binding {
    return [this.change.schema, 'person', disaster, id, version];
  }

  private taskBinding({ id, person, disaster, shelter, isOpen, version, changedAt }: Omit<TaskRow, 'sealed'>): Binding {
    return [this.change.schema, 'task', person, disaster, shelter, String(isOpen), id, version, changedAt];
  }

  private recordBinding({ id, person, version, format, receivedAt }: Omit<RecordRow, 'sealed'>): Binding {
    return [this.change.schema, 'record', person, id, version, format, receivedAt];
  }
}
