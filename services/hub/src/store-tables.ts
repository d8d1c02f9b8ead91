import { ACCESS_TABLES } from '@hinomi/access';
import { DELIVERY_TABLES } from '@hinomi/delivery';
import { HISTORY_TABLES } from '@hinomi/gateway';
import { VAULT_TABLES } from '@hinomi/phr';
import type { StoreTables } from '@hinomi/store';
import type { HubConfig } from './config.js';
import { SERVICES } from './services.js';

/** Accounts and history belong to the gateway, beside them the journal of deliveries. The vault has its rows beside them, or under a role of its own. */
export function storeTablesOf({ services, vaultStore }: Pick<HubConfig, 'services' | 'vaultStore'>): {
  shared: StoreTables[];
  confined: StoreTables[];
} {
  const vault = services.includes('phr') ? [VAULT_TABLES] : [];
  return {
    shared: [
      ...(services.includes('gateway') ? [ACCESS_TABLES, HISTORY_TABLES] : []),
      ...(services.includes('delivery') ? [DELIVERY_TABLES] : []),
      ...(vaultStore === null ? vault : []),
    ],
    confined: vaultStore === null ? [] : vault,
  };
}

/** Everything that this version keeps in a database, whichever services run. */
export const ALL_TABLES: readonly StoreTables[] = storeTablesOf({ services: [...SERVICES], vaultStore: null }).shared;
