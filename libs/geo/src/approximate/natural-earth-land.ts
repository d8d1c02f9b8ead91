import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Geometry } from '@hinomi/contracts';
import { boundsOf } from '../geometry/bounds.js';
import { orientRings, polygonsOf } from '../geometry/rings.js';
import type { PolygonRings } from '../geometry/rings.js';

/** Credit of everything drawn from the land outline. */
export const NATURAL_EARTH_ATTRIBUTION = 'Natural Earth';

const NEIGHBOURS = new Set([
  'Russia',
  'China',
  'South Korea',
  'North Korea',
  'Taiwan',
  'Philippines',
  'Mongolia',
  'Vietnam',
  'N. Mariana Is.',
  'Guam',
]);

/** Natural Earth gives the four northern islands to Russia; JMA's areas and N03 include them. */
function isNorthernIsland(rings: PolygonRings): boolean {
  const [west, south, east, north] = boundsOf({ type: 'Polygon', coordinates: rings });
  return west > 145 && east < 149 && south > 43 && north < 46;
}

/** The outline of Japan and of its neighbours from a world-atlas `countries` topology (Natural Earth). */
export function naturalEarthLand(topology: Topology): { home: PolygonRings[]; neighbours: PolygonRings[] } {
  const countries = topology.objects['countries'] as GeometryCollection<{ name: string }>;
  const home: PolygonRings[] = [];
  const neighbours: PolygonRings[] = [];
  for (const { properties, geometry } of feature(topology, countries).features) {
    const { name } = properties;
    if (name !== 'Japan' && !NEIGHBOURS.has(name)) continue;
    for (const rings of polygonsOf(orientRings(geometry as Geometry)))
      (name === 'Japan' || (name === 'Russia' && isNorthernIsland(rings)) ? home : neighbours).push(rings);
  }
  return { home, neighbours };
}
