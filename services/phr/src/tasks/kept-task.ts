import type { CareTask, FeatureId, Instant, PharmacyTask } from '@hinomi/contracts';
import { Persons, type OpenPerson } from '../person/persons.js';
import type { TaskRow } from '../vault/person-state.js';
import type { VaultChange } from '../vault/vault-change.js';
import { isOpenState, stateOf, type KeptTask } from './task-state.js';

/** How the picture names a shelter now. */
export type NameOfShelter = (shelter: string) => string | null;

export function openTask(change: VaultChange, person: OpenPerson, row: TaskRow): KeptTask {
  return JSON.parse(new Persons(change).openTask(person, row).toString('utf8')) as KeptTask;
}

/** Keeps a task as it stands now. Whoever it is for has to be saved after it, in the same change: their seal covers it. */
export async function saveTask(
  change: VaultChange,
  person: Pick<OpenPerson, 'row' | 'key'>,
  row: Omit<TaskRow, 'sealed' | 'isOpen' | 'changedAt'>,
  task: KeptTask,
): Promise<TaskRow> {
  const next = { ...row, version: row.version + 1, isOpen: isOpenState(stateOf(task.steps)), changedAt: change.at };
  const sealed = new Persons(change).sealTask(person, next, Buffer.from(JSON.stringify(task)));
  await change.tasks.save(sealed);
  return sealed;
}

/** What the pharmacy sees: written out field by field, so that nothing else is ever in it. */
export function pharmacyTask(row: TaskRow, task: KeptTask, nameOf: NameOfShelter): PharmacyTask {
  const { number, need, goods, amount, note, wantedBy, steps } = task;
  return {
    ...{ id: row.id, number, need, goods, amount, note, wantedBy: wantedBy as Instant },
    ...{ shelter: row.shelter as FeatureId, shelterName: nameOf(row.shelter) },
    ...{ state: stateOf(steps), steps: [...steps] },
  };
}

export function careTask(row: TaskRow, task: KeptTask, nameOf: NameOfShelter): CareTask {
  return { ...pharmacyTask(row, task, nameOf), person: row.person };
}

/** Everything that was ever asked for somebody, oldest first. */
export async function tasksOf(change: VaultChange, person: OpenPerson, nameOf: NameOfShelter): Promise<CareTask[]> {
  const tasks = (await change.tasks.ofPerson(person.row.id)).map((row) =>
    careTask(row, openTask(change, person, row), nameOf),
  );
  return tasks.sort((a, b) => (a.steps[0]!.at < b.steps[0]!.at ? -1 : 1));
}
