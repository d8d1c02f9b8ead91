import type { Catalogue, WordKey } from './catalogue.js';
import { easy } from './easy.js';
import { en } from './en.js';
import { ja } from './ja.js';
import { ko } from './ko.js';
import { pt } from './pt.js';
import { vi } from './vi.js';
import { zh } from './zh.js';

/** Japanese first. */
export const FIND_LANGUAGES = ['ja', 'easy', 'en', 'zh', 'ko', 'vi', 'pt'] as const;
export type FindLanguage = (typeof FIND_LANGUAGES)[number];

export const CATALOGUES: Readonly<Record<FindLanguage, Catalogue>> = { ja, easy, en, zh, ko, vi, pt };

/** What stands in `lang` (BCP 47). */
export const LANGUAGE_TAGS: Readonly<Record<FindLanguage, string>> = {
  ja: 'ja',
  easy: 'ja',
  en: 'en',
  zh: 'zh-Hans',
  ko: 'ko',
  vi: 'vi',
  pt: 'pt-BR',
};

/** Keeps the language in the browser; for this page alone. */
export const LANGUAGE_COOKIE = 'hinomi-find-lang';

/** The texts of a language, filled in. */
export class Words {
  private readonly catalogue: Catalogue;
  readonly tag: string;

  constructor(readonly language: FindLanguage) {
    this.catalogue = CATALOGUES[language];
    this.tag = LANGUAGE_TAGS[language];
  }

  say(key: WordKey, values: Readonly<Record<string, string | number>> = {}): string {
    return this.catalogue[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
  }

  /** Whether names of places, which are Japanese, are in the page's own language. */
  get isJapanese(): boolean {
    return this.tag === 'ja';
  }
}

/** By the address, else by the cookie, else by what the browser prefers; Japanese for every other wish. */
export function chooseLanguage(asked: string, cookies: string, accepts: string): FindLanguage {
  const kept = new RegExp(`(?:^|;\\s*)${LANGUAGE_COOKIE}=([\\w-]+)`).exec(cookies)?.[1] ?? '';
  const preferred = accepts
    .split(',')
    .map((part) => {
      const [tag = '', ...more] = part.trim().split(';');
      const quality = Number(/q=([\d.]+)/.exec(more.join(';'))?.[1] ?? 1);
      return { tag, quality };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return (
    knownOf(asked) ?? knownOf(kept) ?? preferred.map(({ tag }) => knownOf(tag)).find((each) => each !== null) ?? 'ja'
  );
}

function knownOf(tag: string): FindLanguage | null {
  const lower = tag.toLowerCase();
  if (lower === 'ja-hira' || lower === 'easy') return 'easy';
  return FIND_LANGUAGES.find((each) => each !== 'easy' && (lower === each || lower.startsWith(`${each}-`))) ?? null;
}
