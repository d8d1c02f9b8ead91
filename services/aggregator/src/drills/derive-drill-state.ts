import type { FeatureId } from '@hinomi/contracts';
import type { DraftFeature } from '../hazards/hazard-feature.js';
import { newestRun, type DrillRuns } from './drill-runs.js';

export const DRILL_STATE_ID = 'drill:state' as FeatureId;

/** The newest run as a feature of the drill's picture, so that everybody who sees the drill sees how it stands. */
export function deriveDrillState(runs: DrillRuns): DraftFeature | null {
  const newest = newestRun(runs);
  if (newest === null) return null;
  const { change, appendedAt } = newest;
  return {
    id: DRILL_STATE_ID,
    layer: 'drill',
    kind: 'annotation',
    geometry: null,
    area: null,
    areaCodes: [],
    severity: 1,
    alertLevel: null,
    levelEquivalent: null,
    valid: { from: change.startedAt, to: change.state === 'ended' ? change.at : null },
    observedAt: null,
    issuedAt: change.at,
    recordedAt: appendedAt,
    properties: {
      type: 'drill',
      run: change.exercise,
      drill: change.drill,
      title: change.title,
      state: change.state,
      endedBy: change.endedBy,
      startedAt: change.startedAt,
      expectedEndAt: change.expectedEndAt,
    },
    sources: [],
    conflicts: [],
    label: { classification: 'public', jurisdiction: null },
    exercise: change.exercise,
  };
}
