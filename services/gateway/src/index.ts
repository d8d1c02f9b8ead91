export { GatewayModule } from './gateway.module.js';
export type { GatewaySettings } from './gateway-settings.js';
