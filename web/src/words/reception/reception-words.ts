import type { Language } from '../languages.js';
import { easy } from './easy.js';
import { en } from './en.js';
import { ja, type ReceptionWords } from './ja.js';

const CATALOGUES: Record<Language, ReceptionWords> = { ja, en, easy };

export function receptionWords(language: Language): ReceptionWords {
  return CATALOGUES[language];
}
