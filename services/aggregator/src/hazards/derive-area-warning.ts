import { warningKind } from '@hinomi/contracts';
import { featuresPerKind } from './features-per-kind.js';
import { NOTHING, type Derived, type Surroundings } from './hazard-feature.js';
import type { HazardState } from './hazard-state.js';
import { leadingWarning } from './leading-warning.js';

/** One telegram type of one 府県予報区: its report is the full state, one feature per kind in force. */
export function deriveAreaWarning(state: HazardState, surroundings: Surroundings): Derived {
  const leading = leadingWarning(state);
  if (leading === undefined) return NOTHING;
  const { statement } = leading;
  return featuresPerKind(
    state,
    leading,
    statement,
    warningKind,
    ({ kindOfWarning, ...common }) => ({
      type: 'weather-warning',
      telegram: statement.telegram,
      kindOfWarning,
      coastSections: statement.coastSections.flatMap(({ kind, area }) =>
        kind.code === kindOfWarning.code ? area : [],
      ),
      ...common,
    }),
    surroundings,
  );
}
