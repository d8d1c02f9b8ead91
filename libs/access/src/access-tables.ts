import type { StoreTables } from '@hinomi/store';
import { AccountRow } from './accounts/account.entity.js';
import { MachineClientRow } from './accounts/machine-client.entity.js';
import { IssuedRow } from './issuer/issued.entity.js';
import { IssuerKeyRow } from './issuer/issuer-key.entity.js';
import { TabletRow } from './tablets/tablet.entity.js';
import { Access1795392000000 } from './migrations/1795392000000-access.js';
import { BoundShelters1795651200000 } from './migrations/1795651200000-bound-shelters.js';
import { Tablets1795654800000 } from './migrations/1795654800000-tablets.js';

/** The tables of accounts and of the in-process issuer. */
export const ACCESS_TABLES: StoreTables = {
  entities: [AccountRow, MachineClientRow, IssuedRow, IssuerKeyRow, TabletRow],
  migrations: [Access1795392000000, BoundShelters1795651200000, Tablets1795654800000],
};
