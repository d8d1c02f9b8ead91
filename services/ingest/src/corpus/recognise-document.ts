import type { FeedFormat } from '@hinomi/contracts';

/** What a file is by its first bytes: a telegram of a format, or in a few words what else. */
export type Recognised = { format: FeedFormat } | { other: string };

/** A declaration, comments and a document type fit well within. */
const PEEK_BYTES = 64 * 1024;

const ROOTS: Readonly<Record<string, FeedFormat>> = { Report: 'jma-xml', alert: 'cap' };
const LISTS = ['feed', 'rss', 'RDF'];
const BINARY: readonly [RegExp, string][] = [
  [/^\x89PNG|^\xff\xd8\xff|^GIF8|^RIFF|^BM/, 'picture'],
  [/^%PDF/, 'PDF'],
  [/^PK/, 'ZIP archive'],
  [/^\x1f\x8b/, 'gzip'],
  [/^BUFR|^GRIB/, 'binary weather data'],
];

/** Goes by content; the name decides only where the content says nothing. */
export function recogniseDocument(bytes: Uint8Array, name: string): Recognised {
  if (bytes.byteLength === 0) return byName(name, 'empty file');
  const head = bytes.subarray(0, PEEK_BYTES);
  const raw = Buffer.from(head).toString('latin1');
  for (const [pattern, other] of BINARY) if (pattern.test(raw)) return { other };
  const text = textOf(head);
  if (/^\s*[{[]/.test(text)) return recogniseJson(text);
  const root = rootOf(text);
  if (root === null) return byName(name, text.includes('\u0000') ? 'binary file' : 'text');
  const format = ROOTS[root];
  if (format !== undefined) return { format };
  if (root === 'rss' && text.includes('http://www.gdacs.org')) return { format: 'gdacs' };
  return { other: LISTS.includes(root) ? `list of entries (<${root}>)` : `other XML (<${root}>)` };
}

/** What every body of P2P地震情報 that speaks of JMA has; those that speak of its users have their codes. */
const P2P = /"code"\s*:\s*(?:551|552|554|555|556|561|9611)\b|"issue"\s*:\s*\{[^{}]*"time"\s*:\s*"\d{4}\//;

function recogniseJson(text: string): Recognised {
  if (P2P.test(text)) return { format: 'p2pquake' };
  if (/"(phenomenonTime|dataArray|@iot\.\w+)"\s*:/.test(text)) return { format: 'sensorthings' };
  const isCollection = /"type"\s*:\s*"FeatureCollection"/.test(text);
  const isUsgs = /earthquake\.usgs\.gov|"magType"|"sources"\s*:\s*",/.test(text) || /"title"\s*:\s*"USGS/.test(text);
  return isCollection && isUsgs ? { format: 'usgs-geojson' } : { other: 'other JSON' };
}

/** The local name of the first element, past whatever may stand before it. */
function rootOf(text: string): string | null {
  let rest = text;
  for (;;) {
    const before = rest;
    rest = rest
      .replace(/^\s+/, '')
      .replace(/^<\?[^]*?\?>/, '')
      .replace(/^<!--[^]*?-->/, '')
      .replace(/^<!DOCTYPE(?:[^[>]*\[[^]*?\]\s*>|[^>]*>)/i, '');
    if (rest === before) break;
  }
  return /^<(?:[\p{L}_][\p{L}\p{N}._-]*:)?([\p{L}_][\p{L}\p{N}._-]*)/u.exec(rest)?.[1] ?? null;
}

/** Bytes that are no text in any encoding still have their ASCII, which is all that is looked at. */
function textOf(head: Uint8Array): string {
  const [a, b] = head;
  const sixteen = a === 0xff || b === 0 ? 'utf-16le' : a === 0xfe || a === 0 ? 'utf-16be' : null;
  return new TextDecoder(sixteen ?? 'utf-8').decode(head);
}

/** What calls itself a telegram and is none is a refusal, not something else. */
function byName(name: string, other: string): Recognised {
  if (/\.cap$/i.test(name)) return { format: 'cap' };
  return /\.xml$/i.test(name) ? { format: 'jma-xml' } : { other };
}
