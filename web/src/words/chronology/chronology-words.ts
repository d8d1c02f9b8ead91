import { useWords } from '../language-context.js';
import type { Language } from '../languages.js';
import { easy } from './easy.js';
import { en } from './en.js';
import { ja, type ChronologyWords } from './ja.js';

const CATALOGUES: Record<Language, ChronologyWords> = { ja, en, easy };

/** In the language of the console. */
export function useChronologyWords(): ChronologyWords {
  return CATALOGUES[useWords().language];
}
