import { readJson } from '../json/read-json.js';

/** A number that is written with a point or an exponent: the checker asks for `140.0`, where JSON itself sees no difference to `140`. */
export class Decimal {
  constructor(readonly value: number) {}
}

const MARK = '#decimal';
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** {@link readJson}, which tells decimal numbers from whole ones. */
export function readExactJson(bytes: Uint8Array): unknown {
  readJson(bytes);
  const text = new TextDecoder('utf-8').decode(bytes);
  const marked = text.replace(TOKEN, (token) =>
    token.startsWith('"') || !/[.eE]/.test(token) ? token : `{"${MARK}":${token}}`,
  );
  return JSON.parse(marked, (_key, value: unknown) => {
    const decimal = value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[MARK] : undefined;
    return typeof decimal === 'number' ? new Decimal(decimal) : value;
  });
}

/** JSON in which decimal numbers are written with a point also where they are whole. */
export function writeExactJson(value: unknown): string {
  if (value instanceof Decimal) return decimalText(value.value);
  if (Array.isArray(value)) return `[${value.map(writeExactJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  const members = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return `{${members.map(([name, inner]) => `${JSON.stringify(name)}:${writeExactJson(inner)}`).join(',')}}`;
}

function decimalText(value: number): string {
  if (!Number.isFinite(value)) return 'null';
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
