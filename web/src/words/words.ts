import { en } from './en.js';
import { ja } from './ja.js';
import { easy } from './easy.js';

export const LANGUAGES = ['ja', 'en', 'easy'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The catalogue's shape is the Japanese one; the other languages have the same keys by type. */
export type Words = Omit<typeof ja, 'language'> & { language: Language };

const CATALOGUES: Record<Language, Words> = { ja: { ...ja, language: 'ja' }, en, easy };

export function wordsOf(language: Language): Words {
  return CATALOGUES[language];
}

/** The names of the languages, each in itself. */
export const LANGUAGE_NAMES: Record<Language, string> = { ja: '日本語', en: 'English', easy: 'やさしい日本語' };

/** `lang` of the document: やさしい日本語 is Japanese. */
export function htmlLang(language: Language): string {
  return language === 'en' ? 'en' : 'ja';
}
