import { useWords } from '../language-context.js';
import type { Language } from '../languages.js';
import { easy } from './easy.js';
import { en } from './en.js';
import { ja, type FieldWords } from './ja.js';

export const FIELD_CATALOGUES: Record<Language, FieldWords> = { ja, en, easy };

/** In the language of the console. */
export function useFieldWords(): FieldWords {
  return FIELD_CATALOGUES[useWords().language];
}
