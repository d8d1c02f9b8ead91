import { useEffect, type RefObject } from 'react';
import type { HubApi } from '../../../access/hub-api.js';
import type { AreaLimit } from '../../../hazards/in-area.js';
import { boxShape } from '../../../map/bounds.js';
import type { HazardMap } from '../../../map/hazard-map.js';

/** Draws a veil over everything outside the area that the room is limited to. */
export function useAreaLimit(
  area: AreaLimit | null,
  api: HubApi,
  mapRef: RefObject<HazardMap | null>,
  mapReady: boolean,
): void {
  useEffect(() => {
    let open = true;
    const found = mapReady ? mapRef.current?.found : undefined;
    if (area === null) {
      found?.showLimit(null);
      return undefined;
    }
    const box = area.bounds === null ? null : boxShape([...area.bounds]);
    void api.area(area.shape.edition, area.shape.code).then(
      (shape) => (open ? found?.showLimit(shape ?? box) : undefined),
      () => (open ? found?.showLimit(box) : undefined),
    );
    return () => {
      open = false;
    };
  }, [area, api, mapRef, mapReady]);
}
