import {
  HubError,
  readInstant,
  type GdacsFigure,
  type GdacsLevel,
  type GdacsStatement,
  type Instant,
  type LngLat,
} from '@hinomi/contracts';
import { child, children, errorAt, textOf, type XmlElement } from '../xml/element.js';
import { readXml } from '../xml/read-xml.js';
import { rssChannel } from '../rss/parse-rss.js';
import { readRssTime } from '../rss/rfc822.js';

export interface GdacsEvent extends Omit<GdacsStatement, 'hazard' | 'absent'> {
  title: string;
  description: string;
  /** When GDACS last changed it; of lists that do not say so, the date of the item. */
  modified: Instant;
}

export interface GdacsFeed {
  /** When the list was written; null when it does not say. */
  published: Instant | null;
  events: GdacsEvent[];
  /** Items without identity, time or place, which nobody can follow. */
  problems: HubError[];
}

const GDACS = 'http://www.gdacs.org';
const GEORSS = 'http://www.georss.org/georss';
const GEO = 'http://www.w3.org/2003/01/geo/wgs84_pos#';

/**
 * Reads a GDACS list (`https://www.gdacs.org/xml/rss.xml`). One bad item does not cost the others.
 *
 * Errors: those of `readXml`, `report.unsupported` for any other document, an RSS of others included.
 */
export function parseGdacs(bytes: Uint8Array): GdacsFeed {
  const channel = rssChannel(readXml(bytes));
  const items = children(channel, 'item');
  const [first] = items;
  if (first && !items.some((item) => item.children.some(({ ns }) => ns === GDACS))) {
    throw errorAt(first, 'this RSS has no elements of GDACS', { code: 'report.unsupported' });
  }
  const feed: GdacsFeed = { published: timeOf(channel, '', 'pubDate'), events: [], problems: [] };
  for (const item of items) {
    try {
      feed.events.push(readEvent(item));
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      feed.problems.push(error);
    }
  }
  return feed;
}

function readEvent(item: XmlElement): GdacsEvent {
  const identity = identityOf(item);
  const [fromDate, toDate] = [timeOf(item, GDACS, 'fromdate'), timeOf(item, GDACS, 'todate')];
  const [lngLat, bbox] = [pointOf(item), boxOf(item)];
  if (lngLat === null && bbox === null) throw errorAt(item, 'the event has no place', { below: '/point' });
  return {
    ...identity,
    episodeId: textIn(item, GDACS, 'episodeid'),
    name: textIn(item, GDACS, 'eventname'),
    title: textIn(item, '', 'title') ?? '',
    description: textIn(item, '', 'description') ?? '',
    modified: modifiedOf(item, toDate),
    alertLevel: levelOf(item, 'alertlevel'),
    alertScore: numberOf(textIn(item, GDACS, 'alertscore')),
    episodeAlertLevel: levelOf(item, 'episodealertlevel'),
    fromDate,
    toDate,
    isCurrent: textIn(item, GDACS, 'iscurrent')?.toLowerCase() !== 'false',
    severity: figureOf(item, 'severity'),
    population: figureOf(item, 'population'),
    vulnerability: textIn(item, GDACS, 'vulnerability'),
    countries: listed(textIn(item, GDACS, 'country')),
    iso3: textIn(item, GDACS, 'iso3'),
    glide: textIn(item, GDACS, 'glide'),
    lngLat,
    bbox,
    url: textIn(item, '', 'link'),
    capUrl: textIn(item, GDACS, 'cap'),
  };
}

/** Type and number of the event; an item that lacks them has them in its guid (`TC1000643`). */
function identityOf(item: XmlElement): Pick<GdacsEvent, 'eventType' | 'eventId'> {
  const [, ofGuid, idOfGuid] = /^([A-Z]{2})(\d+)$/.exec(textIn(item, '', 'guid') ?? '') ?? [];
  const eventType = textIn(item, GDACS, 'eventtype') ?? ofGuid ?? '';
  const eventId = textIn(item, GDACS, 'eventid') ?? idOfGuid ?? '';
  if (!/^[A-Z]{2}$/.test(eventType)) throw errorAt(item, `"${eventType}" is no type of event`, { below: '/eventtype' });
  if (!/^\d{1,15}$/.test(eventId)) throw errorAt(item, `"${eventId}" is no number of an event`, { below: '/eventid' });
  return { eventType, eventId };
}

