import { deriveAlert } from './derive-alert.js';
import { deriveAreaWarning } from './derive-area-warning.js';
import { deriveAsh } from './derive-ash.js';
import { deriveBulletin } from './derive-bulletin.js';
import { deriveEarthquake } from './derive-earthquake.js';
import { deriveEew } from './derive-eew.js';
import { deriveEvacuationOrder } from './derive-evacuation-order.js';
import { deriveForeignEarthquake, isForeign } from './derive-foreign-earthquake.js';
import { deriveGdacs } from './derive-gdacs.js';
import { deriveLegacyWarning } from './derive-legacy-warning.js';
import { deriveNankai } from './derive-nankai.js';
import { derivePrompt } from './derive-prompt.js';
import { deriveRiverFlood } from './derive-river-flood.js';
import { deriveSharedEarthquake } from './derive-shared-earthquake.js';
import { deriveTsunami } from './derive-tsunami.js';
import { deriveTyphoon } from './derive-typhoon.js';
import { deriveVolcano } from './derive-volcano.js';
import { NOTHING, type Derived, type Surroundings } from './hazard-feature.js';
import type { HazardState } from './hazard-state.js';

/** JMA's, by itself or passed on, one of a network abroad under all its ids, or one that both tell. */
function earthquakeOf(group: readonly HazardState[], surroundings: Surroundings): Derived {
  const jma = group.filter((state) => !isForeign(state));
  const abroad = group.filter(isForeign);
  if (jma.length === 0) return deriveForeignEarthquake(group, surroundings);
  return abroad.length === 0 ? deriveEarthquake(jma, surroundings) : deriveSharedEarthquake(jma, abroad, surroundings);
}

/**
 * The features of one hazard as its reports have it now. `group` is more than one only for an earthquake reported under
 * several ids; the smallest comes first.
 */
export function deriveHazard(group: readonly HazardState[], superseded: boolean, surroundings: Surroundings): Derived {
  const [state] = group;
  if (state === undefined) return NOTHING;
  switch (state.family) {
    case 'earthquake':
      return earthquakeOf(group, surroundings);
    case 'tsunami':
      return deriveTsunami(state, surroundings);
    case 'weather-warning':
      return deriveAreaWarning(state, surroundings);
    case 'legacy-warning':
      return deriveLegacyWarning(state, surroundings);
    case 'nankai':
      return deriveNankai(state, surroundings);
    case 'river-flood':
      return deriveRiverFlood(state, surroundings);
    case 'alert':
      return deriveAlert(state, superseded, surroundings);
    case 'typhoon':
      return deriveTyphoon(state, surroundings);
    case 'volcano':
      return deriveVolcano(state, surroundings);
    case 'ash':
      return deriveAsh(state, surroundings);
    case 'eew':
      return deriveEew(state, surroundings);
    case 'prompt-report':
      return derivePrompt(state, surroundings);
    case 'bulletin':
      return deriveBulletin(state, surroundings);
    case 'evacuation-order':
      return deriveEvacuationOrder(state, surroundings);
    case 'gdacs':
      return deriveGdacs(state, surroundings);
  }
}
