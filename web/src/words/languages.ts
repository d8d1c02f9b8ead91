export const LANGUAGES = ['ja', 'en', 'easy'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The names of the languages, each in itself. */
export const LANGUAGE_NAMES: Record<Language, string> = { ja: '日本語', en: 'English', easy: 'やさしい日本語' };

/** `lang` of the document: やさしい日本語 is Japanese. */
export function htmlLang(language: Language): string {
  return language === 'en' ? 'en' : 'ja';
}
