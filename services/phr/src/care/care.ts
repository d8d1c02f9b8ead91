import {
  laterBy,
  type AuditEntry,
  type BreakGlassRequest,
  type FeatureId,
  type HealthRecord,
  type Instant,
  type PersonAnswer,
  type PersonInCare,
  type PersonSearch,
  type RecordAnswer,
  type RulesVersion,
} from '@hinomi/contracts';
import { isGenuine } from '../audit/audit-chain.js';
import { countAnew, nullIfTampered } from '../counts/count-anew.js';
import { countedBefore, recountPerson } from '../counts/count-person.js';
import { agedNeeds, countedAt } from '../needs/stands.js';
import { identityTexts } from '../person/normalise-identity.js';
import { Persons, type OpenPerson } from '../person/persons.js';
import { followPerson } from '../tasks/follow-person.js';
import type { NameOfShelter } from '../tasks/kept-task.js';
import type { RealmVault } from '../vault/realm-vault.js';
import type { Actor, VaultChange } from '../vault/vault-change.js';
import { answerOf, caredFor, inCare, personOf } from './care-answers.js';
import { decideEmergency, decideOpening, type Opening } from './decide-opening.js';
import {
  absent,
  note,
  notFound,
  openIfThere,
  refuse,
  refuseErasure,
  shown,
  type Answered,
  type CareRequest,
} from './refuse.js';

/** How long an emergency access holds: a shift's handling of one person, and no longer. */
export const EMERGENCY_MS = 2 * 60 * 60_000;
const LATEST_EMERGENCIES = 50;

/**
 * What a care team does with persons. Each act is one change: when it resolves the entry of the audit is on the disk, so nothing is
 * shown that is not written down first.
 */
export class Care {
  constructor(
    private readonly rulesVersion: RulesVersion,
    private readonly nameOf: NameOfShelter = () => null,
  ) {}

  read(vault: RealmVault, asked: CareRequest, id: string): Promise<RecordAnswer> {
    return shown(vault, async (change) => {
      const row = await change.persons.record(id);
      if (row === null) return absent(change, asked, 'record', id);
      const person = await this.mustOpen(change, row.person);
      const opening = await this.openingOf(change, asked, person);
      if (opening.outcome === 'closed') return refuse(change, asked, person, opening, id);
      const record = JSON.parse(new Persons(change).openRecord(person, row).toString('utf8')) as HealthRecord;
      await note(change, asked, person, { action: 'opened', record: id, emergency: opening.emergency });
      const { version, receivedAt } = row;
      const needs = [...(agedNeeds(person.card, change.at)[id] ?? [])];
      const emergencyUntil = opening.emergency?.until ?? null;
      const value = {
        id,
        person: person.row.id,
        version,
        receivedAt: receivedAt as Instant,
        record,
        needs,
        ...(await caredFor(change, person, this.nameOf)),
        emergencyUntil,
      };
      return { outcome: 'shown', value };
    });
  }

  /** Runs a change of a record under the same rule as reading it. */
  async withRecord<T>(
    vault: RealmVault,
    asked: CareRequest,
    id: string,
    work: (
      change: VaultChange,
      person: OpenPerson,
      record: NonNullable<Awaited<ReturnType<VaultChange['persons']['record']>>>,
    ) => Promise<T>,
  ): Promise<T> {
    return shown(vault, async (change) => {
      const row = await change.persons.record(id);
      if (row === null) return absent(change, asked, 'record', id);
      return this.opened(change, asked, row.person, id, (person) => work(change, person, row));
    });
  }

  /** Does something for somebody whose record the asker might open. */
  withPerson<T>(
    vault: RealmVault,
    asked: CareRequest,
    id: string,
    work: (change: VaultChange, person: OpenPerson) => Promise<T>,
  ): Promise<T> {
    return shown(vault, (change) => this.opened(change, asked, id, null, (person) => work(change, person)));
  }

  /** Everybody at the shelter where the asker works. */
  list(vault: RealmVault, disaster: string, asked: CareRequest): Promise<PersonInCare[]> {
    return shown(vault, async (change) => {
      if (!asked.permitted) return refuse(change, asked, null, { why: 'outside' }, null, disaster);
      const persons: PersonInCare[] = [];
      for (const { id } of await change.persons.at(disaster, asked.shelter)) {
        const person = await this.mustOpen(change, id);
        persons.push(await inCare(change, person, this.nameOf));
      }
      const { who, purpose, shelter } = asked;
      await change.audit(who, disaster, { action: 'listed', purpose, shelter, count: persons.length });
      return { outcome: 'shown', value: persons };
    });
  }

  /** Says that somebody is known and where, and nothing else of them. */
  search(vault: RealmVault, disaster: string, asked: CareRequest, by: PersonSearch['by']): Promise<PersonAnswer[]> {
    return shown(vault, async (change) => {
      if (!asked.permitted) return refuse(change, asked, null, { why: 'outside' }, null, disaster);
      const persons = new Persons(change);
      const hashes = await persons.hashes(disaster, identityTexts(personOf(by)));
      const found = await change.persons.having(hashes.map(({ hash }) => hash));
      const answers: PersonAnswer[] = [];
      for (const id of new Set(found.map(({ person }) => person))) {
        answers.push(await answerOf(change, await this.mustOpen(change, id)));
      }
      const { who, purpose, shelter } = asked;
      await change.audit(who, disaster, { action: 'searched', purpose, shelter, count: answers.length });
      return { outcome: 'shown', value: answers };
    });
  }

