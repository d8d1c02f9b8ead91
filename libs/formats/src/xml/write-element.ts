import type { XmlElement } from './element.js';

/**
 * An element with all that is in it as a document of its own, in UTF-8. Prefixes are gone: every element declares its
 * namespace where it changes. Attributes with a prefix, comments and instructions are left out.
 */
export function elementBytes(element: XmlElement): Uint8Array {
  return new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>\n${written(element, '')}`);
}

function written(element: XmlElement, ns: string): string {
  const attributes = Object.entries(element.attributes)
    .filter(([name]) => !name.includes(':'))
    .map(([name, value]) => ` ${name}="${escaped(value).replaceAll('"', '&quot;')}"`);
  const declared = element.ns === ns ? '' : ` xmlns="${escaped(element.ns).replaceAll('"', '&quot;')}"`;
  const inner = element.children.map((inside) => written(inside, element.ns)).join('');
  return `<${element.name}${declared}${attributes.join('')}>${escaped(element.text)}${inner}</${element.name}>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => ESCAPES[character] ?? character);
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };
