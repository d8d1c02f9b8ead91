import { municipalityParents } from '@hinomi/geo';
import { nameOf } from '../rollups/municipalities.js';
import type { RollupIndex } from '../rollups/rollup-index.js';
import type { SeesLabel } from '../tiles/site-pyramid.js';
import type { CalledMunicipality, Calling } from './derive-silence.js';

/** Every municipality over which something calls for word, as far as the asker sees it; wards stand in their city. */
export function calledMunicipalities(index: RollupIndex, sees: SeesLabel): CalledMunicipality[] {
  index.followBoundaries();
  const over = new Map<string, Calling[]>();
  for (const code of index.hazards.municipalityCodes()) {
    if (code.length !== 5) continue;
    const calling = index.hazards.allOver(code, null, sees).flatMap((feature): Calling[] => {
      const since = index.onsets.of(feature.id);
      return since === null ? [] : [{ feature, since }];
    });
    if (calling.length > 0) over.set(code, calling);
  }
  const codesIn = new Map<string, string[]>();
  for (const code of index.codes('municipality')) {
    for (const parent of municipalityParents(code)) codesIn.set(parent, [...(codesIn.get(parent) ?? []), code]);
  }
  // A ward has its city and its prefecture above it.
  const whole = [...over].filter(([code]) => municipalityParents(code).length <= 1);
  return whole.map(([code, calling]) => ({
    ...{ code, name: nameOf(code), bounds: index.municipalities.boundsOf(code), over: calling },
    places: [...new Set([code, ...(codesIn.get(code) ?? [])])].flatMap((part) =>
      [...index.placesOf('municipality', part)]
        .filter(({ feature, municipality }) => municipality === part && sees(feature.label))
        .map(({ feature }) => ({ feature, over: over.get(part) ?? [] })),
    ),
  }));
}
