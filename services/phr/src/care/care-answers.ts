import {
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
import type { VaultChange } from '../vault/vault-change.js';

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
