import { isAreaHazard, type HazardId } from '@hinomi/contracts';
import type { DraftFeature } from '../hazards/hazard-feature.js';

/** Below a warning nothing is counted: half the country is under some advisory on any day. Product decision. */
const LEAST_SEVERITY = 3;

/** Whether places are counted under this feature. */
export function isHazardArea(draft: DraftFeature): draft is DraftFeature & { properties: { hazardId: HazardId } } {
  return draft.severity >= LEAST_SEVERITY && isAreaHazard(draft);
}
