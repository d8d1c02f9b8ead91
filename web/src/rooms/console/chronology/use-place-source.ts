import { useMemo } from 'react';
import type { FeatureV1 } from '@hinomi/contracts';
import { placesFound, rounded } from '../../../chronology/places-found.js';
import type { ChronologyPanelProps } from './chronology-panel.js';
import type { Named, PlaceSource } from './entry-fields.js';

/** Where the places of entries come from: what the search of the map finds, the map's centre, and what was open on the map. */
export function usePlaceSource(props: ChronologyPanelProps): PlaceSource {
  const { api, exercise, mapRef, about, withSites, features } = props;
  const opened = about === null ? undefined : (withSites.get(about) ?? mainOf(features, about));
  return useMemo(
    () => ({
      find: async (words) => placesFound(await api.search(words, exercise)),
      mapCentre: () => {
        const view = mapRef.current?.viewBesidePanels();
        if (view === undefined) return null;
        const [west, south, east, north] = view;
        return [rounded((west + east) / 2), rounded((south + north) / 2)];
      },
      about: opened === undefined ? null : placeOf(opened),
    }),
    [api, exercise, mapRef, opened],
  );
}

function mainOf(features: ReadonlyMap<string, FeatureV1>, hazardId: string): FeatureV1 | undefined {
  for (const feature of features.values()) {
    const { properties } = feature;
    if ('main' in properties && properties.main && properties.hazardId === hazardId) return feature;
  }
  return undefined;
}

function placeOf({ properties, geometry, area }: FeatureV1): Named {
  const lngLat: Named['lngLat'] =
    geometry?.type === 'Point' ? [geometry.coordinates[0]!, geometry.coordinates[1]!] : null;
  if (properties.type === 'thing') return { name: properties.name, lngLat };
  if (properties.type === 'earthquake') return { name: properties.hypocentre?.name ?? '', lngLat };
  return { name: area?.names[0] ?? '', lngLat };
}
