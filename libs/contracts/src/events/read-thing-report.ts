import { Instant } from '../instant.js';
import { THEMES } from '../things/theme.js';
import type { ThingReportedV1 } from './thing-reported.v1.js';

type Values = Readonly<Record<string, unknown>>;
type ToldThing = Omit<ThingReportedV1, 'original'>;

/**
 * The row of a registry, without the provider's own words, where everything in it is as the contract says and nothing is unusual; null =
 * the schema is to be asked. A nation's rows are read so in a twentieth of the schema's time.
 */
export function readThingReport(value: unknown): ToldThing | null {
  if (!isObject(value)) return null;
  const { subject, theme, dataset, order, effect, exercise, source, identifiers, name, nameKana } = value;
  const { geometry, municipality, classification, issuedAt, attributes, original, rawId } = value;
  // With one key more there is something that this does not know.
  const isUsual = Object.keys(value).length === 17 && isObject(original);
  if (!isUsual || !isText(subject, 512) || !THEME_NAMES.has(theme) || exercise !== null) return null;
  if (dataset !== null && !isText(dataset, 256)) return null;
  if (!isOrder(order) || !isSource(source) || !isText(rawId, 700) || !isInstant(issuedAt)) return null;
  if (effect !== 'states' && effect !== 'voids-subject') return null;
  if (classification !== 'public' && classification !== 'responders') return null;
  if (typeof name !== 'string' || !isTextOrNull(nameKana) || !isTextOrNull(municipality)) return null;
  if (!Array.isArray(identifiers) || !identifiers.every(isIdentifier)) return null;
  if ((geometry !== null && !isPoint(geometry)) || !areAttributes(attributes)) return null;
  const told = { subject, theme, dataset, order, effect, exercise, source, identifiers, name, nameKana };
  return { ...told, geometry, municipality, classification, issuedAt, attributes, rawId } as ToldThing;
}

const THEME_NAMES: ReadonlySet<unknown> = new Set(THEMES);

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown, most = Number.POSITIVE_INFINITY): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= most;
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string';
}

/** Those of one table are the same few. */
let known: unknown = null;

function isInstant(value: unknown): boolean {
  if (value === known && known !== null) return true;
  if (!Instant.safeParse(value).success) return false;
  known = value;
  return true;
}

function isNatural(value: unknown, least: number, most = Number.MAX_SAFE_INTEGER): boolean {
  return Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
}

function isOrder(value: unknown): boolean {
  if (!isObject(value) || Object.keys(value).length !== 5) return false;
  const { version, issuedAt, sentAt, parserRevision, digest } = value;
  return (
    isNatural(version, 0) && isInstant(issuedAt) && isInstant(sentAt) && isNatural(parserRevision, 1) && isText(digest)
  );
}

function isSource(value: unknown): boolean {
  if (!isObject(value) || Object.keys(value).length !== 4) return false;
  const { id, agency, attribution, rank } = value;
  return isText(id, 128) && typeof agency === 'string' && typeof attribution === 'string' && isNatural(rank, 1, 9);
}

function isIdentifier(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length === 2 && isText(value['scheme']) && isText(value['value']);
}

function isPoint(value: unknown): boolean {
  if (!isObject(value) || Object.keys(value).length !== 2 || value['type'] !== 'Point') return false;
  const at = value['coordinates'];
  return Array.isArray(at) && at.length === 2 && isWithin(at[0], 180) && isWithin(at[1], 90);
}

function isWithin(value: unknown, most: number): boolean {
  return typeof value === 'number' && value >= -most && value <= most;
}

function areAttributes(value: unknown): boolean {
  if (!isObject(value)) return false;
  for (const name of Object.keys(value)) {
    if (name === '' || name === '__proto__' || !isAttribute(value[name])) return false;
  }
  return true;
}

function isAttribute(told: unknown): boolean {
  if (!isObject(told)) return false;
  let hasValue = false;
  for (const key of Object.keys(told)) {
    const value = told[key];
    if (key === 'value') hasValue = value === null || isScalar(value);
    else if (key === 'observedAt' ? !isInstant(value) : !WORDS.has(key) || typeof value !== 'string') return false;
  }
  return hasValue;
}

const WORDS: ReadonlySet<string> = new Set(['label', 'title']);

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}
