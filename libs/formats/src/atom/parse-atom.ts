import { readInstant, type HubError, type Instant } from '@hinomi/contracts';
import { children, childText, errorAt, type XmlElement } from '../xml/element.js';
import { readXml } from '../xml/read-xml.js';

export interface AtomEntry {
  id: string;
  /** Where the document is, as written: it may be relative to the feed. */
  link: string;
  updated: Instant | null;
  title: string;
}

export interface AtomFeed {
  title: string;
  updated: Instant | null;
  entries: AtomEntry[];
  /** Entries without an id or a link, which nobody can follow. */
  problems: HubError[];
}

const ATOM = 'http://www.w3.org/2005/Atom';
const CAP_TYPE = 'application/cap+xml';

/**
 * Reads an Atom feed (RFC 4287) as a list of documents. One bad entry does not cost the others.
 *
 * Errors: those of `readXml`, `report.unsupported` for any other document.
 */
export function parseAtom(bytes: Uint8Array): AtomFeed {
  const root = readXml(bytes);
  if (root.name !== 'feed' || root.ns !== ATOM) {
    throw errorAt(root, `<${root.name}> of namespace "${root.ns}" is not an Atom feed`, { code: 'report.unsupported' });
  }
  const feed: AtomFeed = { title: childText(root, 'title') ?? '', updated: updatedOf(root), entries: [], problems: [] };
  for (const entry of children(root, 'entry')) {
    const id = childText(entry, 'id');
    const link = linkOf(entry);
    if (id === null) feed.problems.push(errorAt(entry, 'the entry has no id', { below: '/id' }));
    else if (link === null) feed.problems.push(errorAt(entry, 'the entry has no link', { below: '/link' }));
    else feed.entries.push({ id, link, updated: updatedOf(entry), title: childText(entry, 'title') ?? '' });
  }
  return feed;
}

/** The alert itself where a list offers it beside a page about it; else the first alternate. */
function linkOf(entry: XmlElement): string | null {
  const links = children(entry, 'link').map(({ attributes }) => attributes);
  const cap = links.find(({ type, href }) => type === CAP_TYPE && href);
  const alternate = links.find(({ rel, href }) => (rel ?? 'alternate') === 'alternate' && href);
  return (cap ?? alternate)?.['href'] ?? null;
}

function updatedOf(element: XmlElement): Instant | null {
  const written = childText(element, 'updated');
  return written === null ? null : readInstant(written);
}
