import type { Layer } from '@hinomi/contracts';
import type { Extent } from './derive-extents.js';
import { LAYER_TITLES } from './layer-titles.js';
import {
  CRS84,
  GEO_JSON_TYPE,
  GREGORIAN,
  JSON_TYPE,
  QUERYABLES_REL,
  SCHEMA_TYPE,
  type OgcLink,
} from './ogc-vocabulary.js';

/** Which world an address speaks of. */
export function worldOf(exercise: boolean): string {
  return exercise ? '?exercise=true' : '';
}

/** A layer as a collection; `base` is the address of the landing page. */
export function describeCollection(layer: Layer, extent: Extent | undefined, base: string, exercise: boolean) {
  const [title, description] = LAYER_TITLES[layer];
  const url = `${base}/collections/${layer}`;
  const world = worldOf(exercise);
  const links: OgcLink[] = [
    { href: `${url}${world}`, rel: 'self', type: JSON_TYPE, title },
    { href: `${url}/items${world}`, rel: 'items', type: GEO_JSON_TYPE, title },
    { href: `${url}/queryables${world}`, rel: QUERYABLES_REL, type: SCHEMA_TYPE, title: 'What a filter may ask about' },
  ];
  return {
    id: layer,
    title,
    description,
    itemType: 'feature',
    crs: [CRS84],
    storageCrs: CRS84,
    ...(extent !== undefined && { extent: extentOf(extent) }),
    links,
  };
}

function extentOf({ bbox, interval }: Extent): object {
  return {
    ...(bbox !== null && { spatial: { bbox: [bbox], crs: CRS84 } }),
    temporal: { interval: [interval], trs: GREGORIAN },
  };
}
