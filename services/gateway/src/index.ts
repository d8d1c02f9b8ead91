export { acceptAttachments } from './chronology/accept-attachments.js';
export { GatewayModule } from './gateway.module.js';
export type { GatewaySettings } from './gateway-settings.js';
export { HISTORY_TABLES } from './history/history-tables.js';
