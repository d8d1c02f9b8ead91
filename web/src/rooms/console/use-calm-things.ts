import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { fromGeoJson } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import type { HazardMap } from '../../map/hazard-map.js';
import { SITE_LAYERS } from '../../map/site-layers.js';
import { isThing, type ThingFeature } from '../../things/thing-feature.js';

/** A prefecture's places are some megabytes; a nation's would stop the page. */
const WIDEST_DEGREES = 2.5;

export interface CalmThings {
  /** As they were when they were asked for, by id. */
  things: ReadonlyMap<string, ThingFeature>;
  state: 'none' | 'asking' | 'listed' | 'too-wide' | 'failed';
  /** Asks for those in the map's view. */
  ask: () => void;
}

const NONE: Pick<CalmThings, 'things' | 'state'> = { things: new Map(), state: 'none' };

/** Closed shelters and other places that are not told live: listed for the view of the map when somebody asks. */
export function useCalmThings(api: HubApi, exercise: boolean, mapRef: RefObject<HazardMap | null>): CalmThings {
  const [known, setKnown] = useState(NONE);
  const round = useRef(0);
  useEffect(() => {
    round.current += 1;
    setKnown(NONE);
  }, [api, exercise]);
  const ask = useCallback(() => {
    // Only the newest press is answered, and none of another room.
    round.current += 1;
    const mine = round.current;
    const answer = (next: typeof NONE): void => {
      if (mine === round.current) setKnown(next);
    };
    const bbox = mapRef.current?.view();
    if (bbox === undefined || bbox[2] - bbox[0] > WIDEST_DEGREES || bbox[3] - bbox[1] > WIDEST_DEGREES) {
      setKnown({ ...NONE, state: 'too-wide' });
      return;
    }
    setKnown({ ...NONE, state: 'asking' });
    api.snapshot({ exercise, layers: [...SITE_LAYERS], bbox }).then(
      ({ features }) => {
        const things = features.map(fromGeoJson).filter(isThing);
        answer({ things: new Map(things.map((thing) => [thing.id, thing])), state: 'listed' });
      },
      () => answer({ ...NONE, state: 'failed' }),
    );
  }, [api, exercise, mapRef]);
  return useMemo(() => ({ ...known, ask }), [known, ask]);
}
