import { useWords } from '../language-context.js';
import type { Language } from '../languages.js';
import { easy } from './easy.js';
import { en } from './en.js';
import { ja, type ImportWords } from './ja.js';

const CATALOGUES: Record<Language, ImportWords> = { ja, en, easy };

export function importWords(language: Language): ImportWords {
  return CATALOGUES[language];
}

/** In the language of the console. */
export function useImportWords(): ImportWords {
  return importWords(useWords().language);
}
