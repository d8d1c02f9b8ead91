import { HubError, type InputPlace } from '@hinomi/contracts';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { decodedPieces, decodeXml } from './decode-xml.js';
import { KeptSources } from './kept-sources.js';
import { shortened, type XmlElement } from './element.js';

/** Above the largest telegram on record (6 MB), below what hurts to hold. */
export const MAX_XML_BYTES = 8 * 1024 * 1024;

/** Four times the largest telegram on record: each costs memory and time, however few bytes it has. */
export const MAX_XML_ELEMENTS = 400_000;

/** Telegrams reach depth 12; deep nesting with namespaces is quadratic in the parser. */
export const MAX_XML_DEPTH = 64;

type OpenElement = XmlElement & { children: XmlElement[] };

/**
 * Sees every element as soon as it is whole; one it answers `true` for does not stay in the tree, so that a long list never
 * stands in memory at once. `root` is the document as far as it is read.
 */
export type TakeElement = (element: XmlElement, parent: XmlElement, root: XmlElement) => boolean;

/**
 * Reads a well-formed, namespace-correct document into a small tree. Refuses document types altogether, so no entity is
 * ever declared or expanded.
 *
 * Errors: `report.too-large` above {@link MAX_XML_BYTES}, else `report.unreadable`, both with line, column and path.
 */
export function readXml(bytes: Uint8Array, take?: TakeElement): XmlElement {
  return read(bytes, { take }).root;
}

/** {@link readXml}, which also keeps how the wanted elements are written. */
export function readXmlKeeping(
  bytes: Uint8Array,
  wanted: (element: XmlElement) => boolean,
): { root: XmlElement; sources: KeptSources } {
  return read(bytes, { keep: (text) => new KeptSources(text, wanted) });
}

function read<K extends KeptSources | undefined>(
  bytes: Uint8Array,
  { keep, take }: { keep?: (text: string) => K; take?: TakeElement | undefined },
): { root: XmlElement; sources: K } {
  if (bytes.byteLength > MAX_XML_BYTES) {
    throw new HubError('report.too-large', `${bytes.byteLength} bytes of XML; at most ${MAX_XML_BYTES} are read`, {
      place: { line: 1, column: 1 },
    });
  }
  // How elements are written can only be kept of the whole text.
  const text = keep && decodeXml(bytes);
  const sources = text === undefined ? undefined : keep?.(text);
  const parser = new SaxesParser({ xmlns: true });
  const open: OpenElement[] = [];
  let root: OpenElement | undefined;
  let elements = 0;
  let [startLine, startColumn] = [1, 1];

  const here = (): InputPlace => ({
    line: parser.line,
    column: parser.columnIndex + 1,
    path: shortened(open.at(-1)?.path ?? '/', 500),
  });
  const refuse = (why: string): never => {
    const place = here();
    throw new HubError(
      'report.unreadable',
      `${shortened(why, 300)} (${place.path}, line ${place.line}, column ${place.column})`,
      {
        place,
      },
    );
  };
  const addText = (more: string): void => {
    const top = open.at(-1);
    if (top) top.text += more;
  };

  parser.on('error', (error) => refuse(error.message.replace(/^\d+:\d+: /, '')));
  parser.on('doctype', () => refuse('a document type declaration is not accepted'));
  parser.on('opentagstart', (tag) => {
    startLine = parser.line;
    startColumn = Math.max(1, parser.columnIndex - tag.name.length - 1);
  });
  parser.on('opentag', (tag) => {
    elements += 1;
    if (elements > MAX_XML_ELEMENTS) refuse(`there are more than ${MAX_XML_ELEMENTS} elements`);
    if (open.length === MAX_XML_DEPTH) refuse(`elements nest deeper than ${MAX_XML_DEPTH}`);
    const parent = open.at(-1);
    const element = openElement(tag, parent?.path ?? '', startLine, startColumn);
    parent?.children.push(element);
    root ??= element;
    open.push(element);
    sources?.opened(element, tag, parser.position);
  });
  parser.on('closetag', () => {
    const [element, parent] = [open.pop(), open.at(-1)];
    sources?.closed(element, parser.position);
    if (take && element && parent && root && take(element, parent, root)) parent.children.pop();
  });
  parser.on('text', addText);
  parser.on('cdata', addText);

  for (const piece of text === undefined ? decodedPieces(bytes) : [text]) parser.write(piece);
  parser.close();
  return { root: root ?? refuse('there is no element'), sources: sources as K };
}

function openElement(tag: SaxesTagNS, parentPath: string, line: number, column: number): OpenElement {
  return {
    name: tag.local,
    ns: tag.uri,
    attributes: attributesOf(tag),
    children: [],
    text: '',
    line,
    column,
    path: `${parentPath}/${tag.local}`,
  };
}

/** Most elements have none, so they share one object. */
const NO_ATTRIBUTES: Readonly<Record<string, string>> = Object.freeze({});

function attributesOf(tag: SaxesTagNS): Readonly<Record<string, string>> {
  let written: [string, string][] | null = null;
  for (const name in tag.attributes) {
    const attribute = tag.attributes[name];
    if (!attribute || name === 'xmlns' || attribute.prefix === 'xmlns') continue;
    written ??= [];
    written.push([name, attribute.value]);
  }
  return written === null ? NO_ATTRIBUTES : Object.fromEntries(written);
}
