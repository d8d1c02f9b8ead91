import type { StoreTables } from '@hinomi/store';
import { Vault1796000000000 } from '../migrations/1796000000000-vault.js';
import { ReceptionKeys1796100000000 } from '../migrations/1796100000000-reception-keys.js';
import { AuditAction1796400000000 } from '../migrations/1796400000000-audit-action.js';
import { PharmacyTasks1796500000000 } from '../migrations/1796500000000-pharmacy-tasks.js';

/** The tables of the vault; they are spoken to in SQL alone. */
export const VAULT_TABLES: StoreTables = {
  entities: [],
  migrations: [Vault1796000000000, ReceptionKeys1796100000000, AuditAction1796400000000, PharmacyTasks1796500000000],
};
