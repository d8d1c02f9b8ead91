export { isRange } from './webhooks/address-rule.js';
export { DELIVERY_TABLES } from './journal/delivery-tables.js';
export { tellRestored } from './journal/tell-restored.js';
export { DeliveryModule } from './delivery.module.js';
export type { DeliverySettings } from './delivery-settings.js';
