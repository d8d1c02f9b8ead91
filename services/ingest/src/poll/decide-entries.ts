import type { Instant } from '@hinomi/contracts';
import type { ListEntry } from '@hinomi/formats';
import type { AtomSource, ListSource, PolledSource } from '../sources/source.js';

/** A document that a list names and the hub wants. */
export interface WantedDocument {
  /** As the list names it. */
  name: string;
  /** Its name, and when it was changed where the list says so: publishers reuse names for what they bring up to date. */
  entryId: string;
  url: URL;
  updated: Instant | null;
  /** The document itself, where the list carries it. */
  bytes: Uint8Array | null;
}

export interface ListedDocuments {
  wanted: WantedDocument[];
  /** Entries that lead where the source does not allow, as sentences. */
  refused: string[];
}

/** Hosts a source's documents may come from. */
export function allowedHosts(source: PolledSource): ReadonlySet<string> {
  return new Set([new URL(source.url).host, ...source.alsoHosts]);
}

/** Who may be told its credentials: not everybody that may give its documents. */
export function ownOrigins(source: PolledSource): ReadonlySet<string> {
  const long = source.kind === 'atom' && source.longUrl !== undefined ? [source.longUrl] : [];
  return new Set([source.url, ...long].map((url) => new URL(url).origin));
}

/** Of the entries of a list those to fetch: of a wanted kind, on an allowed host, each id once. */
export function decideEntries(source: ListSource, listUrl: URL, entries: readonly ListEntry[]): ListedDocuments {
  const hosts = allowedHosts(source);
  const wanted = new Map<string, WantedDocument>();
  const addresses = new Set<string>();
  const refused: string[] = [];
  for (const entry of entries) {
    const { id: name, updated, document: bytes } = entry;
    const entryId = updated === null ? name : `${name} ${updated}`;
    if (bytes !== null && source.format === 'cap') {
      if (!wanted.has(entryId)) wanted.set(entryId, { name, entryId, url: listUrl, updated, bytes });
      continue;
    }
    if (source.kind === 'atom' && !isWantedTelegram(source, entry.link)) continue;
    const url = URL.canParse(entry.link, listUrl.href) ? new URL(entry.link, listUrl) : null;
    // Lists that are read over https sometimes still write http.
    if (url?.protocol === 'http:' && listUrl.protocol === 'https:') url.protocol = 'https:';
    if (!url || !/^https?:$/.test(url.protocol) || !hosts.has(url.host)) {
      refused.push(`entry ${entry.id} leads to ${url?.host || entry.link}, which is not followed`);
    } else if (!wanted.has(entryId) && !addresses.has(url.href)) {
      // One alert for several areas is an entry for each of them on some lists.
      addresses.add(url.href);
      wanted.set(entryId, { name, entryId, url, updated, bytes: null });
    }
  }
  return { wanted: [...wanted.values()], refused };
}

/** Whether an entry that was changed still wants a document it listed before. */
export function isStillWanted(source: ListSource, { url }: WantedDocument): boolean {
  return allowedHosts(source).has(url.host) && (source.kind !== 'atom' || isWantedTelegram(source, url.href));
}

/** JMA names its files `<time>_<n>_<code>_<office>.xml`. */
function isWantedTelegram({ telegrams }: AtomSource, link: string): boolean {
  if (!telegrams) return true;
  const code = /_([A-Z]{4}\d\d)_[^/_]*\.xml$/.exec(link)?.[1];
  return code !== undefined && telegrams.some((wanted) => code.startsWith(wanted.replace('*', '')));
}