  /** Opens a person's records to one reader for a while, whoever they are and wherever the person is; announced by the audit. */
  breakGlass(vault: RealmVault, who: Actor, id: string, asked: BreakGlassRequest): Promise<{ until: Instant }> {
    return vault.change(async (change) => {
      const person = await this.mustOpen(change, id);
      const until = laterBy(change.at, EMERGENCY_MS);
      const { purpose, shelter, reason, words } = asked;
      const state = new Persons(change).stateOf(person);
      const act = { action: 'broke-glass', person: id, purpose, shelter, reason, words, until, state } as const;
      await change.audit(who, person.row.disaster, act);
      return { until };
    });
  }

  /** The person is at this shelter now; `null`: they left and count nowhere. */
  move(vault: RealmVault, asked: CareRequest, id: string, to: FeatureId | null): Promise<PersonAnswer> {
    return shown(vault, async (change) => {
      const known = asked.permitted ? await new Persons(change).open(id) : await openIfThere(change, id);
      if (known === null) return absent(change, asked, 'person', id);
      if (!asked.permitted) return refuse(change, asked, known, { why: 'outside' }, null);
      const person = known;
      // Whoever sends somebody away works where they are.
      if (to === null && person.row.shelter !== asked.shelter)
        return refuse(change, asked, person, { why: 'elsewhere' }, null);
      const moved = {
        ...person,
        row: { ...person.row, shelter: to, status: to === null ? ('left' as const) : ('here' as const) },
      };
      const card = countedAt(person.card, change.at);
      const after = { shelter: to, contributions: card.counted };
      await recountPerson(change, person.row.disaster, this.rulesVersion, countedBefore(person), after);
      const { who, purpose } = asked;
      const act = { action: to === null ? ('left' as const) : ('moved' as const), purpose, shelter: to };
      await followPerson(change, who, person, to);
      await new Persons(change).save(who, moved, card, act);
      return { outcome: 'shown', value: await answerOf(change, moved) };
    });
  }

  /**
   * Destroys the person's key, what it opened, and their part in the counts. Also of a person whose rows somebody else wrote: then
   * nobody knows what they counted for, and everybody is counted anew. `mayAt` says whether the asker works where the person is;
   * null = nowhere.
   */
  erase(
    vault: RealmVault,
    who: Actor,
    id: string,
    purpose: 'revoked' | 'deleted' | 'restored-from-backup',
    mayAt: (shelter: string | null) => boolean = () => true,
  ): Promise<void> {
    return shown<void>(vault, async (change) => {
      const row = await change.persons.find(id);
      if (!mayAt(row?.shelter ?? null)) return refuseErasure(change, who, id, purpose);
      if (row === null) throw notFound('person', id);
      const person = await new Persons(change).open(id).catch(nullIfTampered);
      if (person !== null) {
        const nowhere = { shelter: null, contributions: {} };
        await recountPerson(change, row.disaster, this.rulesVersion, countedBefore(person), nowhere);
        await followPerson(change, who, person, null).catch(nullIfTampered);
      }
      await new Persons(change).erase(who, row, { action: 'erased', purpose, shelter: row.shelter });
      if (person === null) await countAnew(change, row.disaster, this.rulesVersion);
      return { outcome: 'shown', value: undefined };
    });
  }

  /** The same within a change: under the rule that holds for reading, and with its refusals. */
  async opened<T>(
    change: VaultChange,
    asked: CareRequest,
    id: string,
    record: string | null,
    work: (person: OpenPerson) => Promise<T>,
  ): Promise<Answered<T>> {
    const person = asked.permitted ? await new Persons(change).open(id) : await openIfThere(change, id);
    if (person === null) return absent(change, asked, 'person', id);
    const opening = await this.openingOf(change, asked, person);
    if (opening.outcome === 'closed') return refuse(change, asked, person, opening, record);
    return { outcome: 'shown', value: await work(person) };
  }

  private async mustOpen(change: VaultChange, id: string): Promise<OpenPerson> {
    const person = await new Persons(change).open(id);
    if (person === null) throw notFound('person', id);
    return person;
  }

  private async openingOf(change: VaultChange, asked: CareRequest, { row }: OpenPerson): Promise<Opening> {
    const query = { before: null, limit: LATEST_EMERGENCIES, person: row.id, action: 'broke-glass' };
    const genuine = (await change.audits.page(query)).filter((entry) => isGenuine(change.keys.proof, entry));
    const entries = genuine
      .map(({ entry }) => JSON.parse(entry) as AuditEntry)
      .filter(({ person }) => person === row.id);
    const emergency = decideEmergency(entries, asked.who.actor, change.at);
    return decideOpening({ person: row, shelter: asked.shelter, permitted: asked.permitted, emergency });
  }
}
