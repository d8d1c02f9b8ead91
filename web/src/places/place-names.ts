import type { Language } from '../words/words.js';

/** What one language calls every place: areas by set and code, other places by their Japanese names. */
export interface PlaceNameTable {
  sets: Readonly<Record<string, Readonly<Record<string, string>>>>;
  names: Readonly<Record<string, string>>;
}

/** A place as telegrams name it; `set` and `code` where it is an area of a code table. */
export interface NamedPlace {
  name: string;
  set?: string | undefined;
  code?: string | undefined;
}

/** Names a place in the reader's language; やさしい日本語 keeps the name and carries its reading. */
export type NamePlace = (place: NamedPlace) => string;

/** Before the table has arrived, and in Japanese: the name as the telegram has it. */
const asGiven: NamePlace = ({ name }) => name;

/** The language's own way to name places, from its table. */
export function namerOf(language: Language, table: PlaceNameTable | null): NamePlace {
  if (language === 'ja' || table === null) return asGiven;
  return ({ name, set, code }) => {
    const known = (set && code ? table.sets[set]?.[code] : undefined) ?? table.names[name];
    if (known === undefined) return name;
    return language === 'en' ? known : withReading(name, known);
  };
}

/** `{輪島市|わじまし}`; a name that is kana already needs none. */
function withReading(name: string, reading: string): string {
  if (!/[\u3005\u3400-\u9fff]/.test(name) || /[{}|]/.test(name)) return name;
  return `{${name}|${reading}}`;
}

export type TableLanguage = 'en' | 'kana' | 'ja';
const LOADERS: Record<TableLanguage, () => Promise<{ default: PlaceNameTable }>> = {
  en: () => import('virtual:place-names/en'),
  kana: () => import('virtual:place-names/kana'),
  ja: () => import('virtual:place-names/ja'),
};
const loaded = new Map<TableLanguage, Promise<PlaceNameTable>>();

/** A table is fetched once, when its language is first shown; after a failed try the next asks again. */
export function loadPlaceNames(language: TableLanguage): Promise<PlaceNameTable> {
  const known = loaded.get(language);
  if (known) return known;
  const asked = LOADERS[language]().then((module) => module.default);
  loaded.set(language, asked);
  asked.catch(() => loaded.delete(language));
  return asked;
}

/** Japanese telegrams bring their own names, so only the other languages need a table to read a hazard. */
export function tableOf(language: Language): TableLanguage | null {
  return language === 'en' ? 'en' : language === 'easy' ? 'kana' : null;
}

/** Where only codes are known, every language needs the names themselves. */
export function tableOfCodes(language: Language): TableLanguage {
  return language === 'en' ? 'en' : 'ja';
}
