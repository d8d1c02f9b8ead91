import { namerOf, type NamePlace, type PlaceNameTable } from '../places/place-names.js';
import { en } from './en.js';
import { ja } from './ja.js';
import { easy } from './easy.js';
import type { Language } from './languages.js';
import { termIn, type SourceTerm } from './source-terms.js';

export { htmlLang, LANGUAGE_NAMES, LANGUAGES, type Language } from './languages.js';

/** The catalogue's shape is the Japanese one; the other languages have the same keys by type. */
export type Catalogue = Omit<typeof ja, 'language'> & { language: Language };

/** A catalogue, and how its language says what telegrams say in Japanese. */
export interface Words extends Catalogue {
  place: NamePlace;
  term: SourceTerm;
}

const CATALOGUES: Record<Language, Catalogue> = { ja: { ...ja, language: 'ja' }, en, easy };

export function catalogueOf(language: Language): Catalogue {
  return CATALOGUES[language];
}

/** `table`: the language's names of places, once it has arrived. */
export function wordsOf(language: Language, table: PlaceNameTable | null = null): Words {
  const place = namerOf(language, table);
  return { ...CATALOGUES[language], place, term: termIn(language, place) };
}
