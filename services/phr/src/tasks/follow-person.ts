import { deciding } from '../needs/need-state.js';
import type { OpenPerson } from '../person/persons.js';
import { opaqueId } from '../person/persons.js';
import type { Actor, VaultChange } from '../vault/vault-change.js';
import { openTask, saveTask } from './kept-task.js';

/**
 * What is still to come is brought to where the person is now; for whoever leaves it is withdrawn. The person is to be saved after it,
 * in the same change.
 */
export async function followPerson(
  change: VaultChange,
  who: Actor,
  person: OpenPerson,
  to: string | null,
): Promise<void> {
  for (const row of await change.tasks.ofPerson(person.row.id)) {
    if (!row.isOpen || row.shelter === to) continue;
    const task = openTask(change, person, row);
    const about = { person: person.row.id, task: row.id };
    if (to === null) {
      const id = opaqueId(row.disaster, change.realm === 'real');
      const step = {
        id,
        state: 'withdrawn' as const,
        at: change.at,
        by: deciding(who),
        reason: null,
        days: null,
        undone: false,
      };
      await saveTask(change, person, row, { ...task, steps: [...task.steps, step] });
      await change.audit(who, row.disaster, { action: 'task-withdrawn', ...about, shelter: row.shelter });
    } else {
      await saveTask(change, person, { ...row, shelter: to }, task);
      await change.audit(who, row.disaster, { action: 'task-redirected', ...about, shelter: to });
    }
  }
}
