import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { Mapping } from '../mapping/mapping.js';
import type { KnownList } from './list-mapping.js';
import { readShelterList, type ShelterList } from './read-shelter-list.js';

const folder = path.join(process.env['HINOMI_CORPUS'] ?? path.resolve('../shared/data'), 'shelters');
const hasCorpus = existsSync(folder);
const sources = path.resolve('infra/sources/mappings');
const known = ['gsi-evacuation-sites', 'gsi-shelters', 'municipal-evacuation-sites'].map((id): KnownList => ({
  id,
  title: id,
  agency: id,
  attribution: id,
  mapping: Mapping.parse(parse(readFileSync(path.join(sources, `${id}.yaml`), 'utf8'))),
}));
const filesBelow = (name: string): string[] =>
  hasCorpus ? readdirSync(path.join(folder, name)).map((file) => path.join(name, file)) : [];
const read = (file: string): ShelterList => {
  const bytes = readFileSync(path.join(folder, file));
  const fileName = path.basename(file);
  return readShelterList(file.endsWith('.gz') ? gunzipSync(bytes) : bytes, { fileName, options: {}, known });
};
/** What its publisher put in the place of a list. */
const NO_LIST = /emergency-131130/;

(hasCorpus ? describe : describe.skip)(
  'shelter lists of the corpus (skipped where it is absent: set HINOMI_CORPUS)',
  () => {
    const lists = [
      ...filesBelow('municipal-csv'),
      ...filesBelow('nanao-2024-open-status'),
      ...filesBelow('gsi-geojson'),
    ];
    it.each(lists.filter((file) => !NO_LIST.test(file)))('%s: every row is understood and in its place', (file) => {
      const { preview, datasets } = read(file);
      expect(preview.rows.understood).toBeGreaterThan(0);
      expect(preview.rows).toMatchObject({ understood: preview.rows.total, refused: 0, unplaced: 0 });
      expect(datasets.flatMap(({ rows }) => rows).every(({ name }) => name !== '')).toBe(true);
    });

    it.each(lists.filter((file) => NO_LIST.test(file)))('%s: is no list, and says so', (file) => {
      expect(() => read(file)).toThrow('FeatureCollection');
    });

    it.each([
      ['gsi-national-emergency-41prefectures.csv.gz', 'gsi-evacuation-sites', 102_703],
      ['gsi-national-evacuation-41prefectures.csv.gz', 'gsi-shelters', 72_823],
    ])('%s: is known, and every row is understood', (file, source, rows) => {
      const { preview, datasets } = read(file);
      expect(preview.source?.id).toBe(source);
      expect(preview.rows).toEqual({ total: rows, understood: rows, refused: 0, unplaced: 0 });
      expect(datasets.every(({ municipality }) => municipality !== null)).toBe(true);
    });
  },
);
