import { HubError, type CarePurpose, type FeatureId } from '@hinomi/contracts';
import { Persons, type OpenPerson } from '../person/persons.js';
import type { RealmVault } from '../vault/realm-vault.js';
import { disasterOfId, type Actor, type VaultChange } from '../vault/vault-change.js';
import type { Emergency } from './decide-opening.js';

/** Who asks, where they work, what for, and what the policies say to that. */
export interface CareRequest {
  who: Actor;
  purpose: CarePurpose;
  shelter: FeatureId;
  permitted: boolean;
}

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

export async function refuseErasure(change: VaultChange, who: Actor, id: string, purpose: string) {
  const person = await openIfThere(change, id);
  if (person === null) await change.audit(who, disasterOfId(id), { action: 'refused', purpose, count: 0 });
  else {
    const { id: of, disaster, shelter } = person.row;
    const state = new Persons(change).stateOf(person);
    await change.audit(who, disaster, { action: 'refused', purpose, person: of, shelter, count: 0, state });
  }
  return { outcome: 'refused' as const, error: new HubError('record.closed', SENTENCES.outside) };
}

/** Whoever is not permitted hears of nobody whether they are there: the same answer, and as much work for it. */
export function absent(change: VaultChange, asked: CareRequest, what: 'person' | 'record', id: string) {
  if (asked.permitted) throw notFound(what, id);
  return refuse(change, asked, null, { why: 'outside' }, null, disasterOfId(id));
}

export async function openIfThere(change: VaultChange, id: string): Promise<OpenPerson | null> {
  try {
    return await new Persons(change).open(id);
  } catch (error) {
    if (error instanceof HubError && error.code === 'record.erased') return null;
    throw error;
  }
}

export async function note(
  change: VaultChange,
  { who, purpose, shelter }: CareRequest,
  person: OpenPerson,
  { action, record, emergency }: { action: 'opened' | 'refused'; record: string | null; emergency: Emergency | null },
): Promise<void> {
  await change.audit(who, person.row.disaster, {
    ...{ action, purpose, record, shelter, person: person.row.id, count: action === 'opened' ? 1 : 0 },
    ...{
      reason: emergency?.reason ?? null,
      until: emergency?.until ?? null,
      state: new Persons(change).stateOf(person),
    },
  });
}

export async function refuse(
  change: VaultChange,
  asked: CareRequest,
  person: OpenPerson | null,
  { why }: { why: 'elsewhere' | 'left' | 'outside' },
  record: string | null,
  disaster = person?.row.disaster ?? '',
): Promise<{ outcome: 'refused'; error: HubError }> {
  if (person !== null) await note(change, asked, person, { action: 'refused', record, emergency: null });
  else {
    const { who, purpose, shelter } = asked;
    await change.audit(who, disaster, { action: 'refused', purpose, shelter, count: 0 });
  }
  return { outcome: 'refused', error: new HubError('record.closed', SENTENCES[why]) };
}
