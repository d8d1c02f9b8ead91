import type { SaxesTagNS } from 'saxes';
import type { XmlElement } from './element.js';

/** How an element is written. */
export interface KeptSource {
  /** As a document of its own. */
  text: string;
  /** Where it stands in the text around it. */
  start: number;
  end: number;
}

interface Cut {
  element: XmlElement;
  start: number;
  nameEnd: number;
  depth: number;
  /** Namespaces that it uses and something around it declares, by prefix. */
  needed: Map<string, string>;
}

/**
 * Cuts elements out of a document as they are written: signed text survives that to the letter. Namespaces that an element
 * uses and its surroundings declare are declared in it instead, as they were before it was put there.
 */
export class KeptSources {
  private readonly sources = new Map<XmlElement, KeptSource>();
  /** Declarations of the open elements, outermost first. */
  private readonly scopes: Readonly<Record<string, string>>[] = [];
  private cut: Cut | null = null;

  constructor(
    private readonly text: string,
    private readonly wanted: (element: XmlElement) => boolean,
  ) {}

  /** Undefined for an element that nobody wanted, or that stands in one that somebody did. */
  of(element: XmlElement): KeptSource | undefined {
    return this.sources.get(element);
  }

  /** `position`: behind the start tag. */
  opened(element: XmlElement, tag: SaxesTagNS, position: number): void {
    if (!this.cut && this.wanted(element)) {
      // No attribute can hold a `<`.
      const start = this.text.lastIndexOf('<', position - 1);
      const nameEnd = start + 1 + tag.name.length;
      this.cut = { element, start, nameEnd, depth: this.scopes.length, needed: new Map() };
    }
    this.scopes.push(tag.ns);
    if (!this.cut) return;
    this.use(this.cut, tag.prefix, tag.uri);
    for (const { prefix, uri } of Object.values(tag.attributes)) if (prefix !== '') this.use(this.cut, prefix, uri);
  }

  /** `position`: behind the end tag. */
  closed(element: XmlElement | undefined, position: number): void {
    this.scopes.pop();
    if (!this.cut || this.cut.element !== element) return;
    const { start, nameEnd, needed } = this.cut;
    const declared = [...needed].map(([prefix, uri]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escaped(uri)}"`);
    const text = this.text.slice(start, nameEnd) + declared.join('') + this.text.slice(nameEnd, position);
    this.sources.set(element, { text, start, end: position });
    this.cut = null;
  }

  private use({ depth, needed }: Cut, prefix: string, uri: string): void {
    if (uri === '' || prefix === 'xml' || prefix === 'xmlns') return;
    if (!this.scopes.slice(depth).some((scope) => Object.hasOwn(scope, prefix))) needed.set(prefix, uri);
  }
}

function escaped(text: string): string {
  return text.replace(/[&<"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '"': '&quot;' })[character] ?? character);
}
