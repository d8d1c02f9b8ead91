import { sha256Hex } from '@hinomi/contracts';
import { readTime } from '../mapping/read-values.js';
import { FORMATS } from './check-columns.js';
import { Decimal } from './exact-json.js';

export type CellType = 'String' | 'Integer' | 'Double' | 'List' | 'Datetime';

/** One value of one row, and what its column is. */
export interface Sip4dCell {
  value: string | number | boolean | null;
  type: CellType;
  /** What people call the column. */
  title: string;
  /** The model's attribute; null = none of it. */
  connid: string | null;
  /** Of a list each canonical code with the word that rows hold. */
  words?: Readonly<Record<string, string>>;
}

const ZONE = '+09:00';
const CAMEL = /^[a-z0-9_][A-Za-z0-9_]*$/;

/**
 * A property name as the checker allows it (`^[a-z0-9_]+$`): `maxIntensity` → `max_intensity`. What is lost on the way is made up for by a digest,
 * so that two names stay two.
 */
export function columnKey(name: string): string {
  const snake = name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
  if (CAMEL.test(name)) return snake;
  const kept = snake.replace(/[^a-z0-9_]+/g, '_').replace(/^_+|_+$/g, '');
  return `${kept || 'attr'}_${sha256Hex(name).slice(0, 8)}`;
}

/** The type of a column that only its values tell about. */
export function typeOfValue(value: Sip4dCell['value']): CellType {
  if (typeof value !== 'number') return 'String';
  return Number.isSafeInteger(value) ? 'Integer' : 'Double';
}

/** The narrowest type that holds both. */
export function widerType(a: CellType, b: CellType): CellType {
  if (a === b) return a;
  const numbers: readonly CellType[] = ['Integer', 'Double'];
  return numbers.includes(a) && numbers.includes(b) ? 'Double' : 'String';
}

/** A value as its column's type must be written; null for what does not fit it. */
export function cellText(
  { value, words }: Pick<Sip4dCell, 'value' | 'words'>,
  type: CellType,
  connid: string | null,
): string | number | Decimal | null {
  if (value === null) return null;
  switch (type) {
    case 'Integer':
      return typeof value === 'number' && Number.isSafeInteger(value) ? value + 0 : null;
    case 'Double':
      return typeof value === 'number' && Number.isFinite(value) ? new Decimal(value) : null;
    case 'Datetime':
      return readTime(String(value), ZONE);
    case 'List':
      return wordOf(String(value), words ?? {});
    case 'String': {
      const text = String(value);
      const format = connid === null ? undefined : FORMATS[connid];
      return format === undefined || format.test(text) ? text : null;
    }
  }
}

/** What no code stands for is "other", where the model has that. */
function wordOf(code: string, words: Readonly<Record<string, string>>): string | null {
  if (Object.hasOwn(words, code)) return words[code] ?? null;
  return words['other'] ?? words['unknown'] ?? null;
}
