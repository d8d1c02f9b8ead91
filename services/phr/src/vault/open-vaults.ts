import path from 'node:path';
import { HubError, REALMS, type Realm } from '@hinomi/contracts';
import type { Store } from '@hinomi/store';
import { MasterKeyFile } from '../keys/master-key-file.js';
import { Persons } from '../person/persons.js';
import { rewrapReceptionKeys } from '../reception/reception-keys.js';
import { OURSELVES } from './vault-change.js';
import { rewrapPerson, rewrapSecrets } from './vault-keys.js';
import { RealmVault } from './realm-vault.js';
import { schemaOf } from './vault-schema.js';

/** Where the vaults are and what opens them. */
export interface VaultPlace {
  store: Store;
  keyDir: string;
  now: () => number;
}

export type Vaults = Readonly<Record<Realm, RealmVault>>;

/** Both vaults, each under a master key of its own, which is made the first time. */
export async function openVaults(place: VaultPlace): Promise<Vaults> {
  const opened: [Realm, RealmVault][] = [];
  for (const realm of REALMS) {
    const keys = await openMasterKey(place, realm);
    opened.push([realm, await RealmVault.open(place.store, realm, keys, place.now)]);
  }
  return Object.fromEntries(opened) as Record<Realm, RealmVault>;
}

export function masterKeyFile(keyDir: string, realm: Realm): string {
  return path.join(keyDir, realm === 'real' ? 'master.key' : 'master-drill.key');
}

/** A new key beside rows that belong to another would only hide that the right one is missing. */
async function openMasterKey({ store, keyDir }: VaultPlace, realm: Realm): Promise<MasterKeyFile> {
  const file = masterKeyFile(keyDir, realm);
  const found = await MasterKeyFile.open(file);
  if (found !== null) return found;
  const [kept] = await store.dataSource.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM ${schemaOf(realm)}.secrets`,
  );
  if ((kept?.count ?? 0) > 0) {
    throw new HubError(
      'vault.key-missing',
      `The vault has records, but its master key ${file} is not there: bring its copy back.`,
    );
  }
  return MasterKeyFile.create(file);
}

/**
 * Puts every key of a realm under a new master key and destroys the old one: whoever was erased is now gone from old backups too,
 * and so is everybody in them. Make a new backup afterwards.
 */
export async function rotateMasterKey(place: VaultPlace, realm: Realm): Promise<number> {
  const file = masterKeyFile(place.keyDir, realm);
  const keys = await MasterKeyFile.open(file);
  if (keys === null) throw new HubError('vault.key-missing', `There is no master key ${file}.`);
  await keys.rotate();
  const vault = await RealmVault.open(place.store, realm, keys, place.now);
  const count = await vault.change(async (change) => {
    await rewrapSecrets(change.rows, change.schema, keys);
    await rewrapReceptionKeys(change, keys);
    const persons = new Persons(change);
    let rewrapped = 0;
    for (const id of await change.persons.ids()) {
      const row = await change.persons.find(id);
      if (row === null || row.masterKey === null || row.wrapped === null) continue;
      const person = await persons.open(id);
      if (person === null) continue;
      const { masterKey, wrapped } = row;
      const again = await rewrapPerson(keys, change.schema, id, { masterKey, wrapped });
      await persons.save(OURSELVES, { ...person, row: { ...row, ...again } }, person.card, { action: 'rewrapped' });
      rewrapped += 1;
    }
    return rewrapped;
  });
  await keys.forgetOld();
  return count;
}
