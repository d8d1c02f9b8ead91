import { openTestStore } from '@hinomi/store';
import { vaultSuite } from './vault.suite.js';
import { VAULT_TABLES } from './vault/vault-tables.js';

vaultSuite('the vault in the embedded store', () => openTestStore([VAULT_TABLES]));
