import type { ImportColumn, ImportField } from '@hinomi/contracts';
import { IN_JAPAN, readMunicipality, readNumber, readText } from '../mapping/read-values.js';
import { tellsOfPersons } from '../mapping/tells-of-persons.js';
import { fieldOfHeader } from './list-fields.js';
import type { ListSheet } from './list-sheet.js';

/** Rows that are looked at to tell what a column holds. */
const LOOKED_AT = 200;
/** So much of a column must look alike: lists have gaps and remarks. */
const MOST_OF = 0.8;
const SAMPLES = 3;
const SAMPLE_LENGTH = 60;

/** What the form of a national ID is (shelters 2). */
export const NATIONAL_ID = /^E\d{10}[12][012][1-9A-Za-z]$/;
export const PHONE = /^0\d{1,4}-?\d{1,4}-?\d{3,4}$/;
const PLACE_WORDS =
  /(学校|小$|中$|公園|公民館|会館|センター|グラウンド|体育館|ホール|神社|寺|幼稚園|保育園|広場|高校|ビル|集会所)/;
const ADDRESS_WORDS = /([都道府県市区町村郡].*\d|丁目|番地|大字|字)/;

/**
 * Which column says what: by its header, and where that is unknown by what stands in it. Of two columns for one field the first
 * counts. `chosen`: what a person decided, column by column; nothing else makes a field of a column about persons.
 */
export function guessColumns(
  sheet: ListSheet,
  chosen: Readonly<Record<string, ImportField | null>> = {},
): ImportColumn[] {
  const taken = new Set<ImportField>(Object.values(chosen).filter((field) => field !== null));
  const rows = sheet.rows.slice(0, LOOKED_AT);
  const textsOf = (column: string): string[] =>
    rows.map(({ cells }) => readText(cells[column])).filter((text) => text !== null);
  const columns = sheet.columns.map((column): ImportColumn => {
    const samples = [...new Set(textsOf(column))].slice(0, SAMPLES).map((text) => text.slice(0, SAMPLE_LENGTH));
    if (Object.hasOwn(chosen, column)) return { column, field: chosen[column] ?? null, by: 'person', samples };
    return { column, field: null, by: null, samples };
  });
  const give = (column: ImportColumn, field: ImportField | null, by: 'header' | 'values'): void => {
    if (field === null || column.by !== null || taken.has(field) || tellsOfPersons(column.column)) return;
    taken.add(field);
    Object.assign(column, { field, by });
  };
  for (const column of columns) give(column, fieldOfHeader(column.column), 'header');
  if (sheet.rows.some(({ geometry }) => geometry !== null))
    for (const field of ['lat', 'lng'] as const) taken.add(field);
  for (const column of columns) give(column, fieldOfValues(textsOf(column.column)), 'values');
  return columns;
}

/** Columns about persons that nobody made a field of. */
export function personsIn(columns: readonly ImportColumn[]): string[] {
  return columns.flatMap(({ column, field }) => (field === null && tellsOfPersons(column) ? [column] : []));
}

/** What the values of a column look like; null for nothing that is certain. */
export function fieldOfValues(texts: readonly string[]): ImportField | null {
  if (texts.length === 0) return null;
  const most = (test: (text: string) => boolean): boolean => texts.filter(test).length >= texts.length * MOST_OF;
  const between = ([from, to]: readonly [number, number]) =>
    most((text) => {
      const value = text.includes('.') ? readNumber(text) : null;
      return value !== null && value >= from && value <= to;
    });
  if (most((text) => NATIONAL_ID.test(text.normalize('NFKC')))) return 'nationalId';
  if (between(IN_JAPAN.lng)) return 'lng';
  if (between(IN_JAPAN.lat)) return 'lat';
  if (most((text) => /\d-\d/.test(text) && PHONE.test(text.normalize('NFKC').replace(/[()]/g, '-')))) return 'phone';
  if (most((text) => /^\d{5,6}$/.test(text) && readMunicipality(text) !== null) && new Set(texts).size <= 3) {
    return 'municipality';
  }
  if (most((text) => ADDRESS_WORDS.test(text.normalize('NFKC')))) return 'address';
  if (most((text) => PLACE_WORDS.test(text)) && new Set(texts).size > texts.length / 2) return 'name';
  return null;
}
