import type { HubError, Instant } from '@hinomi/contracts';
import { CAP_VERSIONS } from '../cap/cap-alert.js';
import type { XmlElement } from '../xml/element.js';
import { elementBytes } from '../xml/write-element.js';

/** One document that a list names, whether the list is Atom or RSS. */
export interface ListEntry {
  id: string;
  /** Where the document is, as written: it may be relative to the list. Empty when the list only embeds it. */
  link: string;
  updated: Instant | null;
  title: string;
  /** The CAP alert itself where the list carries it. Its signature, if it had one, does not survive that. */
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

/** The CAP alert inside an entry, directly or as its content. */
export function embeddedAlert(entry: XmlElement): Uint8Array | null {
  const inside = [...entry.children, ...entry.children.flatMap(({ children }) => children)];
  const alert = inside.find(({ name, ns }) => name === 'alert' && Object.hasOwn(CAP_VERSIONS, ns));
  return alert ? elementBytes(alert) : null;
}
