export { ShelterModule } from './shelter.module.js';
export type { ShelterSettings } from './shelter-settings.js';
