import type { Instant, LngLat } from '@hinomi/contracts';
import type { CapAlert, CapInfo } from '../cap/cap-alert.js';
import { capTime } from '../cap/write-cap-alert.js';
import { el, textEl, type Xml } from '../xml/write-xml.js';
import { CAP_TYPE } from './document-list.js';

/** One alert of the list, and where its own document is. */
export interface CapFeedEntry {
  alert: CapAlert;
  /** Absolute address of the single CAP document. */
  url: string;
  /** When the hub first published it; absent = when it was sent. */
  published?: Instant;
}

export interface CapFeed {
  /** A URI that names the list for ever. */
  id: string;
  title: string;
  /** Where the list itself is. */
  selfUrl: string;
  /** When anything in it last changed: readers ask again only after a change. */
  updated: Instant;
  author: { name: string; uri?: string; email?: string };
  /** The language of titles and summaries where an alert has it; absent = ja. */
  language?: 'ja' | 'en';
  entries: readonly CapFeedEntry[];
}

const NAMESPACES = {
  xmlns: 'http://www.w3.org/2005/Atom',
  'xmlns:cap': 'urn:oasis:names:tc:emergency:cap:1.2',
  'xmlns:georss': 'http://www.georss.org/georss',
};
const ATOM_TYPE = 'application/atom+xml';

/** Readers lay a list out; what goes further stands in the document. */
const MOST_SHAPES = 20;

/**
 * CAP alerts as an Atom 1.0 list (RFC 4287; OASIS "Example Practices: CAP Feeds"; interop 8): each entry has the alert's identifier as its id, links the
 * document as `application/cap+xml`, and repeats its main facts as `cap:` elements and GeoRSS (`lat lon`). A message that updates
 * another is an entry of its own. For how long old ones stay is for the caller to say.
 */
export function writeCapFeed(feed: CapFeed): string {
  const { id, title, selfUrl, updated, author, language = 'ja', entries } = feed;
  const root = el(
    'feed',
    [
      textEl('id', id),
      textEl('title', title),
      textEl('updated', capTime(updated)),
      link('self', selfUrl, ATOM_TYPE),
      el('author', [
        textEl('name', author.name),
        author.uri === undefined ? null : textEl('uri', author.uri),
        author.email === undefined ? null : textEl('email', author.email),
      ]),
      ...entries.map((entry) => entryOf(entry, language)),
    ],
    { ...NAMESPACES, 'xml:lang': language },
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

function entryOf({ alert, url, published }: CapFeedEntry, language: string): Xml {
  const { identifier, sent, status, msgType, infos } = alert;
  const info = infos.find((one) => one.language.toLowerCase().startsWith(language)) ?? infos[0];
  return el('entry', [
    textEl('id', identifier),
    textEl('title', info?.headline || info?.event || identifier),
    textEl('updated', capTime(sent)),
    textEl('published', capTime(published ?? sent)),
    link('alternate', url, CAP_TYPE),
    info === undefined ? null : textEl('summary', info.description || info.headline || info.event),
    ...(info?.categories ?? []).map((term) => el('category', null, { term })),
    ...facts({ identifier, sender: alert.sender, sent: capTime(sent), status, msgType, scope: alert.scope }),
    ...(info === undefined ? [] : [...factsOf(info), ...placesOf(info)]),
  ]);
}

function factsOf(info: CapInfo): Xml[] {
  const { event, urgency, severity, certainty, effective, onset, expires, areas } = info;
  return [
    ...facts({
      event,
      urgency,
      severity,
      certainty,
      effective: effective && capTime(effective),
      onset: onset && capTime(onset),
      expires: expires && capTime(expires),
      areaDesc: areas.map(({ description }) => description).join('、'),
    }),
    ...areas.flatMap(({ geocodes }) =>
      geocodes.map(({ valueName, value }) =>
        el('cap:geocode', [textEl('cap:valueName', valueName), textEl('cap:value', value)]),
      ),
    ),
  ];
}

function facts(values: Readonly<Record<string, string | null>>): Xml[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === null || value === '' ? [] : [textEl(`cap:${name}`, value)],
  );
}

function placesOf({ areas }: CapInfo): Xml[] {
  const polygons = areas.flatMap(({ rings }) => rings.map((ring) => textEl('georss:polygon', latLon(ring))));
  const points = areas.flatMap(({ circles }) => circles.map(({ center }) => textEl('georss:point', latLon([center]))));
  return [...polygons, ...points].slice(0, MOST_SHAPES);
}

/** GeoRSS simple: the latitude first, blanks between all numbers. */
function latLon(positions: readonly LngLat[]): string {
  return positions.map(([lng, lat]) => `${degrees(lat)} ${degrees(lng)}`).join(' ');
}

function degrees(value: number): string {
  return String(Number(value.toFixed(5)) + 0);
}

function link(rel: string, href: string, type?: string): Xml {
  return el('link', null, { rel, href, ...(type === undefined ? {} : { type }) });
}
