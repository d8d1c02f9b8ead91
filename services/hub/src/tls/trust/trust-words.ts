import { EASY } from './trust-words-easy.js';
import { EN } from './trust-words-en.js';
import { JA } from './trust-words-ja.js';

/** The languages of the page: Japanese first, English, and plain Japanese. */
export const LANGUAGES = ['ja', 'en', 'easy'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The devices that people bring, tablets first. */
export const DEVICES = ['android', 'ipad', 'windows', 'mac', 'linux'] as const;
export type Device = (typeof DEVICES)[number];

/** Everything the trust page says. `{漢字|かんじ}` carries a reading. */
export interface TrustWords {
  self: string;
  hub: string;
  title: string;
  purpose: string;
  /** On a page that came over a connection nobody vouches for. */
  notYet: string;
  compareTitle: string;
  compare: string;
  sha256: string;
  /** Windows shows only this one. */
  sha1: string;
  stop: string;
  downloadTitle: string;
  certificate: string;
  profile: string;
  stepsTitle: string;
  devices: Record<Device, { name: string; steps: readonly string[] }>;
  doneTitle: string;
  done: string;
  qrTitle: string;
  qr: string;
  limitsTitle: string;
  limits: (names: string, until: string) => string;
  remove: string;
  /** The certificate comes from an authority that devices know, or that somebody else hands out. */
  nothingTitle: string;
  nothing: string;
}

export const WORDS: Readonly<Record<Language, TrustWords>> = { ja: JA, en: EN, easy: EASY };

/** What was asked for in the address, else the first language of the browser that the page has. */
export function languageOf(asked: string | null, accepted: string | undefined): Language {
  const known = LANGUAGES.find((language) => language === asked);
  if (known) return known;
  const first = /^\s*([a-z]+)/i.exec(accepted ?? '')?.[1]?.toLowerCase();
  return first === undefined || first === 'ja' ? 'ja' : 'en';
}

/** The device that asks; null when it does not say. */
export function deviceOf(userAgent: string | undefined): Device | null {
  const seen: readonly (readonly [RegExp, Device])[] = [
    [/android/i, 'android'],
    [/ipad|iphone/i, 'ipad'],
    [/windows/i, 'windows'],
    [/macintosh/i, 'mac'],
    [/linux|x11/i, 'linux'],
  ];
  return seen.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1] ?? null;
}
