export type { Trilingual } from '../api/drills.js';

/** A sentence in Japanese and English. */
export interface CatalogueText {
  ja: string;
  en: string;
}
