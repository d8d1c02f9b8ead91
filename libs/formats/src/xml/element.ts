import { HubError, type ErrorCode, type InputPlace } from '@hinomi/contracts';

/** One element of a document read by `readXml`: names without prefix, with the place it was found at. */
export interface XmlElement {
  /** Local name. */
  name: string;
  /** Namespace URI; empty when it has none. */
  ns: string;
  /** By qualified name as written (`type`, `xml:lang`); namespace declarations are left out. */
  attributes: Readonly<Record<string, string>>;
  children: readonly XmlElement[];
  /** Its own character data in order, children's excluded, exactly as written. */
  text: string;
  line: number;
  column: number;
  /** `/Report/Head/EventID`. */
  path: string;
}

/** The first child element of that local name, whatever its namespace. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((inner) => inner.name === name);
}

/** All child elements of that local name, in order. */
export function children(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((inner) => inner.name === name) ?? [];
}

/** Follows first children down a path of local names. */
export function descend(element: XmlElement | undefined, ...names: string[]): XmlElement | undefined {
  return names.reduce(child, element);
}

/** Every descendant of that local name, in document order. */
export function descendants(element: XmlElement | undefined, name: string): XmlElement[] {
  return (element?.children ?? []).flatMap((inner) => [
    ...(inner.name === name ? [inner] : []),
    ...descendants(inner, name),
  ]);
}

const WHITE = ' \t\r\n';

/**
 * An element's text without surrounding XML white space; null when absent or empty.
 * @NOTE `String.trim` would also take the full-width spaces that Japanese texts begin with.
 */
export function textOf(element: XmlElement | undefined): string | null {
  const text = element?.text ?? '';
  let [start, end] = [0, text.length];
  // A pattern for the end would try every run of blanks within: quadratic, and senders may be hostile.
  while (start < end && WHITE.includes(text.charAt(start))) start += 1;
  while (end > start && WHITE.includes(text.charAt(end - 1))) end -= 1;
  return start === end ? null : text.slice(start, end);
}

/** {@link textOf} of the first child of that name. */
export function childText(element: XmlElement | undefined, name: string): string | null {
  return textOf(child(element, name));
}

export function placeOf(element: XmlElement, below = ''): InputPlace {
  return { line: element.line, column: element.column, path: shortened(element.path, MAX_PATH_LENGTH) + below };
}

/** An error that points at an element, or at something missing `below` it (`/EventID`). */
export function errorAt(
  element: XmlElement,
  message: string,
  options: { code?: ErrorCode; below?: string } = {},
): HubError {
  const place = placeOf(element, options.below);
  const said = `${shortened(message, MAX_MESSAGE_LENGTH)} (${place.path}, line ${element.line})`;
  return new HubError(options.code ?? 'report.invalid', said, { place });
}

/** Messages quote the document, and a hostile one is long. */
const MAX_MESSAGE_LENGTH = 300;
const MAX_PATH_LENGTH = 500;

export function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}
