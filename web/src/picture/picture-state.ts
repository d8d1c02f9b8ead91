import { fromGeoJson, type Cursor, type FeatureV1, type PictureDeltaV1, type PictureSnapshot } from '@hinomi/contracts';
import { SharedMap } from './shared-map.js';

/** The picture as this browser holds it. Never changed in place, so that a reference tells whether it changed. */
export interface PictureState {
  features: SharedMap<FeatureV1>;
  /** Null before the first snapshot. */
  cursor: Cursor | null;
}

export const EMPTY_PICTURE: PictureState = { features: SharedMap.of<FeatureV1>([]), cursor: null };

export type DeltaOutcome =
  { outcome: 'applied'; state: PictureState } | { outcome: 'already-there' } | { outcome: 'rewatch' };

/** A snapshot and its cursor come from one state of the hub; it replaces everything (D6). */
export function replacePicture(snapshot: PictureSnapshot): PictureState {
  return {
    features: SharedMap.of(snapshot.features.map((feature) => [feature.id, fromGeoJson(feature)])),
    cursor: snapshot.cursor,
  };
}

/**
 * A delta applies only onto the cursor it starts from (D3). One that ends where we already are is a repeat (D2);
 * anything else means that something was missed, and the hub is asked instead of guessing.
 */
export function applyDelta(state: PictureState, delta: PictureDeltaV1): DeltaOutcome {
  if (delta.from === state.cursor) return { outcome: 'applied', state: withDelta(state, delta) };
  if (delta.cursor === state.cursor) return { outcome: 'already-there' };
  return { outcome: 'rewatch' };
}

/** The answer to `watch` starts from the cursor that was sent, and reaches the hub's state (D4). */
export function withDelta(state: PictureState, delta: PictureDeltaV1): PictureState {
  if (delta.upserts.length === 0 && delta.removes.length === 0) return { ...state, cursor: delta.cursor };
  const upserts = delta.upserts.map((feature) => [feature.id, fromGeoJson(feature)] as const);
  return { features: state.features.with(upserts, delta.removes), cursor: delta.cursor };
}
