import { HubError, type RulesVersion } from '@hinomi/contracts';
import { Persons } from '../person/persons.js';
import { counted, type Tally } from '../vault/tally.js';
import type { VaultChange } from '../vault/vault-change.js';
import { tell } from './count-person.js';

/**
 * Counts everybody of a disaster from their own rows, where what is counted cannot be taken back one by one any more. Whoever's rows
 * are not the vault's own counts nowhere. Takes as long as opening every person does.
 */
export async function countAnew(change: VaultChange, disaster: string, rulesVersion: RulesVersion): Promise<void> {
  const persons = new Persons(change);
  const needsOf = new Map<string, Tally['needs']>();
  for (const id of await change.persons.ids()) {
    const row = await change.persons.find(id);
    if (row === null || row.disaster !== disaster || row.status !== 'here') continue;
    const person = await persons.open(id).catch(nullIfTampered);
    const shelter = person?.row.shelter ?? null;
    if (person === null || shelter === null) continue;
    needsOf.set(shelter, counted(needsOf.get(shelter) ?? {}, person.card.counted, 1));
  }
  for (const { shelter, version } of await change.tallies.versions(disaster)) {
    await tell(change, disaster, shelter, version + 1, {
      needs: needsOf.get(shelter) ?? {},
      observedAt: change.at,
      rulesVersion,
    });
  }
}

export function nullIfTampered(error: unknown): null {
  if (error instanceof HubError && error.code === 'vault.tampered') return null;
  throw error;
}
