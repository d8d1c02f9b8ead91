import type { StoreTables } from '@hinomi/store';
import { AttemptRow } from './attempt.entity.js';
import { JournalChangeRow } from './journal-change.entity.js';
import { JournalPositionRow } from './journal-position.entity.js';
import { Delivery1795824000000 } from './migrations/1795824000000-delivery.js';
import { PackageRow } from '../sip4d/package.entity.js';
import { DeliveryPackages1795910400000 } from './migrations/1795910400000-delivery-packages.js';
import { DeliveryFacts1796083200000 } from './migrations/1796083200000-delivery-facts.js';
import { SecretRow } from './secret.entity.js';
import { SubscriptionRow } from './subscription.entity.js';

/** Subscriptions and the journal of what was delivered to whom: kept for themselves, the log does not have them. */
export const DELIVERY_TABLES: StoreTables = {
  entities: [SubscriptionRow, JournalChangeRow, JournalPositionRow, SecretRow, AttemptRow, PackageRow],
  migrations: [Delivery1795824000000, DeliveryPackages1795910400000, DeliveryFacts1796083200000],
};
