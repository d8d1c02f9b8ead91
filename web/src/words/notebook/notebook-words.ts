import type { Language } from '../languages.js';
import { easy } from './easy.js';
import { en } from './en.js';
import { ja, type NotebookWords } from './ja.js';

const CATALOGUES: Record<Language, NotebookWords> = { ja, en, easy };

export function notebookWords(language: Language): NotebookWords {
  return CATALOGUES[language];
}
