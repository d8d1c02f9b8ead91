/** What the host tells the service. */
export interface ShelterSettings {
  /** Milliseconds since 1970. */
  now: () => number;
  /** Where photos are kept, on this disk or one that all processes of the service share. */
  photosDir: string;
  /** All of them together. */
  photosLimitBytes: number;
}

/** Injection token of {@link ShelterSettings}. */
export const SHELTER_SETTINGS = Symbol.for('hinomi.shelter-settings');
