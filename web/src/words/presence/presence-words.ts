import { useWords } from '../language-context.js';
import type { Language } from '../languages.js';
import { easy } from './easy.js';
import { en } from './en.js';
import { ja, type PresenceWords } from './ja.js';

export const PRESENCE_CATALOGUES: Record<Language, PresenceWords> = { ja, en, easy };

/** In the language of the console. */
export function usePresenceWords(): PresenceWords {
  return PRESENCE_CATALOGUES[useWords().language];
}
