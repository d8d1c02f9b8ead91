import { useWords } from '../language-context.js';
import type { Language } from '../languages.js';
import { easy } from './easy.js';
import { en } from './en.js';
import { ja, type AgencyWords } from './ja.js';

const CATALOGUES: Record<Language, AgencyWords> = { ja, en, easy };

export function agencyWords(language: Language): AgencyWords {
  return CATALOGUES[language];
}

/** In the language of the console. */
export function useAgencyWords(): AgencyWords {
  return agencyWords(useWords().language);
}
