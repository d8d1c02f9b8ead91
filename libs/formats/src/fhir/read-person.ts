import type { HealthPerson } from '@hinomi/contracts';
import { dateOf, flag, part, parts, stateOf, text, texts, type Node } from './node.js';

/** How JP Core says that a name is written in kana. */
const WRITTEN_AS = 'http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation';
const SEXES = ['male', 'female', 'other', 'unknown'] as const;
const LANGUAGE = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}$/;

/** Somebody of whom the document says nothing. */
export function nobody(): HealthPerson {
  return {
    names: [],
    kana: [],
    birthDate: null,
    sex: 'unknown',
    phones: [],
    address: null,
    identifiers: [],
    languages: [],
  };
}

/** A Patient. Contacts, photographs, marriage and the rest stay where they are. */
export function readPerson(patient: Node): HealthPerson {
  const names = parts(patient, 'name');
  const address = parts(patient, 'address').flatMap((one) => addressOf(one) ?? [])[0] ?? null;
  return {
    names: different(names.filter((name) => !isKana(name)).flatMap((name) => nameOf(name) ?? [])),
    kana: different(names.filter(isKana).flatMap((name) => nameOf(name) ?? [])),
    birthDate: dateOf(patient, 'birthDate'),
    sex: SEXES.find((sex) => sex === text(patient, 'gender')) ?? 'unknown',
    phones: different(
      parts(patient, 'telecom')
        .filter((one) => ['phone', 'sms'].includes(text(one, 'system') ?? ''))
        .flatMap((one) => text(one, 'value')?.slice(0, 60) ?? []),
    ),
    address,
    identifiers: readIdentifiers(parts(patient, 'identifier')),
    languages: languagesOf(patient),
  };
}

export function readIdentifiers(written: readonly Node[]): HealthPerson['identifiers'] {
  return written
    .flatMap((one) => {
      const value = text(one, 'value');
      return value === null || value.length > 200 ? [] : [{ system: (text(one, 'system') ?? '').slice(0, 300), value }];
    })
    .slice(0, 40);
}

function isKana(name: Node): boolean {
  return parts(name, 'extension').some(
    (one) => text(one, 'url') === WRITTEN_AS && text(one, 'valueCode')?.toUpperCase() === 'SYL',
  );
}

function nameOf(name: Node): string | null {
  const own = text(name, 'text');
  if (own !== null) return own;
  const together = [text(name, 'family'), ...texts(name, 'given')].filter((one) => one !== null).join(' ');
  return together === '' ? null : together.slice(0, 400);
}

function addressOf(address: Node): string | null {
  const own = text(address, 'text');
  if (own !== null) return own;
  const of = (name: string): string | null => text(address, name);
  const together = [...texts(address, 'line'), of('city'), of('state'), of('postalCode'), of('country')];
  const written = together.filter((one) => one !== null).join(', ');
  return written === '' ? null : written.slice(0, 400);
}

/** The preferred first. */
function languagesOf(patient: Node): string[] {
  const known = parts(patient, 'communication').flatMap((one) => {
    const language = stateOf(part(one, 'language'));
    return language === null || !LANGUAGE.test(language)
      ? []
      : [{ language, preferred: flag(one, 'preferred') === true }];
  });
  return different([...known.filter((one) => one.preferred), ...known].map(({ language }) => language));
}

function different(values: readonly string[]): string[] {
  return [...new Set(values)].slice(0, 20);
}
