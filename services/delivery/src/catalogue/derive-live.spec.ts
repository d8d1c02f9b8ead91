import { describe, expect, it } from '@jest/globals';
import type { FeatureV1, Instant, SourceId } from '@hinomi/contracts';
import { pictureFeature } from '@hinomi/testing';
import { deriveLive } from './derive-live.js';

const at = (second: string): Instant => `2026-09-01T00:00:${second}.000Z` as Instant;
const from = (source: string, attribution = 'credit'): FeatureV1['sources'][number] => ({
  ...pictureFeature({ id: 'x' }).sources[0]!,
  source: source as SourceId,
  agency: 'agency',
  attribution,
});
const feature = (id: string, over: Partial<Omit<FeatureV1, 'id'>>): FeatureV1 => pictureFeature({ id, ...over });

describe('deriveLive', () => {
  it('is nothing of no feature', () => {
    expect(deriveLive([], new Map())).toEqual(new Map());
  });

  it('takes the newest of both times, whatever the order, and no time for none', () => {
    const a = feature('a', { layer: 'shelter', observedAt: at('05'), recordedAt: at('06'), sources: [] });
    const b = feature('b', { layer: 'shelter', observedAt: at('03'), recordedAt: at('09'), sources: [] });
    const c = feature('c', { layer: 'road', observedAt: null, recordedAt: at('01'), sources: [] });
    for (const features of [
      [a, b, c],
      [c, b, a],
    ]) {
      const live = deriveLive(features, new Map());
      expect(live.get('shelter')?.freshness).toEqual({
        features: 2,
        newestObservedAt: at('05'),
        newestRecordedAt: at('09'),
      });
      expect(live.get('road')?.freshness).toMatchObject({ newestObservedAt: null, newestRecordedAt: at('01') });
    }
  });

  it('credits each source once a feature, with its licence where its entry states one', () => {
    const licences = new Map([
      ['jma', 'PDL 1.0'],
      ['door', 'of its publisher'],
    ]);
    const live = deriveLive(
      [
        feature('a', { layer: 'alert', sources: [from('jma'), from('jma'), from('door:town')] }),
        feature('b', { layer: 'alert', sources: [from('jma'), from('other')] }),
      ],
      licences,
    );
    expect(live.get('alert')?.credits.map(({ source, licence, features }) => [source, licence, features])).toEqual([
      ['jma', 'PDL 1.0', 2],
      ['door:town', 'of its publisher', 1],
      ['other', null, 1],
    ]);
  });
});
