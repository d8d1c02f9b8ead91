import { describe, expect, it } from '@jest/globals';
import type { Cursor, GeoJsonFeature, Instant, PictureDeltaV1 } from '@hinomi/contracts';
import { applyDelta, EMPTY_PICTURE, replacePicture, withDelta, type PictureState } from './picture-state.js';

const cursor = (name: string): Cursor => name as Cursor;
const feature = (id: string, severity = 1): GeoJsonFeature =>
  ({
    type: 'Feature',
    id,
    geometry: null,
    properties: { id, severity, detail: { type: 'alert' } },
  }) as unknown as GeoJsonFeature;
const delta = (from: string, to: string, upserts: GeoJsonFeature[] = [], removes: string[] = []): PictureDeltaV1 => ({
  from: cursor(from),
  cursor: cursor(to),
  upserts,
  removes,
});
const at = (name: string, ...features: GeoJsonFeature[]): PictureState =>
  replacePicture({ type: 'FeatureCollection', features, cursor: cursor(name), at: '' as Instant });
const ids = (state: PictureState): string[] => [...state.features.keys()].sort();

describe('the picture of this browser', () => {
  it('applies a delta that starts from its own cursor (D3)', () => {
    const result = applyDelta(at('1', feature('a')), delta('1', '2', [feature('b')], ['a']));
    expect(result.outcome).toBe('applied');
    if (result.outcome !== 'applied') return;
    expect(ids(result.state)).toEqual(['b']);
    expect(result.state.cursor).toBe('2');
  });

  it('asks again instead of applying a delta that starts elsewhere (D3)', () => {
    expect(applyDelta(at('1', feature('a')), delta('2', '3', [feature('b')]))).toEqual({ outcome: 'rewatch' });
  });

  it('stays quiet on a delta it already has (D2)', () => {
    const state = at('2', feature('b'));
    expect(applyDelta(state, delta('1', '2', [feature('b')]))).toEqual({ outcome: 'already-there' });
  });

  it('replaces a feature as a whole, never patches it (D2)', () => {
    const state = withDelta(at('1', feature('a', 5)), delta('1', '2', [feature('a', 2)]));
    expect(state.features.get('a')?.severity).toBe(2);
  });

  it('replaces everything by a snapshot (D6)', () => {
    expect(ids(at('9', feature('x')))).toEqual(['x']);
  });

  it('removes what left the interest, and does not mind what it never had (D7)', () => {
    expect(ids(withDelta(at('1', feature('a'), feature('b')), delta('1', '2', [], ['a', 'never-seen'])))).toEqual([
      'b',
    ]);
  });

  it('leaves the earlier state as it was', () => {
    const before = at('1', feature('a'));
    withDelta(before, delta('1', '2', [], ['a']));
    expect(ids(before)).toEqual(['a']);
  });

  it('keeps the same features when only the cursor moved, so that nothing is drawn again', () => {
    const before = at('1', feature('a'));
    expect(withDelta(before, delta('1', '2')).features).toBe(before.features);
  });

  it('holds no cursor before the first snapshot, so no delta fits', () => {
    expect(applyDelta(EMPTY_PICTURE, delta('1', '2', [feature('a')]))).toEqual({ outcome: 'rewatch' });
  });
});
