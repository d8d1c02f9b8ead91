import type { HubStatus } from '@hinomi/contracts';
import { area, boundsOf, type Bounds } from '@hinomi/geo';
import type { BoundaryStore } from './boundaries/boundary-store.js';
import type { HubConfig } from './config.js';

/** A place that only has a point opens this far around it, in degrees (about 10 km). */
const AROUND_POINT_DEGREES = 0.1;

/** What the page needs before it shows anything. */
export function hubStatus(
  { homeArea, demonstration }: Pick<HubConfig, 'homeArea' | 'demonstration'>,
  boundaries: BoundaryStore,
  neverHeldReal: boolean,
): Omit<HubStatus, 'signIn'> {
  return {
    version: '0.1.0',
    homeArea,
    homeBounds: homeArea === null ? null : homeBounds(homeArea, boundaries),
    boundaries: boundaries
      .editions()
      .map(({ set, edition, approximate, attribution }) => ({ set, edition, approximate, attribution })),
    basemap: `/basemap/${boundaries.basemapFile().name}`,
    neverHeldReal,
    demonstration,
  };
}

function homeBounds(code: string, boundaries: BoundaryStore): HubStatus['homeBounds'] {
  const [set, areaCode] = code.length === 2 ? (['prefecture', code] as const) : (['jma-city', `${code}00`] as const);
  const bounds = boundaries.bounds(boundaries.inForce(set).edition, areaCode);
  if (bounds) return copied(bounds);
  const point = area(set, areaCode)?.lngLat;
  if (!point) return null;
  const [west, south, east, north] = boundsOf({ type: 'Point', coordinates: point });
  const around = AROUND_POINT_DEGREES;
  return [west - around, south - around, east + around, north + around];
}

function copied([west, south, east, north]: Bounds): [number, number, number, number] {
  return [west, south, east, north];
}
