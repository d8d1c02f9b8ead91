import { useWords } from '../language-context.js';
import type { Language } from '../languages.js';
import { easy } from './easy.js';
import { en } from './en.js';
import { ja, type CareWords } from './ja.js';

const CATALOGUES: Record<Language, CareWords> = { ja, en, easy };

export function careWords(language: Language): CareWords {
  return CATALOGUES[language];
}

/** In the language of the room. */
export function useCareWords(): CareWords {
  return careWords(useWords().language);
}
