import type { XmlElement } from '../xml/element.js';

const OWN = 'http://xml.kishou.go.jp/';

/**
 * The document without elements of foreign namespaces, which relays add and which must not pass for JMA's own. Elements
 * without any namespace stay: telegrams that lost theirs on the way are read.
 */
export function ownElements(element: XmlElement): XmlElement {
  const children = element.children.filter(({ ns }) => ns === '' || ns.startsWith(OWN)).map(ownElements);
  const unchanged =
    children.length === element.children.length && children.every((one, index) => one === element.children[index]);
  return unchanged ? element : { ...element, children };
}
