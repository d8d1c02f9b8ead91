import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Layer } from '@hinomi/contracts';
import type { AppliedChange } from '@hinomi/interest';
import { deriveTile } from './derive-tile.js';
import { SitePyramid, type SeesLabel, type TileAddress } from './site-pyramid.js';
import { siteOf } from './site.js';

/** Some thousands of tiles of a nation of shelters: what a headquarters looks at, many times over. */
const MOST_BYTES = 32 * 1024 * 1024;
/** What a kept tile costs besides its bytes. */
const OVERHEAD_BYTES = 400;
/** Tiles are small and built while somebody waits; a higher level costs twice the time for a few per cent. */
const GZIP_LEVEL = 4;

export interface BuiltTile {
  /** Gzipped. */
  bytes: Buffer;
  /** Of the content, so that every gateway gives the same tile the same tag, and a restart does not change it. */
  etag: string;
}

interface KeptTile extends BuiltTile {
  version: number;
}

/** The point features of one realm as vector tiles; a tile is built anew only when something in it changed. */
export class SiteTiles {
  private readonly pyramids = new Map<Layer, SitePyramid>();
  /** The least recently asked for first. */
  private readonly kept = new Map<string, KeptTile>();
  private keptBytes = 0;
  private builds = 0;

  constructor(private readonly mostBytes = MOST_BYTES) {}

  get builtCount(): number {
    return this.builds;
  }

  get bytesKept(): number {
    return this.keptBytes;
  }

  note({ before, after }: AppliedChange): void {
    const was = before?.feature ?? null;
    const is = after?.feature ?? null;
    if (was !== null && was.layer !== is?.layer) this.pyramidOf(was.layer).change(siteOf(was), null);
    if (is === null) return;
    this.pyramidOf(is.layer).change(was?.layer === is.layer ? siteOf(was) : null, siteOf(is));
  }

  tile(layer: Layer, address: TileAddress, sees: SeesLabel): BuiltTile {
    const pyramid = this.pyramidOf(layer);
    const sight = pyramid.sightOf(address, sees);
    const version = pyramid.versionOf(address);
    const { z, x, y } = address;
    const key = [layer, z, x, y, ...[...sight].sort()].join('/');
    const known = this.forget(key);
    const tile = known?.version === version ? known : { version, ...this.build(pyramid, layer, address, sight) };
    this.keep(key, tile);
    return tile;
  }

  private build(pyramid: SitePyramid, layer: Layer, address: TileAddress, sight: ReadonlySet<string>): BuiltTile {
    this.builds++;
    const tile = deriveTile(layer, address, pyramid.spotsIn(address, sight));
    const digest = createHash('sha256').update(tile).digest('base64url').slice(0, 22);
    return { bytes: gzipSync(tile, { level: GZIP_LEVEL }), etag: `W/"${digest}"` };
  }

  private pyramidOf(layer: Layer): SitePyramid {
    let pyramid = this.pyramids.get(layer);
    if (!pyramid) this.pyramids.set(layer, (pyramid = new SitePyramid()));
    return pyramid;
  }

  private keep(key: string, tile: KeptTile): void {
    this.kept.set(key, tile);
    this.keptBytes += sizeOf(key, tile);
    for (const oldest of this.kept.keys()) {
      if (this.keptBytes <= this.mostBytes) return;
      this.forget(oldest);
    }
  }

  private forget(key: string): KeptTile | undefined {
    const tile = this.kept.get(key);
    if (tile === undefined) return undefined;
    this.kept.delete(key);
    this.keptBytes -= sizeOf(key, tile);
    return tile;
  }
}

function sizeOf(key: string, { bytes }: KeptTile): number {
  return key.length + bytes.length + OVERHEAD_BYTES;
}
