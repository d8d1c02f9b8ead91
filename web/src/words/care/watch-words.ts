import { useWords } from '../language-context.js';
import type { Language } from '../languages.js';
import { careReasons } from './care-reasons.js';
import { easyWatch } from './easy-watch.js';
import { enWatch } from './en-watch.js';
import { jaWatch, type WatchWords } from './ja-watch.js';

const CATALOGUES: Record<Language, WatchWords> = { ja: jaWatch, en: enWatch, easy: easyWatch };

/** What the console says of the vault, without the rest of the care room's words. */
export function useWatchWords(): WatchWords & { reasons: (typeof careReasons)[Language] } {
  const { language } = useWords();
  return { ...CATALOGUES[language], reasons: careReasons[language] };
}
