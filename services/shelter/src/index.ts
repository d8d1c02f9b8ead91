export { ShelterModule } from './shelter.module.js';
export type { ShelterSettings } from './shelter-settings.js';
export { acceptPhotos } from './photos/accept-photos.js';