/** A list that does not say when an item was changed still dates it; `todate` may lie ahead. */
function modifiedOf(item: XmlElement, toDate: Instant | null): Instant {
  const modified = timeOf(item, GDACS, 'datemodified') ?? timeOf(item, '', 'pubDate') ?? toDate;
  if (modified === null) throw errorAt(item, 'the event has no time', { below: '/datemodified' });
  return modified;
}

function levelOf(item: XmlElement, name: string): GdacsLevel | null {
  const written = textIn(item, GDACS, name)?.toLowerCase();
  return LEVELS.find((level) => level.toLowerCase() === written) ?? null;
}
const LEVELS: readonly GdacsLevel[] = ['Green', 'Orange', 'Red'];

function figureOf(item: XmlElement, name: string): GdacsFigure | null {
  const element = inside(item, GDACS, name);
  if (!element) return null;
  const { value, unit = '' } = element.attributes;
  return { value: numberOf(value ?? null), unit, text: textOf(element) ?? '' };
}

/** `georss:point` is latitude, longitude. */
function pointOf(item: XmlElement): LngLat | null {
  const [lat, lng] = (textIn(item, GEORSS, 'point') ?? '').split(/[ \t\r\n]+/);
  const point = child(item, 'Point');
  return place(lng, lat) ?? place(textIn(point, GEO, 'long'), textIn(point, GEO, 'lat'));
}

/** `gdacs:bbox` is lonmin lonmax latmin latmax; its corners may lie beyond the antimeridian or a pole. */
function boxOf(item: XmlElement): GdacsEvent['bbox'] {
  const numbers = (textIn(item, GDACS, 'bbox') ?? '').split(/[ \t\r\n]+/).flatMap((text) => numberOf(text) ?? []);
  const [west, east, south, north, ...more] = numbers;
  if (west === undefined || east === undefined || south === undefined || north === undefined || more.length > 0) {
    return null;
  }
  if (south > north || west > east || Math.abs(west) > 360 || Math.abs(east) > 360) return null;
  return [west, Math.max(-90, south), east, Math.min(90, north)];
}

function place(lng: string | null | undefined, lat: string | null | undefined): LngLat | null {
  const [x, y] = [numberOf(lng ?? null), numberOf(lat ?? null)];
  return x === null || y === null || Math.abs(x) > 180 || Math.abs(y) > 90 ? null : [x, y];
}

function numberOf(text: string | null): number | null {
  return text !== null && /^[+-]?\d{1,15}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,2})?$/.test(text) ? Number(text) : null;
}

function listed(text: string | null): string[] {
  return (text ?? '').split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
}

function timeOf(parent: XmlElement, ns: string, name: string): Instant | null {
  const written = textIn(parent, ns, name);
  return written === null ? null : (readRssTime(written) ?? readInstant(written));
}

function textIn(parent: XmlElement | undefined, ns: string, name: string): string | null {
  return textOf(parent === undefined ? undefined : inside(parent, ns, name));
}

/** An event has some fifty elements and is asked for half of them: they are found by their names. */
const BY_NAME = new WeakMap<XmlElement, Map<string, XmlElement[]>>();

function inside(parent: XmlElement, ns: string, name: string): XmlElement | undefined {
  let byName = BY_NAME.get(parent);
  if (byName === undefined) {
    byName = new Map();
    for (const element of parent.children) {
      const same = byName.get(element.name);
      if (same) same.push(element);
      else byName.set(element.name, [element]);
    }
    BY_NAME.set(parent, byName);
  }
  return byName.get(name)?.find((element) => element.ns === ns);
}
