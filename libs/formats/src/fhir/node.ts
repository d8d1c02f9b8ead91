import { codeSystemOf, type HealthCode, type HealthFinding } from '@hinomi/contracts';

/** A part of a FHIR document with its path; what is read from it is checked where it is read. */
export interface Node {
  value: Readonly<Record<string, unknown>>;
  path: string;
}

/** A resource that cannot be used as it is written. Names the place, never the value. */
export class FhirFault extends Error {
  readonly finding: HealthFinding;

  constructor(code: HealthFinding['code'], where: string, message: string) {
    super(message);
    this.finding = { severity: 'warning', code, where, message };
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const has = (node: Node, name: string): boolean => Object.hasOwn(node.value, name) && node.value[name] !== null;

/** Longer texts are cut: of them the hub reads only what something is called. */
const MAX_TEXT = 400;

export function text(node: Node | null, name: string): string | null {
  if (node === null || !has(node, name)) return null;
  const value = node.value[name];
  if (typeof value !== 'string') throw new FhirFault('structure', `${node.path}.${name}`, 'is no text');
  const trimmed = value.trim();
  return trimmed === '' ? null : trimmed.slice(0, MAX_TEXT);
}

export function flag(node: Node, name: string): boolean | null {
  if (!has(node, name)) return null;
  const value = node.value[name];
  if (typeof value !== 'boolean') throw new FhirFault('structure', `${node.path}.${name}`, 'is neither true nor false');
  return value;
}

export function amount(node: Node | null, name: string): number | null {
  if (node === null || !has(node, name)) return null;
  const value = node.value[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new FhirFault('structure', `${node.path}.${name}`, 'is no number');
  }
  return value;
}

export function part(node: Node | null, name: string): Node | null {
  if (node === null || !has(node, name)) return null;
  const value = node.value[name];
  if (!isObject(value)) throw new FhirFault('structure', `${node.path}.${name}`, 'is no object');
  return { value, path: `${node.path}.${name}` };
}

/** Some systems write a list of one as the one: read alike. */
export function parts(node: Node | null, name: string): Node[] {
  if (node === null || !has(node, name)) return [];
  const value = node.value[name];
  if (isObject(value)) return [{ value, path: `${node.path}.${name}` }];
  if (!Array.isArray(value)) throw new FhirFault('structure', `${node.path}.${name}`, 'is no list');
  return value.flatMap((item: unknown, index) => {
    if (item === null) return [];
    const path = `${node.path}.${name}[${index}]`;
    if (!isObject(item)) throw new FhirFault('structure', path, 'is no object');
    return [{ value: item, path }];
  });
}

export function texts(node: Node | null, name: string): string[] {
  if (node === null || !has(node, name)) return [];
  const value = node.value[name];
  const items: unknown[] = Array.isArray(value) ? value : [value];
  return items.flatMap((item, index) => {
    if (item === null) return [];
    if (typeof item !== 'string') throw new FhirFault('structure', `${node.path}.${name}[${index}]`, 'is no text');
    return item.trim() === '' ? [] : [item.trim().slice(0, MAX_TEXT)];
  });
}

/** The codes of a CodeableConcept, under the short names of their systems; codings without a code or a system are none. */
export function codesOf(concept: Node | null): HealthCode[] {
  return parts(concept, 'coding').flatMap((coding) => {
    const [system, code] = [text(coding, 'system'), text(coding, 'code')];
    if (system === null || code === null || system.length > 300 || code.length > 120) return [];
    return [{ system: codeSystemOf(system), code }];
  });
}

/** The bare codes of a concept that says a state: whatever system some country writes for it. */
export function stateOf(concept: Node | null): string | null {
  for (const coding of parts(concept, 'coding')) {
    const code = text(coding, 'code');
    if (code !== null) return code;
  }
  return null;
}

/** What a concept is called: its own words, else those of its first code. */
export function wordsOf(concept: Node | null): string | null {
  const own = text(concept, 'text');
  if (own !== null) return own;
  for (const coding of parts(concept, 'coding')) {
    const display = text(coding, 'display');
    if (display !== null) return display;
  }
  return null;
}

const ABSENT = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason';

/** Whether the document says that this part is not there, and why it says nothing. */
export function isAbsent(node: Node | null, name: string): boolean {
  if (node === null) return false;
  return [part(node, `_${name}`), isObject(node.value[name]) ? part(node, name) : null].some((place) =>
    parts(place, 'extension').some((extension) => text(extension, 'url') === ABSENT),
  );
}

const DATE = /^(\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)(?:T.*)?$/;

/** The date of a FHIR date or dateTime, as far as it is known. */
export function dateOf(node: Node | null, name: string): string | null {
  const written = text(node, name);
  if (written === null) return null;
  const date = DATE.exec(written)?.[1];
  if (date === undefined || (date.length === 10 && !isDay(date))) {
    throw new FhirFault('value', `${node?.path ?? ''}.${name}`, 'is no date');
  }
  return date;
}

export function isDay(date: string): boolean {
  const millis = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(millis) && new Date(millis).toISOString().startsWith(date);
}

/** A day some days after another. */
export function dayAfter(day: string, days: number): string | null {
  const millis = Date.parse(`${day}T00:00:00Z`) + Math.round(days) * 86_400_000;
  const text = Number.isNaN(millis) || Math.abs(millis) > 8e15 ? '' : new Date(millis).toISOString().slice(0, 10);
  return /^\d{4}-/.test(text) ? text : null;
}
