import type { HubError, Instant } from '@hinomi/contracts';
import { child, children, childText, errorAt, textOf, type XmlElement } from '../xml/element.js';
import type { KeptSources } from '../xml/kept-sources.js';
import { readXmlKeeping } from '../xml/read-xml.js';
import { CAP_TYPE, embeddedAlert, isAlert, type DocumentList, type ListEntry } from '../atom/document-list.js';
import { readRssTime } from './rfc822.js';

/**
 * Reads an RSS 2.0 feed as a list of documents. One bad item does not cost the others.
 *
 * Errors: those of `readXml`, `report.unsupported` for any other document.
 */
export function parseRss(bytes: Uint8Array): DocumentList {
  const { root, sources } = readXmlKeeping(bytes, isAlert);
  const channel = rssChannel(root);
  const list: DocumentList = {
    title: childText(channel, 'title') ?? '',
    updated: timeOf(channel, 'lastBuildDate') ?? timeOf(channel, 'pubDate'),
    entries: [],
    problems: [],
  };
  for (const item of children(channel, 'item')) {
    const entry = entryOf(item, sources);
    if ('id' in entry) list.entries.push(entry);
    else list.problems.push(entry);
  }
  return list;
}

/** The channel of an RSS 2.0 document; throws `report.unsupported` for any other. */
export function rssChannel(root: XmlElement): XmlElement {
  const channel = child(root, 'channel');
  if (root.name !== 'rss' || root.ns !== '' || !channel) {
    throw errorAt(root, `<${root.name}> of namespace "${root.ns}" is not an RSS feed`, { code: 'report.unsupported' });
  }
  return channel;
}

function entryOf(item: XmlElement, sources: KeptSources): ListEntry | HubError {
  const guid = child(item, 'guid');
  const link = linkOf(item, guid);
  const id = textOf(guid) ?? link;
  const document = embeddedAlert(item, sources);
  if (id === null) return errorAt(item, 'the item has neither a guid nor a link', { below: '/guid' });
  if (link === null && document === null) return errorAt(item, 'the item has no link', { below: '/link' });
  const title = childText(item, 'title') ?? '';
  return { id, link: link ?? '', updated: timeOf(item, 'pubDate'), title, document };
}

/** The alert itself where an item offers it beside a page about it; else its link, or its guid where that is one. */
function linkOf(item: XmlElement, guid: XmlElement | undefined): string | null {
  const enclosed = children(item, 'enclosure').find(({ attributes }) => attributes['type'] === CAP_TYPE);
  const links = children(item, 'link');
  const typed = links.find(({ attributes }) => attributes['type'] === CAP_TYPE);
  const plain = links.find(({ ns }) => ns === '');
  const permanent = guid?.attributes['isPermaLink'] === 'false' ? null : textOf(guid);
  return (
    enclosed?.attributes['url'] ??
    typed?.attributes['href'] ??
    textOf(plain) ??
    (permanent && /^https?:/.test(permanent) ? permanent : null)
  );
}

function timeOf(element: XmlElement, name: string): Instant | null {
  const written = childText(element, name);
  return written === null ? null : readRssTime(written);
}
