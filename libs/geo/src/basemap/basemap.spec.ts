import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { PMTiles } from 'pmtiles';
import type { Topology } from 'topojson-specification';
import { buildApproximateEditions } from '../approximate/build-approximate-editions.js';
import { area } from '../areas/areas.js';
import type { EditionShapes } from '../boundaries/boundaries.js';
import { mergeEditions } from '../boundaries/merge-editions.js';
import { baseMunicipalities } from './base-municipalities.js';
import { basemapSteps } from './build-basemap.js';
import type { BasemapStep } from './build-basemap.js';
import { municipalityLabels, prefectureLabels } from './labels.js';
import { writePmtiles } from './write-pmtiles.js';
import type { Tile } from './write-pmtiles.js';

const archive = (bytes: Uint8Array): PMTiles =>
  new PMTiles({
    getKey: () => 'memory',
    getBytes: (offset, length) => Promise.resolve({ data: bytes.slice(offset, offset + length).buffer }),
  });

const DESCRIPTION = {
  name: 'test',
  attribution: 'nobody',
  layers: [],
  minZoom: 0,
  maxZoom: 8,
  bounds: [121, 19.5, 155, 47],
} as const;

describe('writePmtiles', () => {
  const tile = (z: number, x: number, y: number, text: string): Tile => ({
    z,
    x,
    y,
    bytes: new TextEncoder().encode(text),
  });

  it('writes what a reader finds again, in any order given', async () => {
    const tiles = [tile(3, 7, 3, 'late'), tile(0, 0, 0, 'world'), tile(2, 3, 1, 'x'.repeat(2000))];
    const reader = archive(writePmtiles(tiles, DESCRIPTION));
    for (const { z, x, y, bytes } of tiles)
      expect(new Uint8Array((await reader.getZxy(z, x, y))?.data ?? new ArrayBuffer(0))).toEqual(bytes);
    expect(await reader.getMetadata()).toMatchObject({ attribution: 'nobody' });
  });

  it('gives the same bytes for the same tiles', () => {
    const tiles = [tile(0, 0, 0, 'world'), tile(1, 1, 0, 'asia')];
    expect(writePmtiles(tiles.toReversed(), DESCRIPTION)).toEqual(writePmtiles(tiles, DESCRIPTION));
  });

  it('answers nothing for a tile it does not hold', async () => {
    expect(await archive(writePmtiles([tile(0, 0, 0, 'a')], DESCRIPTION)).getZxy(1, 0, 0)).toBeUndefined();
  });

  it('stores equal tiles once and splits a long directory into leaves', async () => {
    const tiles: Tile[] = [];
    const isSea = (x: number, y: number): boolean => (x * 31 + y * 17) % 5 < 2;
    for (let x = 0; x < 256; x++)
      for (let y = 0; y < 60; y++)
        tiles.push(tile(8, x, y, isSea(x, y) ? 'sea' : `${x}/${y} ${((x * 7919) % 997) ** ((y % 13) + 3)}`));
    const reader = archive(writePmtiles(tiles, DESCRIPTION));
    const header = await reader.getHeader();
    expect(header.numAddressedTiles).toBe(tiles.length);
    expect(header.numTileContents).toBe(1 + tiles.filter(({ x, y }) => !isSea(x, y)).length);
    expect(header.leafDirectoryLength).toBeGreaterThan(0);
    for (const { z, x, y, bytes } of tiles.filter((_, index) => index % 997 === 0))
      expect(new Uint8Array((await reader.getZxy(z, x, y))?.data ?? new ArrayBuffer(0))).toEqual(bytes);
  });
});

