import { knownSteps, type PostgresStanding } from '@hinomi/store';
import { ALL_TABLES } from '../store-tables.js';
import { some, warning, well, wrong, type Finding } from './finding.js';

/** Whether a database can carry what the hub keeps in it. */
export function judgeStore(
  standing: PostgresStanding,
  { setting, host, isVault }: { setting: string; host: string; isVault: boolean },
): Finding[] {
  return [
    well('store', `PostgreSQL ${standing.version} answers at ${host}`),
    ...(standing.postgis || isVault
      ? []
      : [wrong('store', `the database at ${host} has no PostGIS`, 'create extension postgis; as its owner')]),
    ...(standing.isSuperuser
      ? [
          warning(
            'store',
            `${setting} is a superuser: it reads the vault's rows as well`,
            'give it a role of its own (docs/vault.md#on-postgresql)',
          ),
        ]
      : []),
    ...newer(standing, host),
    ...tables(standing, setting, host),
  ];
}

function newer({ taken }: PostgresStanding, host: string): Finding[] {
  const known = new Set(knownSteps(ALL_TABLES));
  const strange = taken.filter((step) => !known.has(step));
  if (strange.length === 0) return [];
  const words = `the tables at ${host} are of a newer version than this program: it does not know ${some(strange)}`;
  const remedy =
    'bring this program to that version; going back to an older one needs the backup made before (docs/backup.md)';
  return [warning('store', words, remedy)];
}

function tables({ taken, pending, missing }: PostgresStanding, setting: string, host: string): Finding[] {
  if (taken.length === 0 && pending.length > 0) {
    const remedy = `the first start makes them; after that it is another database: look at ${setting}`;
    return [warning('store', `there are no tables of the hub at ${host} yet`, remedy)];
  }
  if (pending.length > 0) {
    const words = `the tables at ${host} are of an older version: ${pending.length} steps are to be taken (${some(pending)})`;
    return [wrong('store', words, 'start this version: it takes them by itself, or says why it cannot')];
  }
  if (missing.length === 0) return [];
  const words = `${missing.length} tables are missing at ${host}: ${some(missing)}`;
  return [wrong('store', words, 'no start makes them again: bring the database back (docs/backup.md)')];
}
