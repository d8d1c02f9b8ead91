import { readInstant, type Instant } from '@hinomi/contracts';
import { children, childText, errorAt, type XmlElement } from '../xml/element.js';
import { readXmlKeeping } from '../xml/read-xml.js';
import { CAP_TYPE, embeddedAlert, isAlert, type DocumentList } from './document-list.js';

const ATOM = 'http://www.w3.org/2005/Atom';

/**
 * Reads an Atom feed (RFC 4287) as a list of documents. One bad entry does not cost the others.
 *
 * Errors: those of `readXml`, `report.unsupported` for any other document.
 */
export function parseAtom(bytes: Uint8Array): DocumentList {
  const { root, sources } = readXmlKeeping(bytes, isAlert);
  if (root.name !== 'feed' || root.ns !== ATOM) {
    throw errorAt(root, `<${root.name}> of namespace "${root.ns}" is not an Atom feed`, { code: 'report.unsupported' });
  }
  const title = childText(root, 'title') ?? '';
  const feed: DocumentList = { title, updated: updatedOf(root), entries: [], problems: [] };
  for (const entry of children(root, 'entry')) {
    const id = childText(entry, 'id');
    const link = linkOf(entry);
    const document = embeddedAlert(entry, sources);
    if (id === null) feed.problems.push(errorAt(entry, 'the entry has no id', { below: '/id' }));
    else if (link === null && document === null) {
      feed.problems.push(errorAt(entry, 'the entry has no link', { below: '/link' }));
    } else {
      const titled = { updated: updatedOf(entry), title: childText(entry, 'title') ?? '' };
      feed.entries.push({ id, link: link ?? '', ...titled, document });
    }
  }
  return feed;
}

/** The alert itself where a list offers it beside a page about it; else the first alternate. */
function linkOf(entry: XmlElement): string | null {
  const links = children(entry, 'link').map(({ attributes }) => attributes);
  const cap = links.find(({ type, href }) => type === CAP_TYPE && href);
  const alternate = links.find(({ rel, href }) => (rel ?? 'alternate') === 'alternate' && href);
  // A content elsewhere (RFC 4287 section 4.1.3.2).
  const content = children(entry, 'content').find(({ attributes }) => attributes['type'] === CAP_TYPE);
  return cap?.['href'] ?? content?.attributes['src'] ?? alternate?.['href'] ?? null;
}

function updatedOf(element: XmlElement): Instant | null {
  const written = childText(element, 'updated');
  return written === null ? null : readInstant(written);
}
