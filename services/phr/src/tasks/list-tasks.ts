import { createHash } from 'node:crypto';
import {
  HubError,
  laterBy,
  type CareTask,
  type FeatureId,
  type PharmacyTask,
  type TasksAnswer,
} from '@hinomi/contracts';
import { SENTENCES } from '../care/refuse.js';
import { nullIfTampered } from '../counts/count-anew.js';
import { Persons, type OpenPerson } from '../person/persons.js';
import type { RealmVault } from '../vault/realm-vault.js';
import type { Actor, VaultChange } from '../vault/vault-change.js';
import { careTask, openTask, type NameOfShelter } from './kept-task.js';

/** How long what ended is still shown, so that a slip can be taken back and both sides see how it ended. */
const ENDED_SHOWN_MS = 24 * 3_600_000;
const MARK_CHARS = 22;

interface Listing {
  who: Actor;
  purpose: string;
  shelter: FeatureId | null;
  disaster: string;
  permitted: boolean;
  /** Of which shelters. */
  isTheirs: (shelter: string) => boolean;
}

/**
 * What is asked of pharmacies and how it stands. Asked with the mark of the last answer while nothing is different, nothing is shown, and so
 * nothing is written into the audit.
 */
export async function listTasks(
  vault: RealmVault,
  asked: Listing,
  mark: string | undefined,
  nameOf: NameOfShelter,
): Promise<TasksAnswer<CareTask>> {
  const { who, purpose, shelter, disaster } = asked;
  if (!asked.permitted) {
    await vault.change((change) => change.audit(who, disaster, { action: 'refused', purpose, shelter, count: 0 }));
    throw new HubError('record.closed', SENTENCES.outside);
  }
  const now = await vault.look((change) => marked(change, asked));
  if (now.mark === mark) return { mark, tasks: null };
  return vault.change(async (change) => {
    const { mark: current, rows } = await marked(change, asked);
    const tasks: CareTask[] = [];
    const opened = new Map<string, OpenPerson | null>();
    let unreadable = 0;
    for (const { id, person } of rows) {
      const row = await change.tasks.find(id);
      const task = row === null ? null : await opening(change, opened, person, row, nameOf).catch(nullIfTampered);
      if (task === null) unreadable += 1;
      else tasks.push(task);
    }
    await change.audit(who, disaster, { action: 'listed-tasks', purpose, shelter, count: tasks.length });
    // What somebody else wrote is not shown, and does not hide the rest: whoever waits for insulin is in it.
    if (unreadable > 0)
      await change.audit(who, disaster, { action: 'found-tampered', purpose, shelter, count: unreadable });
    return { mark: current, tasks };
  });
}

/** Field by field, so that nothing of the person goes along. */
export function withoutPerson({ person: _person, ...task }: CareTask): PharmacyTask {
  return task;
}

async function opening(
  change: VaultChange,
  opened: Map<string, OpenPerson | null>,
  id: string,
  row: NonNullable<Awaited<ReturnType<VaultChange['tasks']['find']>>>,
  nameOf: NameOfShelter,
): Promise<CareTask | null> {
  let person = opened.get(id);
  if (person === undefined) opened.set(id, (person = await new Persons(change).open(id)));
  return person === null ? null : careTask(row, openTask(change, person, row), nameOf);
}

async function marked(
  change: VaultChange,
  { disaster, isTheirs }: Listing,
): Promise<{ mark: string; rows: { id: string; person: string }[] }> {
  const current = await change.tasks.current(disaster, laterBy(change.at, -ENDED_SHOWN_MS));
  const rows = current.filter(({ shelter }) => isTheirs(shelter));
  const hash = createHash('sha256');
  for (const { id, version, shelter } of rows) hash.update(`${id} ${version} ${shelter}\n`);
  return { mark: hash.digest('base64url').slice(0, MARK_CHARS), rows };
}
