import type { FieldGeometry, LngLat } from '@hinomi/contracts';

/** So many places of a shape are asked for their municipality: a line along a border has more than one. */
const MOST_ASKED = 50;

/** The positions by which a report belongs to a municipality, the middle one of a line first. */
export function positionsToAsk(geometry: FieldGeometry): LngLat[] {
  switch (geometry.type) {
    case 'Point':
      return [geometry.coordinates];
    case 'LineString': {
      const { coordinates } = geometry;
      return thinned([coordinates[Math.floor((coordinates.length - 1) / 2)]!, ...coordinates]);
    }
    case 'Polygon':
      return thinned([middleOf(geometry.coordinates[0]!), ...geometry.coordinates[0]!]);
  }
}

/**
 * The municipality that a report counts under, of those that its positions are in (null = at sea): the first that `mine` holds, so
 * that a road across a border is whoever's enters it. Null = none of theirs; `undefined` = all of it is at sea.
 */
export function municipalityOf(
  found: readonly (string | null)[],
  mine: (code: string) => boolean,
): string | null | undefined {
  const codes = found.filter((code) => code !== null);
  if (codes.length === 0) return undefined;
  return codes.find(mine) ?? null;
}

function middleOf(ring: readonly LngLat[]): LngLat {
  const half = (values: number[]): number => (Math.min(...values) + Math.max(...values)) / 2;
  return [half(ring.map(([lng]) => lng)), half(ring.map(([, lat]) => lat))];
}

function thinned(positions: LngLat[]): LngLat[] {
  const every = Math.ceil(positions.length / MOST_ASKED);
  return positions.filter((_, index) => index % every === 0);
}
