import { searchText, type HealthPerson } from '@hinomi/contracts';

/** How a person is found: by texts that are only ever kept as keyed hashes. */
export interface IdentityText {
  kind: 'identifier' | 'name-birth';
  text: string;
}

const WHOLE_DAY = /^\d{4}-\d\d-\d\d$/;

/** A name as it is compared: without spaces, width, kind of kana, and old forms of characters. */
function nameText(name: string): string {
  return searchText(name);
}

function identifierText(value: string): string {
  return value
    .normalize('NFKC')
    .replace(/[\s\-‐－]/g, '')
    .toUpperCase();
}

export function wholeDay(birthDate: string | null): string | null {
  return birthDate !== null && WHOLE_DAY.test(birthDate) ? birthDate : null;
}

/** Each way a person may be looked for, once. Kanji and kana are ways of their own. */
export function identityTexts(
  person: Pick<HealthPerson, 'names' | 'kana' | 'birthDate' | 'identifiers'>,
): IdentityText[] {
  const birth = wholeDay(person.birthDate);
  const names = [...person.names, ...person.kana].map(nameText).filter((name) => name !== '');
  const texts = new Map<string, IdentityText>();
  const add = (kind: IdentityText['kind'], parts: readonly string[]): void => {
    const text = JSON.stringify([kind, ...parts]);
    texts.set(text, { kind, text });
  };
  for (const { system, value } of person.identifiers) {
    if (identifierText(value) !== '') add('identifier', [system, identifierText(value)]);
  }
  if (birth !== null) for (const name of names) add('name-birth', [name, birth]);
  return [...texts.values()];
}

export function normaliseIdentifiers(person: Pick<HealthPerson, 'identifiers'>): { system: string; value: string }[] {
  return person.identifiers.map(({ system, value }) => ({ system, value: identifierText(value) }));
}
