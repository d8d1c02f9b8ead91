import { readInstant, type CapNamedValue, type Instant } from '@hinomi/contracts';
import { errorAt, textOf, type XmlElement } from '../xml/element.js';

/** Children of the parent's own namespace, so that a foreign element cannot pass for a CAP one. */
export function fields(parent: XmlElement, name: string): XmlElement[] {
  return parent.children.filter((inner) => inner.name === name && inner.ns === parent.ns);
}

/** The one element of that name; two of them would leave open which is meant. */
export function field(parent: XmlElement, name: string): XmlElement | undefined {
  const [first, second] = fields(parent, name);
  if (second) throw errorAt(second, `<${name}> is given twice`);
  return first;
}

export function optionalText(parent: XmlElement, name: string): string | null {
  return textOf(field(parent, name));
}

export function requiredText(parent: XmlElement, name: string): string {
  const text = optionalText(parent, name);
  if (text === null) throw errorAt(parent, `<${name}> is missing or empty`, { below: `/${name}` });
  return text;
}

export function texts(parent: XmlElement, name: string): string[] {
  return fields(parent, name).flatMap((element) => textOf(element) ?? []);
}

/** What the sender names and gives a value; CAP 1.0 writes `name=value` in one text. */
export function namedValues(parent: XmlElement, name: string): CapNamedValue[] {
  return fields(parent, name).flatMap((element) => {
    const written = textOf(element);
    if (written !== null && written.includes('=')) {
      const [valueName = '', ...rest] = written.split('=');
      return [{ valueName: valueName.trim(), value: rest.join('=').trim() }];
    }
    const valueName = optionalText(element, 'valueName');
    const value = optionalText(element, 'value');
    return valueName !== null && value !== null ? [{ valueName, value }] : [];
  });
}

/** A text of several names: separated by white space, those with a space of their own in quotes. */
export function listed(parent: XmlElement, name: string): string[] {
  const names = optionalText(parent, name)?.matchAll(/"([^"]*)"|[^\s"]+/g) ?? [];
  return [...names].map(([whole, quoted]) => quoted ?? whole).filter((each) => each !== '');
}

/** A number beside the point of the message: what is none counts as absent, so that it does not cost the rest. */
export function optionalNumber(parent: XmlElement, name: string): number | null {
  const text = optionalText(parent, name);
  return text !== null && /^[+-]?\d{1,12}(?:\.\d{1,12})?$/.test(text) ? Number(text) : null;
}

/** One of the words CAP allows; null when absent. */
export function optionalWord<const T extends string>(
  parent: XmlElement,
  name: string,
  words: readonly T[],
  synonyms: Readonly<Record<string, T>> = {},
): T | null {
  const element = field(parent, name);
  const text = textOf(element);
  return element && text !== null ? knownWord(element, text, words, synonyms) : null;
}

export function requiredWord<const T extends string>(parent: XmlElement, name: string, words: readonly T[]): T {
  const word = optionalWord(parent, name, words);
  if (word === null) throw errorAt(parent, `<${name}> is missing or empty`, { below: `/${name}` });
  return word;
}

export function knownWords<const T extends string>(parent: XmlElement, name: string, words: readonly T[]): T[] {
  return fields(parent, name).flatMap((element) => {
    const text = textOf(element);
    return text === null ? [] : knownWord(element, text, words, {});
  });
}

function knownWord<T extends string>(
  element: XmlElement,
  text: string,
  words: readonly T[],
  synonyms: Readonly<Record<string, T>>,
): T {
  const word = words.find((known) => known === text) ?? (Object.hasOwn(synonyms, text) ? synonyms[text] : undefined);
  if (word === undefined) throw errorAt(element, `"${text}" is none of ${words.join(', ')}`);
  return word;
}

export function optionalTime(parent: XmlElement, name: string): Instant | null {
  const element = field(parent, name);
  const text = textOf(element);
  return element && text !== null ? timeAt(element, text) : null;
}

export function requiredTime(parent: XmlElement, name: string): Instant {
  const time = optionalTime(parent, name);
  if (time === null) throw errorAt(parent, `<${name}> is missing or empty`, { below: `/${name}` });
  return time;
}

const CAP_TIME = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d:\d\d(?:\.\d+)?(?:[+-]\d\d:\d\d|Z)$/;

/**
 * CAP writes a numeric offset and no fraction; a trailing Z and a fraction are read as well, since they leave no doubt.
 * A time without offset, or of a day that does not exist, is refused.
 */
export function timeAt(element: XmlElement, text: string): Instant {
  const [, year, month, day] = CAP_TIME.exec(text) ?? [];
  const time = readInstant(text);
  if (time === null || Number(day) > daysOf(Number(year), Number(month))) {
    throw errorAt(element, `"${text}" is not a time such as 2024-01-01T16:10:00+09:00`);
  }
  return time;
}

function daysOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
