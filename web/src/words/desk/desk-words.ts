import { useWords } from '../language-context.js';
import type { Language } from '../languages.js';
import { easy } from './easy.js';
import { en } from './en.js';
import { ja, type DeskWords } from './ja.js';

const CATALOGUES: Record<Language, DeskWords> = { ja, en, easy };

export function deskWords(language: Language): DeskWords {
  return CATALOGUES[language];
}

/** In the language of the console. */
export function useDeskWords(): DeskWords {
  return deskWords(useWords().language);
}
