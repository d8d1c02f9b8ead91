import { HubError, type FeedFormat } from '@hinomi/contracts';

/** Formats whose documents can be played again; a table is the state of its day. */
const PLAYABLE = ['jma-xml', 'cap', 'gdacs', 'p2pquake', 'usgs-geojson'] as const;
export type PlayableFormat = (typeof PLAYABLE)[number];

/** A telegram that can be shown again as a drill. */
export interface ShiftableTelegram {
  format: PlayableFormat;
  /** When its sender sent it, milliseconds since 1970. */
  sentMs: number;
}

/** RFC 3339 with an offset, as it stands in text and in attributes; no namespace and no plain number looks like it. */
const TIME = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)/g;
const encoder = new TextEncoder();

/**
 * What a file is and when it was sent, by a look at its bytes; `report.unsupported` or `report.unreadable` otherwise.
 */
export function readTelegramTime(bytes: Uint8Array, claimed?: FeedFormat): ShiftableTelegram {
  const text = textOf(bytes);
  const format = claimed === undefined ? formatOf(text) : playable(claimed);
  const sentMs = sentTime(format, text);
  if (Number.isNaN(sentMs)) throw new HubError('report.unreadable', 'there is no time of sending');
  return { format, sentMs };
}

/**
 * The same telegram, all its times later by `byMs`, and marked as training: a JMA status becomes 訓練, a CAP status
 * Exercise. Texts in words (１６時１０分) stay as they were.
 */
export function shiftTelegram(format: PlayableFormat, bytes: Uint8Array, byMs: number): Uint8Array {
  const text = textOf(bytes);
  switch (format) {
    case 'jma-xml': {
      const shifted = shiftTimes(text, byMs)
        .replace(
          /(<(?:[\w-]+:)?EventID\s*>)([^<]*)(?=<)/g,
          (_, tag: string, ids: string) => tag + shiftEventIds(ids, byMs),
        )
        // Only the first: the Status of Control. Warnings have a Status of their own further down.
        .replace(/(<(?:[\w-]+:)?Status\s*>)[^<]*/, '$1訓練');
      return encoder.encode(shifted);
    }
    case 'cap':
      return encoder.encode(shiftTimes(text, byMs).replace(/(<(?:[\w-]+:)?status\s*>)[^<]*/, '$1Exercise'));
    case 'gdacs':
      return encoder.encode(shiftRssTimes(text, byMs));
    case 'p2pquake':
      return encoder.encode(JSON.stringify(shiftP2p(parseJson(text), byMs)));
    case 'usgs-geojson':
      return encoder.encode(JSON.stringify(shiftMillis(parseJson(text), byMs)));
  }
}

function playable(claimed: FeedFormat): PlayableFormat {
  const format = PLAYABLE.find((known) => known === claimed);
  if (format === undefined) throw new HubError('report.unsupported', `${claimed} cannot be played again`);
  return format;
}

/** Every time with an offset, keeping its offset and its precision. */
function shiftTimes(text: string, byMs: number): string {
  return text.replace(TIME, (written, local: string, fraction: string | undefined, offset: string) => {
    // The wall-clock text moves by the same amount, whatever the offset beside it says.
    const millis = Date.parse(`${local}Z`);
    if (Number.isNaN(millis)) return written;
    return `${new Date(millis + byMs).toISOString().slice(0, 19)}${fraction ?? ''}${offset}`;
  });
}

