import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { boundsOf } from '../geometry/bounds.js';
import { importBoundaries } from './import-boundaries.js';

const folder = path.join(process.env['HINOMI_CORPUS'] ?? path.resolve('../shared/data'), 'boundaries');
const files = existsSync(folder)
  ? ['jma', 'n03', 'codes'].flatMap((part) => readdirSync(path.join(folder, part)).map((name) => path.join(part, name)))
  : [];

/** Warning areas of the early warning, sea areas and code lists are no sets of the hub. */
const FOREIGN = /EEW|Marine|codes/;

(files.length > 0 ? describe : describe.skip)(
  'boundary files of the corpus (skipped where it is absent: set HINOMI_CORPUS)',
  () => {
    const read = (file: string): unknown => JSON.parse(readFileSync(path.join(folder, file), 'utf8'));

    it.each(files.filter((file) => !FOREIGN.test(file)))('imports %s', (file) => {
      const { editions, summary, droppedRings } = importBoundaries(path.basename(file), read(file));
      expect(editions.length).toBeGreaterThan(0);
      for (const { areas, withoutShape, unmatchedCodes } of summary) {
        expect(withoutShape.length).toBeLessThan(areas / 20);
        expect(unmatchedCodes.length).toBeLessThan(20);
      }
      for (const { shapes } of editions)
        for (const shape of shapes.values()) {
          if (!shape) continue;
          const [west, south, east, north] = boundsOf(shape);
          expect(west > 122 && south > 20 && east < 155 && north < 46).toBe(true);
        }
      expect(droppedRings).toBeLessThan(10);
    });

    it.each(files.filter((file) => FOREIGN.test(file)))('refuses %s', (file) => {
      expect(() => importBoundaries(path.basename(file), read(file))).toThrow(/Expected TopoJSON or GeoJSON/);
    });
  },
);
