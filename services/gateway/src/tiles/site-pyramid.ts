import { isSameSite, labelKey, WORLD_BITS, type Site } from './site.js';
import { Tally, type Cluster } from './tally.js';

/** Cells of 8 km in Japan: a few sites in most, a thousand in the densest. */
const DEEPEST_LEVEL = 12;
/** A tile shows at most 16 × 16 clusters, each as wide as a finger. */
const CLUSTER_LEVELS = 4;
/** From here on a tile has room for each site by itself. */
const SINGLE_FROM_ZOOM = 12;

export interface TileAddress {
  z: number;
  x: number;
  y: number;
}

export type Spot = Site | Cluster;
export type SeesLabel = (label: Site['label']) => boolean;

interface Group {
  label: Site['label'];
  tally: Tally;
}

interface Cell {
  /** Grows with every change in it. */
  version: number;
  /** By label: who may not see a site is not told that there is one more. */
  groups: Map<string, Group>;
  /** In the deepest cells only. */
  sites: Map<string, Site> | null;
}

/**
 * The sites of one layer in square cells, each divided in four on the next level, as tiles are: the cell of a tile knows
 * whether anything in the tile changed, and cells four levels below are its clusters. A change touches one cell a level.
 */
export class SitePyramid {
  private readonly levels = Array.from({ length: DEEPEST_LEVEL + 1 }, () => new Map<number, Cell>());
  private changes = 0;

  change(before: Site | null, after: Site | null): void {
    if (isSameSite(before, after)) return;
    this.changes++;
    if (before !== null) this.count(before, -1);
    if (after !== null) this.count(after, 1);
  }

  /** The same as long as nothing changed in the tile; 0 = nothing is there. */
  versionOf(tile: TileAddress): number {
    return this.cellAround(tile)?.version ?? 0;
  }

  /** The labels there, as far as they are seen: who sees the same ones sees the same tile. */
  sightOf(tile: TileAddress, sees: SeesLabel): ReadonlySet<string> {
    const seen = new Set<string>();
    for (const [key, { label }] of this.cellAround(tile)?.groups ?? []) if (sees(label)) seen.add(key);
    return seen;
  }

  /** What a tile shows to those who see these labels. */
  spotsIn(tile: TileAddress, sight: ReadonlySet<string>): Spot[] {
    if (sight.size === 0) return [];
    if (tile.z >= SINGLE_FROM_ZOOM) return this.sitesIn(tile, sight);
    const level = tile.z + CLUSTER_LEVELS;
    return level <= DEEPEST_LEVEL ? this.cellsAsSpots(tile, level, sight) : this.sitesAsSpots(tile, level, sight);
  }

  private count(site: Site, sign: 1 | -1): void {
    const key = labelKey(site.label);
    for (const [level, cells] of this.levels.entries()) {
      const place = placeOf(level, cellOf(site.x, level), cellOf(site.y, level));
      let cell = cells.get(place);
      if (!cell) {
        cell = { version: 0, groups: new Map(), sites: level === DEEPEST_LEVEL ? new Map() : null };
        cells.set(place, cell);
      }
      cell.version = this.changes;
      let group = cell.groups.get(key);
      if (!group) cell.groups.set(key, (group = { label: site.label, tally: new Tally() }));
      group.tally.add(site, sign);
      if (sign === 1) cell.sites?.set(site.id, site);
      else cell.sites?.delete(site.id);
      if (group.tally.count === 0) cell.groups.delete(key);
      if (cell.groups.size === 0) cells.delete(place);
    }
  }

  /** The tile's own cell, or below the deepest level the one that it is in. */
  private cellAround({ z, x, y }: TileAddress): Cell | undefined {
    const level = Math.min(z, DEEPEST_LEVEL);
    const up = z - level;
    return this.levels[level]!.get(placeOf(level, x >> up, y >> up));
  }

  private cellsAsSpots(tile: TileAddress, level: number, sight: ReadonlySet<string>): Spot[] {
    const spots: Spot[] = [];
    for (const [column, row] of cellsOf(tile, level)) {
      const cell = this.levels[level]!.get(placeOf(level, column, row));
      const tally = cell && seenOf(cell, sight);
      if (!tally || tally.count === 0) continue;
      spots.push(tally.count === 1 ? this.onlySite(level, column, row, sight) : tally.asCluster());
    }
    return spots;
  }

  private sitesAsSpots(tile: TileAddress, level: number, sight: ReadonlySet<string>): Spot[] {
    const groups = new Map<number, { tally: Tally; first: Site }>();
    for (const site of this.sitesIn(tile, sight)) {
      const place = placeOf(level, cellOf(site.x, level), cellOf(site.y, level));
      let group = groups.get(place);
      if (!group) groups.set(place, (group = { tally: new Tally(), first: site }));
      group.tally.add(site);
    }
    return [...groups.values()].map(({ tally, first }) => (tally.count === 1 ? first : tally.asCluster()));
  }

  /** By id, so that the same sites make the same tile whatever came first. */
  private sitesIn(tile: TileAddress, sight: ReadonlySet<string>): Site[] {
    const found: Site[] = [];
    for (const [column, row] of cellsOf(tile, DEEPEST_LEVEL)) {
      const cell = this.levels[DEEPEST_LEVEL]!.get(placeOf(DEEPEST_LEVEL, column, row));
      for (const site of cell?.sites?.values() ?? []) {
        if (cellOf(site.x, tile.z) !== tile.x || cellOf(site.y, tile.z) !== tile.y) continue;
        if (sight.has(labelKey(site.label))) found.push(site);
      }
    }
    return found.sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  private onlySite(level: number, column: number, row: number, sight: ReadonlySet<string>): Site {
    for (let below = level + 1; below <= DEEPEST_LEVEL; below++) {
      const parts = cellsOf({ z: below - 1, x: column, y: row }, below);
      [column, row] = parts.find(([x, y]) => {
        const cell = this.levels[below]!.get(placeOf(below, x, y));
        return cell !== undefined && seenOf(cell, sight).count > 0;
      })!;
    }
    return this.sitesIn({ z: DEEPEST_LEVEL, x: column, y: row }, sight)[0]!;
  }
}

const cellOf = (units: number, level: number): number => units >> (WORLD_BITS - level);
const placeOf = (level: number, column: number, row: number): number => row * 2 ** level + column;

/** The cells of a level that a tile is made of, or the one that it is a part of. */
function cellsOf({ z, x, y }: TileAddress, level: number): [column: number, row: number][] {
  if (level < z) return [[x >> (z - level), y >> (z - level)]];
  const side = 2 ** (level - z);
  return Array.from({ length: side * side }, (_, index) => [
    x * side + (index % side),
    y * side + Math.floor(index / side),
  ]);
}

function seenOf({ groups }: Cell, sight: ReadonlySet<string>): Tally {
  const seen = new Tally();
  for (const [key, { tally }] of groups) if (sight.has(key)) seen.addAll(tally);
  return seen;
}
