import {
  HubError,
  type AuditEntry,
  type DerivedNeed,
  type HealthFinding,
  type HealthRecord,
  type Instant,
  type RecordQuery,
  type RecordReceipt,
} from '@hinomi/contracts';
import { countedBefore, recountPerson } from '../counts/count-person.js';
import { keyedHash, sameHash } from '../keys/keyed-hash.js';
import { decidePerson, type Candidate } from '../person/decide-person.js';
import { identityTexts, normaliseIdentifiers, wholeDay } from '../person/normalise-identity.js';
import type { PersonCard } from '../person/person-card.js';
import { opaqueId, Persons, type NewPerson, type OpenPerson } from '../person/persons.js';
import { placedSince } from '../reception/placed-since.js';
import type { PhrRules } from '../phr-settings.js';
import type { RealmVault } from '../vault/realm-vault.js';
import type { RecordRow } from '../vault/person-state.js';
import type { Actor, VaultChange } from '../vault/vault-change.js';
import { recordsOf, type OwnRecord } from '../needs/records-of.js';
import { agedNeeds, derivedAnew } from '../needs/stands.js';
import { followPerson } from '../tasks/follow-person.js';
import { RefusedRecord } from './refused-record.js';

/** What the sender says of the document. */
export type Sending = RecordQuery & { disaster: string };

/** Of what was written before it came: when, and by whom, where that is not who hands it in. */
export type Taken = Pick<AuditEntry, 'author'> & { takenAt: Instant };

/** `rest`: who they are without the document that is put; `others`: their other records, read anew with it. */
type Known = { person: NewPerson; before: OpenPerson | null; rest: Identity | null; others: readonly OwnRecord[] };
type Answer = Omit<RecordReceipt, 'findings'> & { outcome: 'received' | 'already-known' };

/** A document comes in: understood whole, then kept with all that follows from it in one step, or not at all. */
export class ReceiveRecord {
  constructor(private readonly rules: Omit<PhrRules, 'suppress' | 'suppression'>) {}

  async receive(
    vault: RealmVault,
    who: Actor,
    sending: Sending,
    bytes: Uint8Array,
  ): Promise<Answer & { findings: HealthFinding[] }> {
    const { record, findings } = this.admit(sending, bytes);
    const answer = await vault.change(async (change) => {
      const [request, content] = this.requestOf(change, who, sending, bytes);
      const known = await change.persons.request(request);
      if (known !== null) return this.again(change, known, content);
      const received = await this.keep(change, who, sending, record);
      await change.persons.saveRequest(request, content, received.id, received.person);
      return received;
    });
    return { ...answer, findings };
  }

  /** A better copy of the same document replaces it; whoever is in it must be the same person. */
  async correct(
    change: VaultChange,
    who: Actor,
    person: OpenPerson,
    corrected: RecordRow,
    record: HealthRecord,
    purpose: string,
  ): Promise<DerivedNeed[]> {
    if (decidePerson([{ id: person.row.id, card: person.card, kinds: new Set() }], seenOf(record)) === null) {
      throw new HubError(
        'record.other-person',
        'The correction is about somebody else: send it as a record of its own.',
      );
    }
    const others = (await recordsOf(change, person)).filter(({ id }) => id !== corrected.id);
    // What only the old version said of who it is must find nobody any more.
    await change.persons.forgetIdentifiers(person.row.id);
    const rest = others.reduce<Identity | null>((known, other) => identityWith(known, other.record), null);
    const persons = new Persons(change);
    for (const other of others) {
      const hashes = await persons.hashes(person.row.disaster, identityTexts(other.record.person));
      await change.persons.addIdentifiers(person.row.id, hashes);
    }
    return this.put(change, who, { person, before: person, rest, others }, record, {
      ...{ id: corrected.id, version: corrected.version + 1, shelter: person.row.shelter },
      act: { action: 'corrected', purpose },
    });
  }

  understand(format: RecordQuery['format'], bytes: Uint8Array): { record: HealthRecord; findings: HealthFinding[] } {
    const { record, findings } = this.rules.parse[format](bytes);
    if (record === null) throw new RefusedRecord(format, findings, bytes.byteLength);
    return { record, findings };
  }

  /** Understood, and not against what it says of itself. */
  admit(
    { format, legalGround }: Pick<Sending, 'format' | 'legalGround'>,
    bytes: Uint8Array,
  ): { record: HealthRecord; findings: HealthFinding[] } {
    const understood = this.understand(format, bytes);
    if (understood.record.consent === 'deny' && legalGround === 'consent') {
      throw new HubError(
        'record.denied',
        'The document itself says that it is not to be passed on: ask the person again.',
      );
    }
    return understood;
  }

  /** Keeps a document within a change. One that was `taken` before somebody said where the person is, or why, changes neither. */
  async keep(
    change: VaultChange,
    who: Actor,
    sending: Omit<Sending, 'requestId'>,
    record: HealthRecord,
    taken?: Taken,
  ): Promise<Answer> {
    const { disaster, legalGround, consentText = null } = sending;
    const ground = { legalGround, consentText, groundAt: change.at };
    const known = await this.personOf(change, disaster, record, ground);
    const { before } = known;
    const isLate = taken !== undefined && before !== null && (await placedSince(change, before.row.id, taken.takenAt));
    const id = opaqueId(disaster, change.realm === 'real');
    const person = isLate ? known.person : { ...known.person, row: { ...known.person.row, ...ground } };
    const needs = await this.put(change, who, { ...known, person }, record, {
      ...{ id, version: 1, shelter: isLate ? before.row.shelter : sending.shelter },
      act: { action: 'received', purpose: `reception/${legalGround}`, ...taken },
    });
    return { outcome: 'received', id, person: person.row.id, needs };
  }

