import { gzipSync } from 'fflate';
import { zxyToTileId } from 'pmtiles';

/** One vector tile, not compressed. */
export interface Tile {
  z: number;
  x: number;
  y: number;
  bytes: Uint8Array;
}

export interface ArchiveDescription {
  name: string;
  attribution: string;
  layers: readonly { id: string; minzoom: number; maxzoom: number; fields: Readonly<Record<string, string>> }[];
  minZoom: number;
  maxZoom: number;
  bounds: readonly [west: number, south: number, east: number, north: number];
}

interface Entry {
  id: number;
  offset: number;
  length: number;
  run: number;
}

const HEADER_BYTES = 127;
/** The root directory must lie within the first 16 KiB of the file. */
const MOST_ROOT_BYTES = 16_384 - HEADER_BYTES;
const ENTRIES_PER_LEAF = 1024;
const GZIP = 2;
const MVT = 1;

/** Without a time stamp, so that the same tiles give the same bytes. */
const gzip = (bytes: Uint8Array): Uint8Array => gzipSync(bytes, { level: 9, mtime: 0 });

/** A PMTiles v3 archive (clustered, gzip) of vector tiles. */
export function writePmtiles(tiles: Iterable<Tile>, description: ArchiveDescription): Uint8Array {
  const { entries, chunks, length } = layOut(tiles);
  const { root, leaves } = directories(entries);
  const metadata = gzip(
    new TextEncoder().encode(
      JSON.stringify({
        name: description.name,
        attribution: description.attribution,
        type: 'baselayer',
        vector_layers: description.layers,
      }),
    ),
  );
  const header = new Uint8Array(HEADER_BYTES);
  header.set(new TextEncoder().encode('PMTiles'));
  const view = new DataView(header.buffer);
  view.setUint8(7, 3);
  const addressed = entries.reduce((sum, entry) => sum + entry.run, 0);
  const metadataAt = HEADER_BYTES + root.length;
  const leavesAt = metadataAt + metadata.length;
  const tilesAt = leavesAt + leaves.length;
  [
    HEADER_BYTES,
    root.length,
    metadataAt,
    metadata.length,
    leavesAt,
    leaves.length,
    tilesAt,
    length,
    addressed,
    entries.length,
    chunks.length,
  ].forEach((value, index) => view.setBigUint64(8 + 8 * index, BigInt(value), true));
  view.setUint8(96, 1);
  view.setUint8(97, GZIP);
  view.setUint8(98, GZIP);
  view.setUint8(99, MVT);
  view.setUint8(100, description.minZoom);
  view.setUint8(101, description.maxZoom);
  description.bounds.forEach((degrees, index) => view.setInt32(102 + 4 * index, Math.round(degrees * 1e7), true));
  const [west, south, east, north] = description.bounds;
  view.setUint8(118, Math.min(5, description.maxZoom));
  view.setInt32(119, Math.round(((west + east) / 2) * 1e7), true);
  view.setInt32(123, Math.round(((south + north) / 2) * 1e7), true);
  return concat([header, root, metadata, leaves, ...chunks]);
}

/** Tiles in the order of their ids; equal ones are stored once and runs of them are one entry. */
function layOut(tiles: Iterable<Tile>): { entries: Entry[]; chunks: Uint8Array[]; length: number } {
  const numbered = [...tiles].map(({ z, x, y, bytes }) => ({ id: zxyToTileId(z, x, y), bytes }));
  numbered.sort((a, b) => a.id - b.id);
  const entries: Entry[] = [];
  const chunks: Uint8Array[] = [];
  const stored = new Map<string, Entry>();
  let length = 0;
  for (const { id, bytes } of numbered) {
    // Only small tiles (open sea, plain land) repeat.
    const key = bytes.length < 512 ? String(bytes) : null;
    const twin = key === null ? undefined : stored.get(key);
    const last = entries.at(-1);
    if (twin) {
      if (last && last.offset === twin.offset && last.id + last.run === id) last.run++;
      else entries.push({ id, offset: twin.offset, length: twin.length, run: 1 });
      continue;
    }
    const packed = gzip(bytes);
    const entry = { id, offset: length, length: packed.length, run: 1 };
    entries.push(entry);
    chunks.push(packed);
    length += packed.length;
    if (key !== null) stored.set(key, entry);
  }
  return { entries, chunks, length };
}

function directories(entries: readonly Entry[]): { root: Uint8Array; leaves: Uint8Array } {
  const whole = directory(entries);
  if (whole.length <= MOST_ROOT_BYTES) return { root: whole, leaves: new Uint8Array() };
  const pointers: Entry[] = [];
  const leaves: Uint8Array[] = [];
  let offset = 0;
  for (let start = 0; start < entries.length; start += ENTRIES_PER_LEAF) {
    const leaf = directory(entries.slice(start, start + ENTRIES_PER_LEAF));
    pointers.push({ id: (entries[start] as Entry).id, offset, length: leaf.length, run: 0 });
    leaves.push(leaf);
    offset += leaf.length;
  }
  return { root: directory(pointers), leaves: concat(leaves) };
}

function directory(entries: readonly Entry[]): Uint8Array {
  const numbers: number[] = [entries.length];
  entries.forEach(({ id }, index) => numbers.push(id - (entries[index - 1]?.id ?? 0)));
  for (const { run } of entries) numbers.push(run);
  for (const { length } of entries) numbers.push(length);
  entries.forEach(({ offset }, index) => {
    const previous = entries[index - 1];
    const follows = previous !== undefined && offset === previous.offset + previous.length;
    numbers.push(follows ? 0 : offset + 1);
  });
  return gzip(Uint8Array.from(numbers.flatMap(varint)));
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
