import { createContext, useContext } from 'react';
import type { Language } from '../languages.js';
import { easy } from './easy.js';
import { en } from './en.js';
import { ja, type ShelterCatalogue } from './ja.js';

/** All three at once: with no network there is nothing to fetch a language from. */
const CATALOGUES: Record<Language, ShelterCatalogue> = { ja: { ...ja, language: 'ja' }, en, easy };

export function shelterWords(language: Language): ShelterCatalogue {
  return CATALOGUES[language];
}

export const ShelterWordsContext = createContext<ShelterCatalogue>(shelterWords('ja'));

export function useShelterWords(): ShelterCatalogue {
  return useContext(ShelterWordsContext);
}
