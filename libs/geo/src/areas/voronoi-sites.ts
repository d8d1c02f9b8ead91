import type { LngLat } from '@hinomi/contracts';
import rows from './voronoi-sites.json' with { type: 'json' };

/** A point that stands for the land around it in the approximate sets. */
export interface Site {
  lngLat: LngLat;
  /** jma-city code of the municipality or ward (earthquake table) it lies in. */
  city: string;
  /** jma-city code of the part of a municipality (weather table) it lies in, if that is divided. */
  part: string | null;
  /** The first point of its key: it must end up on land. */
  main: boolean;
}

/** Points spread over each municipality, about one per 60 km², main point first. */
export function voronoiSites(): Site[] {
  const sites: Site[] = [];
  for (const row of rows as string[]) {
    const [key = '', points = ''] = row.split('|', 2) as [string, string];
    const [city = '', part = null] = key.split('/') as [string, string?];
    points.split(' ').forEach((pair, index) => {
      const [lng = 0, lat = 0] = pair.split(',').map(Number);
      sites.push({ lngLat: [lng, lat], city, part, main: index === 0 });
    });
  }
  return sites;
}
