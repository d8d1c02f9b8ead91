import { useWords } from '../language-context.js';
import type { Language } from '../languages.js';
import { easy } from './easy.js';
import { en } from './en.js';
import { ja, type TableWords } from './ja.js';

const CATALOGUES: Record<Language, TableWords> = { ja, en, easy };

export function tableWords(language: Language): TableWords {
  return CATALOGUES[language];
}

/** In the language of the console. */
export function useTableWords(): TableWords {
  return tableWords(useWords().language);
}
