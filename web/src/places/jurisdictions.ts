import { prefectureName } from '../hazards/describe-hazard.js';
import type { Words } from '../words/words.js';
import type { PlaceNameTable } from './place-names.js';

/** A jurisdiction's name; the municipality's code while its table has not arrived. */
export function jurisdictionText(code: string | null, places: PlaceNameTable | null, words: Words): string {
  if (code === null) return words.accounts.wholeCountry;
  const prefecture = prefectureName(code.slice(0, 2), words);
  if (code.length === 2) return prefecture;
  const name = places?.sets['jma-city']?.[`${code}00`] ?? code;
  const municipality = words.place({ name, set: 'jma-city', code: `${code}00` });
  return words.language === 'en' ? `${municipality}, ${prefecture}` : `${prefecture} ${municipality}`;
}

/** The municipalities and wards of a prefecture as choices: 5-digit code and name, in code order. */
export function municipalitiesOf(prefecture: string, places: PlaceNameTable | null): [code: string, name: string][] {
  return Object.entries(places?.sets['jma-city'] ?? {})
    .filter(([code]) => code.startsWith(prefecture) && code.endsWith('00'))
    .map(([code, name]): [string, string] => [code.slice(0, 5), name])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
