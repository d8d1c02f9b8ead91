import type { XmlElement } from '../xml/element.js';

const OWN = 'http://xml.kishou.go.jp/';

/**
 * The document without elements of foreign namespaces, which relays add and which must not pass for JMA's own. Elements
 * without any namespace stay: telegrams that lost theirs on the way are read.
 */
export function ownElements(element: XmlElement): XmlElement {
  if (element.children.every(isOwnWhole)) return element;
  return { ...element, children: element.children.filter(isOwn).map(ownElements) };
}

/** JMA's own, or without any namespace. */
export function isOwn({ ns }: XmlElement): boolean {
  return ns === '' || ns.startsWith(OWN);
}

function isOwnWhole(element: XmlElement): boolean {
  return isOwn(element) && element.children.every(isOwnWhole);
}