  /** Whoever is known already by what the document says of them, or somebody new. */
  private async personOf(
    change: VaultChange,
    disaster: string,
    record: HealthRecord,
    ground: Parameters<Persons['make']>[1],
  ): Promise<Known> {
    const persons = new Persons(change);
    const hashes = await persons.hashes(disaster, identityTexts(record.person));
    const found = await change.persons.having(hashes.map(({ hash }) => hash));
    const opened = new Map<string, OpenPerson>();
    const candidates: Candidate[] = [];
    for (const id of new Set(found.map(({ person }) => person))) {
      const candidate = await persons.open(id);
      if (candidate === null) continue;
      opened.set(id, candidate);
      const kinds = new Set(found.filter(({ person }) => person === id).map(({ kind }) => kind));
      candidates.push({ id, card: candidate.card, kinds });
    }
    const same = opened.get(decidePerson(candidates, seenOf(record)) ?? '');
    if (same !== undefined)
      return { person: same, before: same, rest: same.card, others: await recordsOf(change, same) };
    return { person: await persons.make(disaster, ground), before: null, rest: null, others: [] };
  }

  private async put(
    change: VaultChange,
    who: Actor,
    { person, before, rest, others }: Known,
    record: HealthRecord,
    { id, version, shelter, act }: Put,
  ): Promise<DerivedNeed[]> {
    const persons = new Persons(change);
    const { disaster } = person.row;
    const known = { ...identityWith(rest, record), decisions: before?.card.decisions ?? {} };
    const card = derivedAnew(known, [...others, { id, record }], this.rules, change.at);
    const row = { ...person.row, shelter, status: shelter === null ? ('left' as const) : ('here' as const) };
    await recountPerson(...([change, disaster, this.rules.rules.version, countedBefore(before)] as const), {
      shelter,
      contributions: card.counted,
    });
    // The row that the others refer to has to be there first.
    if (before === null) await change.persons.save({ ...row, wrapped: row.wrapped }, Buffer.alloc(0));
    const receivedAt = change.at;
    await persons.saveRecord({ ...person, row }, { id, version, format: record.format, receivedAt }, jsonBytes(record));
    await change.persons.addIdentifiers(row.id, await persons.hashes(disaster, identityTexts(record.person)));
    if (before !== null && shelter !== null) await followPerson(change, who, { ...before, row }, shelter);
    await persons.save(who, { ...person, row }, card, { ...act, record: id, shelter });
    return [...(card.needs[id] ?? [])];
  }

  private async again(
    change: VaultChange,
    { record: id, person, content }: { record: string; person: string; content: Buffer },
    asked: Buffer,
  ): Promise<Answer> {
    if (!sameHash(content, asked)) {
      throw new HubError('record.repeated', 'Another document was received under this requestId: use a new one.');
    }
    const known = await new Persons(change).open(person);
    const needs = known === null ? [] : agedNeeds(known.card, change.at)[id];
    return { outcome: 'already-known', id, person, needs: [...(needs ?? [])] };
  }

  private requestOf(change: VaultChange, { actor }: Actor, sending: Sending, bytes: Uint8Array): [Buffer, Buffer] {
    const key = change.keys.requests;
    const { requestId, ...said } = sending;
    const content = keyedHash(key, ['content', JSON.stringify(said), Buffer.from(bytes).toString('base64')]);
    return [keyedHash(key, ['request', actor, requestId]), content];
  }
}

interface Put {
  id: string;
  version: number;
  shelter: string | null;
  act: { action: 'received' | 'corrected'; purpose: string } & Partial<Taken>;
}

function seenOf({ person }: HealthRecord): Pick<PersonCard, 'birthDate' | 'sex' | 'identifiers'> {
  return { birthDate: wholeDay(person.birthDate), sex: person.sex, identifiers: normaliseIdentifiers(person) };
}

type Identity = Pick<PersonCard, 'name' | 'kana' | 'birthDate' | 'sex' | 'identifiers'>;

function identityWith(before: Identity | null, record: HealthRecord): Identity {
  const seen = seenOf(record);
  const others = (before?.identifiers ?? []).filter(
    ({ system, value }) => !seen.identifiers.some((mine) => mine.system === system && mine.value === value),
  );
  return {
    name: record.person.names[0] ?? before?.name ?? null,
    kana: record.person.kana[0] ?? before?.kana ?? null,
    birthDate: seen.birthDate ?? before?.birthDate ?? null,
    sex: seen.sex === 'unknown' ? (before?.sex ?? 'unknown') : seen.sex,
    identifiers: [...others, ...seen.identifiers],
  };
}

function jsonBytes(record: HealthRecord): Buffer {
  return Buffer.from(JSON.stringify(record), 'utf8');
}
