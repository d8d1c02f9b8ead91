import { expect, it } from '@jest/globals';
import type { FeatureV1 } from '@hinomi/contracts';
import { PictureEntry } from '@hinomi/interest';
import { SiteTiles } from './site-tiles.js';
import { shelter, tileOf } from './sites.suite.js';

const WAJIMA: [number, number] = [136.899, 37.39];
const TOKYO: [number, number] = [139.7, 35.7];
const everybody = (): boolean => true;
const entry = (feature: FeatureV1 | null): PictureEntry | null => feature && new PictureEntry(feature, 0, null);

function noted(tiles: SiteTiles, before: FeatureV1 | null, after: FeatureV1 | null): void {
  tiles.note({ id: (after ?? before)!.id, before: entry(before), after: entry(after) });
}

it('builds a tile once for all who see the same, and again only for a change in it', () => {
  const tiles = new SiteTiles();
  const [here, there] = [shelter('a', WAJIMA), shelter('b', TOKYO)];
  noted(tiles, null, here);
  noted(tiles, null, there);
  const first = tiles.tile('shelter', tileOf(8, WAJIMA), everybody);
  expect(tiles.tile('shelter', tileOf(8, WAJIMA), everybody)).toBe(first);
  noted(tiles, there, null);
  tiles.tile('shelter', tileOf(8, WAJIMA), everybody);
  expect(tiles.builtCount).toBe(1);
  noted(tiles, here, shelter('a', WAJIMA, { severity: 1, state: 'open' }));
  expect(tiles.tile('shelter', tileOf(8, WAJIMA), everybody).etag).not.toBe(first.etag);
  expect(tiles.builtCount).toBe(2);
});

it('keeps apart what different people see', () => {
  const tiles = new SiteTiles();
  noted(tiles, null, shelter('a', WAJIMA, { label: { classification: 'responders', jurisdiction: null } }));
  const seen = tiles.tile('shelter', tileOf(8, WAJIMA), everybody);
  expect(tiles.tile('shelter', tileOf(8, WAJIMA), () => false).etag).not.toBe(seen.etag);
  expect(tiles.tile('shelter', tileOf(8, WAJIMA), everybody).etag).toBe(seen.etag);
});

it('forgets the tile that was not asked for the longest', () => {
  const tiles = new SiteTiles(1_200);
  noted(tiles, null, shelter('a', WAJIMA));
  for (const z of [1, 2, 1, 3, 1]) tiles.tile('shelter', tileOf(z, WAJIMA), everybody);
  expect(tiles.builtCount).toBe(3);
  tiles.tile('shelter', tileOf(2, WAJIMA), everybody);
  expect(tiles.builtCount).toBe(4);
  expect(tiles.bytesKept).toBeLessThanOrEqual(1_200);
});

it('moves a feature from layer to layer', () => {
  const tiles = new SiteTiles();
  const empty = tiles.tile('shelter', tileOf(8, WAJIMA), everybody).etag;
  noted(tiles, null, shelter('a', WAJIMA));
  noted(tiles, shelter('a', WAJIMA), shelter('a', WAJIMA, { layer: 'facility' }));
  expect(tiles.tile('shelter', tileOf(8, WAJIMA), everybody).etag).toBe(empty);
});