describe('labels', () => {
  const byCode = new Map(municipalityLabels().map((label) => [label.properties['code'], label.properties]));

  it('rank capitals and large cities before towns', () => {
    expect(byCode.get('1720100')).toMatchObject({ name: '金沢市', en: 'Kanazawa', rank: 1 });
    expect(byCode.get('1720400')).toMatchObject({ name: '輪島市', kana: 'わじまし', rank: 2 });
    expect(byCode.get('1746300')).toMatchObject({ rank: 3 });
  });

  it('name a ward without its city', () => {
    expect(byCode.get('0110100')).toMatchObject({ name: '中央区', kana: 'ちゅうおうく', en: 'Chuo-ku', rank: 4 });
  });

  it('stand once a prefecture', () => {
    expect(prefectureLabels()).toHaveLength(47);
  });
});

describe('the basemap of the approximate set', () => {
  const file = createRequire(import.meta.url).resolve('world-atlas/countries-10m.json');
  const landTopology = JSON.parse(readFileSync(file, 'utf8')) as Topology;
  const editions = buildApproximateEditions(landTopology);
  const steps: BasemapStep[] = [];
  const building = basemapSteps({ editions, landTopology });
  let next = building.next();
  for (; !next.done; next = building.next()) steps.push(next.value);
  const bytes = next.value;
  const reader = archive(bytes);
  const textOf = async (z: number, x: number, y: number): Promise<string> =>
    new TextDecoder().decode((await reader.getZxy(z, x, y))?.data);

  it('is readable and small', async () => {
    const header = await reader.getHeader();
    expect([header.minZoom, header.maxZoom, header.tileType]).toEqual([0, 9, 1]);
    expect(bytes.length).toBeLessThan(6_000_000);
    for (const [z, x, y] of [
      [0, 0, 0],
      [4, 14, 6],
      [5, 28, 12],
      [7, 113, 50],
    ] as const)
      expect((await reader.getZxy(z, x, y))?.data.byteLength).toBeLessThan(500_000);
  });

  it('has the layers that styles name, from their zooms on', async () => {
    const { vector_layers: layers } = (await reader.getMetadata()) as { vector_layers: { id: string }[] };
    const names = [
      'land',
      'area-jma-city',
      'area-jma-quake-area',
      'area-jma-tsunami-coast',
      'municipality-line',
      'prefecture-line',
      'prefecture-label',
      'municipality-label',
    ];
    expect(layers.map(({ id }) => id)).toEqual(names);
    const fine = await textOf(7, 112, 49);
    for (const name of names) expect(fine).toContain(name);
    const coarse = await textOf(3, 7, 3);
    expect(coarse).toContain('land');
    expect(coarse).not.toContain('area-jma-city');
    expect(coarse).not.toContain('municipality-line');
  });

  it('carries codes and names as text', async () => {
    const noto = await textOf(8, 225, 99);
    for (const text of ['1720400', '390', '360', '輪島市', 'Wajima']) expect(noto).toContain(text);
  });

  it('credits its sources', async () => {
    expect(JSON.stringify(await reader.getMetadata())).toContain('Natural Earth');
  });

  it('tells how far it is, up to the end', () => {
    expect(steps.length).toBeGreaterThan(20);
    expect(steps.map(({ done }) => done)).toEqual(steps.map(({ done }) => done).toSorted((a, b) => a - b));
    expect(steps.at(-1)).toMatchObject({ done: steps[0]?.total });
  });

  it('covers the country once, with wards where they are known', () => {
    const cities = editions.find(({ set }) => set === 'jma-city') as EditionShapes;
    const base = baseMunicipalities(cities);
    expect(base).toContain('0410100');
    expect(base).not.toContain('0410000');
    expect(base).not.toContain('0410001');
    expect(new Set(base).size).toBe(base.length);
  });

  it('prefers an imported city to its approximate wards', () => {
    const cities = editions.find(({ set }) => set === 'jma-city') as EditionShapes;
    const shapes = new Map([['2213000', cities.shapes.get('2213000') ?? null]]);
    const imported = { ...cities, approximate: false, shapes };
    const base = baseMunicipalities(mergeEditions(cities, null, imported));
    expect(base).toContain('2213000');
    for (const ward of area('jma-city', '2213000')?.members ?? []) expect(base).not.toContain(ward);
  });
});
