import type { TyphoonPoint } from '@hinomi/contracts';
import { isJapanese } from '../words/ruby-text.js';
import type { Words } from '../words/words.js';

/** How many names stand in a summary before it counts the rest. */
export const NAMES_SHOWN = 3;

export function gdacsTitle(
  { eventType, name, countries }: { eventType: string; name: string | null; countries: readonly string[] },
  words: Words,
): string {
  const events: Readonly<Record<string, string>> = words.publishers.gdacsEvents;
  const more = countries.length - NAMES_SHOWN;
  const where = words.areas(countries.slice(0, NAMES_SHOWN), Math.max(0, more));
  return words.publishers.gdacsTitle(
    events[eventType] ?? words.publishers.gdacsEvent,
    name,
    countries.length === 0 ? '' : where,
  );
}

/** Titles are many and Japanese: in other words only what kind of bulletin it is. */
export function bulletinTitle(
  { title, kindOfBulletin }: { title: string; kindOfBulletin: string },
  words: Words,
): string {
  if (words.language !== 'en') return title.trim() === '' ? kindOfBulletin : title;
  const said = words.term(kindOfBulletin);
  return isJapanese(said) ? words.nature.bulletin : said;
}

/** Where a storm is, in words; what has none in the reader's language is told by its coordinates. */
export function stormPlace({ location, center }: TyphoonPoint, words: Words): string {
  const said = location === null ? null : words.place({ name: location });
  if (said !== null && (words.language !== 'en' || !isJapanese(said))) return said;
  if (center === null) return words.noPlace;
  const [lng, lat] = center;
  return `${Math.abs(lat).toFixed(1)}°${lat < 0 ? 'S' : 'N'} ${Math.abs(lng).toFixed(1)}°${lng < 0 ? 'W' : 'E'}`;
}

export function typhoonTitle(
  { number, name, nameKana }: { number: string | null; name: string | null; nameKana: string | null },
  words: Words,
): string {
  const called = words.language === 'en' ? name : (nameKana ?? name);
  return words.typhoonName(number === null ? null : Number(number.slice(-2)), called);
}
