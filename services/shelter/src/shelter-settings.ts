/** What the host tells the service. */
export interface ShelterSettings {
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Injection token of {@link ShelterSettings}. */
export const SHELTER_SETTINGS = Symbol.for('hinomi.shelter-settings');
