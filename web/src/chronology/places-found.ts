import type { LogPlace, MapSearch } from '@hinomi/contracts';

const MOST_FOUND = 10;

type Named = Pick<LogPlace, 'name' | 'lngLat'>;

/** What the search of the map finds, as places of an entry: municipalities in their middle, with their prefecture where two have one name, then shelters and other places. */
export function placesFound({ positions, square, areas, places }: MapSearch): Named[] {
  const isAlone = (name: string): boolean => areas.filter((area) => area.name === name).length === 1;
  const found: Named[] = [
    ...positions.map(({ lngLat: [lng, lat] }) => ({ name: `${lat}, ${lng}`, lngLat: [lng, lat] as [number, number] })),
    ...(square === null ? [] : [{ name: square.code, lngLat: middleOf(square.bounds) }]),
    ...areas.map(({ name, prefecture, bounds }) => ({
      name: isAlone(name) ? name : `${prefecture ?? ''}${name}`,
      lngLat: bounds === null ? null : middleOf(bounds),
    })),
    ...places
      .filter(({ name }) => name !== '')
      .map(({ name, lngLat: [lng, lat] }) => ({ name, lngLat: [lng, lat] as [number, number] })),
  ];
  return found.slice(0, MOST_FOUND);
}

function middleOf([west, south, east, north]: readonly [number, number, number, number]): [number, number] {
  return [rounded((west + east) / 2), rounded((south + north) / 2)];
}

/** A metre is near enough. */
export function rounded(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}
