import type { Language } from '../languages.js';
import { easy } from './easy.js';
import { en } from './en.js';
import { ja, type OpeningWords } from './ja.js';

const CATALOGUES: Record<Language, OpeningWords> = { ja, en, easy };

export function openingWords(language: Language): OpeningWords {
  return CATALOGUES[language];
}
