import {
  HubError,
  type DerivedNeed,
  type FeatureId,
  type LegalGround,
  type PersonAnswer,
  type PersonInCare,
  type PersonSearch,
} from '@hinomi/contracts';
import { shownDecision } from '../needs/need-state.js';
import { agedNeeds } from '../needs/stands.js';
import type { identityTexts } from '../person/normalise-identity.js';
import type { OpenPerson } from '../person/persons.js';
import { tasksOf, type NameOfShelter } from '../tasks/kept-task.js';
import type { RealmVault } from '../vault/realm-vault.js';
import type { VaultChange } from '../vault/vault-change.js';

/** `refused` is kept as well: whoever supervises sees who tried. */
export type Answered<T> = { outcome: 'shown'; value: T } | { outcome: 'refused'; error: HubError };

export const SENTENCES = {
  elsewhere: 'The person is at another shelter. Move them here first, or state an emergency (break-glass).',
  left: 'The person has left. State an emergency (break-glass) if you need their record.',
  outside:
    'Your role, the purpose or your jurisdiction does not open this. State an emergency (break-glass) if you must.',
};

/** A refusal is committed like an answer, and thrown only then. */
export async function shown<T>(vault: RealmVault, work: (change: VaultChange) => Promise<Answered<T>>): Promise<T> {
  const answered = await vault.change(work);
  if (answered.outcome === 'refused') throw answered.error;
  return answered.value;
}

export function notFound(what: 'person' | 'record', id: string): HubError {
  return new HubError('record.not-found', `There is no ${what} ${id} in the vault.`);
}

export function personOf(by: PersonSearch['by']): Parameters<typeof identityTexts>[0] {
  const nobody = { names: [], kana: [], birthDate: null, identifiers: [] };
  return 'system' in by ? { ...nobody, identifiers: [by] } : { ...nobody, names: [by.name], birthDate: by.birthDate };
}

export async function answerOf(change: VaultChange, { row }: Pick<OpenPerson, 'row'>): Promise<PersonAnswer> {
  const status = row.status === 'here' ? 'here' : 'left';
  return {
    id: row.id,
    status,
    shelter: row.shelter as FeatureId | null,
    records: await change.persons.recordsOf(row.id),
  };
}

export async function inCare(change: VaultChange, person: OpenPerson, nameOf: NameOfShelter): Promise<PersonInCare> {
  const { name, kana, birthDate } = person.card;
  const legalGround: LegalGround = person.row.legalGround;
  const needs: DerivedNeed[] = Object.values(agedNeeds(person.card, change.at)).flat();
  const cared = await caredFor(change, person, nameOf);
  return { ...(await answerOf(change, person)), name, kana, birthDate, legalGround, needs, ...cared };
}

/** What was decided of somebody's needs, and what a pharmacy is asked for them. */
export async function caredFor(
  change: VaultChange,
  person: OpenPerson,
  nameOf: NameOfShelter,
): Promise<Pick<PersonInCare, 'decisions' | 'tasks'>> {
  const decided = Object.values(person.card.decisions ?? {});
  const decisions = decided.map((decision) => shownDecision(decision, change.at));
  return { decisions, tasks: await tasksOf(change, person, nameOf) };
}