/** The times of RSS: `Mon, 30 Dec 2019 01:35:11 GMT`. */
function shiftRssTimes(text: string, byMs: number): string {
  return text.replace(/>([A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT)</g, (written, time: string) => {
    const millis = Date.parse(time);
    return Number.isNaN(millis) ? written : `>${new Date(millis + byMs).toUTCString()}<`;
  });
}

/** Ids made of a time, `YYYYMMDDhhmmss`, alone, in a list, or before a suffix; other ids are no times. */
function shiftEventIds(ids: string, byMs: number): string {
  return ids.replace(
    /(^|[\s　])(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?=$|[\s　_])/g,
    (written, before: string, ...parts) => {
      const [year, month, day, hour, minute, second] = parts as string[];
      const millis = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
      return Number.isNaN(millis)
        ? written
        : before + new Date(millis + byMs).toISOString().slice(0, 19).replace(/\D/g, '');
    },
  );
}

const P2P_TIME = /^(\d{4})\/(\d\d?)\/(\d\d?) (\d\d?:\d\d:\d\d)(\.\d+)?$/;

/** Every time of a body, and JMA's EventID in it; each body becomes a test. */
function shiftP2p(value: unknown, byMs: number): unknown {
  const shifted = (key: string, inner: unknown): unknown => {
    if (typeof inner !== 'string') return inner;
    if (key === 'eventId') return shiftEventIds(inner, byMs);
    return inner.replace(P2P_TIME, (written, year, month, day, clock: string, fraction: string | undefined) => {
      const millis = Date.parse(`${year}-${pad(month)}-${pad(day)}T${clock.padStart(8, '0')}Z`);
      if (Number.isNaN(millis)) return written;
      const [date = '', later = ''] = new Date(millis + byMs).toISOString().slice(0, 19).split('T');
      return `${date.replaceAll('-', '/')} ${later}${fraction ?? ''}`;
    });
  };
  const body = (item: unknown): unknown =>
    item !== null && typeof item === 'object' && !Array.isArray(item) ? { ...item, test: true } : item;
  const whole: unknown = JSON.parse(JSON.stringify(value, shifted));
  return Array.isArray(whole) ? whole.map(body) : body(whole);
}

function pad(number: string): string {
  return number.padStart(2, '0');
}

const MILLIS_FIELDS = new Set(['time', 'updated', 'generated']);

function shiftMillis(value: unknown, byMs: number): unknown {
  if (Array.isArray(value)) return value.map((item) => shiftMillis(item, byMs));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      MILLIS_FIELDS.has(key) && typeof inner === 'number' ? inner + byMs : shiftMillis(inner, byMs),
    ]),
  );
}

function sentTime(format: PlayableFormat, text: string): number {
  switch (format) {
    case 'jma-xml':
      return Date.parse(/<(?:[\w-]+:)?DateTime\s*>\s*([^<\s]+)/.exec(text)?.[1] ?? '');
    case 'cap':
      return Date.parse(/<(?:[\w-]+:)?sent\s*>\s*([^<\s]+)/.exec(text)?.[1] ?? '');
    case 'gdacs':
      return Date.parse(/<pubDate>([^<]+)</.exec(text)?.[1] ?? '');
    case 'p2pquake': {
      const [, date, clock] = /"time"\s*:\s*"(\d{4}\/\d\d?\/\d\d?) (\d\d?:\d\d:\d\d)/.exec(text) ?? [];
      return Date.parse(`${date} ${clock} GMT+0900`);
    }
    case 'usgs-geojson':
      return newestMillis(parseJson(text));
  }
}

/** When the summary was made; of a single event, when it was last changed. */
function newestMillis(value: unknown): number {
  if (value === null || typeof value !== 'object') return NaN;
  const { metadata, properties } = value as {
    metadata?: { generated?: unknown };
    properties?: { updated?: unknown; time?: unknown };
  };
  const stated = metadata?.generated ?? properties?.updated ?? properties?.time;
  return typeof stated === 'number' ? stated : NaN;
}

function formatOf(text: string): PlayableFormat {
  if (/^\s*[{[]/.test(text)) return /"issue"\s*:/.test(text) ? 'p2pquake' : 'usgs-geojson';
  if (text.includes('http://xml.kishou.go.jp/')) return 'jma-xml';
  if (text.includes('http://www.gdacs.org')) return 'gdacs';
  if (text.includes('urn:oasis:names:tc:emergency:cap:')) return 'cap';
  throw new HubError('report.unsupported', 'neither a JMA telegram, nor CAP, GDACS, P2P地震情報 or USGS GeoJSON');
}

/** Bytes in the encoding their XML declaration names, as text that declares UTF-8. */
function textOf(bytes: Uint8Array): string {
  const start = String.fromCharCode(...bytes.subarray(0, 200));
  const declared = /<\?xml[^>]*\sencoding=["']([\w-]+)["']/.exec(start)?.[1] ?? 'utf-8';
  try {
    const text = new TextDecoder(declared, { fatal: true }).decode(bytes);
    return text.replace(/^(<\?xml[^>]*\sencoding=["'])[\w-]+/, '$1UTF-8');
  } catch (cause) {
    throw new HubError('report.unreadable', `is not ${declared}`, { cause });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new HubError('report.unreadable', 'is not JSON', { cause });
  }
}
