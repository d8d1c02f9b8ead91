import type { HealthRecord } from '@hinomi/contracts';
import { Persons, type OpenPerson } from '../person/persons.js';
import type { VaultChange } from '../vault/vault-change.js';

export interface OwnRecord {
  id: string;
  record: HealthRecord;
}

/** Everything that was received of somebody, oldest first. For deriving alone: it is shown to nobody, so the audit does not say it. */
export async function recordsOf(change: VaultChange, person: OpenPerson): Promise<OwnRecord[]> {
  const persons = new Persons(change);
  const found: OwnRecord[] = [];
  for (const id of await change.persons.recordsOf(person.row.id)) {
    const row = await change.persons.record(id);
    if (row === null) continue;
    found.push({ id, record: JSON.parse(persons.openRecord(person, row).toString('utf8')) as HealthRecord });
  }
  return found;
}
