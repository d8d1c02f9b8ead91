import type { HubError, Instant } from '@hinomi/contracts';
import { CAP_VERSIONS } from '../cap/cap-alert.js';
import { textOf, type XmlElement } from '../xml/element.js';
import type { KeptSources } from '../xml/kept-sources.js';

/** One document that a list names, whether the list is Atom or RSS. */
export interface ListEntry {
  id: string;
  /** Where the document is, as written: it may be relative to the list. Empty when the list only embeds it. */
  link: string;
  updated: Instant | null;
  title: string;
  /** The CAP alert itself where the list carries it, as a document of its own. */
  document: Uint8Array | null;
}

export interface DocumentList {
  title: string;
  updated: Instant | null;
  entries: ListEntry[];
  /** Entries that nobody can follow. */
  problems: HubError[];
}

export const CAP_TYPE = 'application/cap+xml';

/** A CAP alert, wherever it stands. */
export function isAlert({ name, ns }: XmlElement): boolean {
  return name === 'alert' && Object.hasOwn(CAP_VERSIONS, ns);
}

/**
 * The CAP alert inside an entry, directly or as its content, also as a text; exactly as it is written there, so that a
 * signature still fits.
 */
export function embeddedAlert(entry: XmlElement, sources: KeptSources): Uint8Array | null {
  const inside = [...entry.children, ...entry.children.flatMap(({ children }) => children)];
  const alert = inside.find(isAlert);
  const written = alert ? sources.of(alert)?.text : entry.children.map(writtenAlert).find((text) => text !== null);
  return written === undefined || written === null ? null : new TextEncoder().encode(written);
}

const DECLARATION = /^<\?xml[^>]*\?>\s*/;

/** A document within a text (escaped, or CDATA), without a declaration, whose encoding is that of the list. */
function writtenAlert(element: XmlElement): string | null {
  const text = textOf(element)?.replace(DECLARATION, '') ?? '';
  const begins = /^<(?:[\w.-]+:)?alert\s[^>]{0,2000}/.exec(text)?.[0] ?? '';
  return Object.keys(CAP_VERSIONS).some((ns) => begins.includes(ns)) ? text : null;
}
