import { readInstant, type FeedFormat, type Instant } from '@hinomi/contracts';

/** A look at a document without parsing it: is it what was asked for, to its end, and when was it sent? */
export type DocumentLook = { looks: 'whole'; sentAt: Instant | null } | { looks: 'wrong'; reason: string };

const XML: Partial<Record<FeedFormat, { root: string; sentAt: RegExp }>> = {
  // The first DateTime of a telegram is Control/DateTime.
  'jma-xml': { root: 'Report', sentAt: /<(?:[\w-]+:)?DateTime\s*>\s*([^<\s]+)/ },
  gdacs: { root: 'rss', sentAt: /<(?:[\w-]+:)?pubDate\s*>\s*([^<\s]+)/ },
  cap: { root: 'alert', sentAt: /<(?:[\w-]+:)?sent\s*>\s*([^<\s]+)/ },
};

/** Where the end tag must be found, comments behind it included. */
const TAIL = 1024;

/**
 * Error pages and cut documents are recognised here, so that they are fetched again instead of being taken for the
 * report.
 */
export function decideDocument(format: FeedFormat, bytes: Uint8Array): DocumentLook {
  // Only ASCII is looked for, and every encoding that JMA and CAP use in practice keeps ASCII as it is.
  const text = new TextDecoder('latin1').decode(bytes);
  const xml = XML[format];
  if (!xml) {
    const whole = /^\s*\{/.test(text.slice(0, TAIL)) && /\}\s*$/.test(text.slice(-TAIL));
    return whole ? { looks: 'whole', sentAt: null } : { looks: 'wrong', reason: 'it is not a whole JSON document' };
  }
  const root = /<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)/.exec(afterComments(text))?.[1];
  if (root !== xml.root) return { looks: 'wrong', reason: `it begins with <${root ?? ''}>, not <${xml.root}>` };
  if (!new RegExp(`</(?:[\\w.-]+:)?${xml.root}\\s*>`).test(text.slice(-TAIL))) {
    return { looks: 'wrong', reason: `it has no end (</${xml.root}>)` };
  }
  const written = xml.sentAt.exec(text)?.[1];
  return { looks: 'whole', sentAt: written === undefined ? null : readInstant(written) };
}

/** What follows the comments before the first element; a pattern would look for each end anew. */
function afterComments(text: string): string {
  let from = 0;
  for (;;) {
    const tag = text.indexOf('<', from);
    if (tag === -1) return '';
    if (!text.startsWith('<!--', tag)) {
      if (text[tag + 1] !== '?' && text[tag + 1] !== '!') return text.slice(tag, tag + 256);
      from = tag + 1;
      continue;
    }
    const end = text.indexOf('-->', tag);
    if (end === -1) return '';
    from = end + 3;
  }
}
