import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { FeatureV1 } from '../picture/feature.v1.js';
import { PictureChangesV1, versionIn } from './picture-changes.v1.js';

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
const page = PictureChangesV1.parse(read('./picture-changes.v1.sample.json'));

describe('a version of a page', () => {
  it('is the whole feature, by geometry or by area', () => {
    expect(versionIn(page, 0)).toEqual(FeatureV1.parse(read('../picture/feature.v1.sample.json')));
    expect(versionIn(page, 2)).toEqual(FeatureV1.parse(read('../picture/feature.v1.by-area.sample.json')));
  });

  it('shares what did not change with the version before', () => {
    expect(versionIn(page, 1)?.geometry).toBe(versionIn(page, 0)?.geometry);
    expect(versionIn(page, 1)?.version).toBe(versionIn(page, 0)!.version + 1);
  });

  it('is not there for an index that the page does not have', () => {
    expect(versionIn(page, 3)).toBeUndefined();
  });
});
