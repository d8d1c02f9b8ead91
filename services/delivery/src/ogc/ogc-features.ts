import { Policies, type Principal } from '@hinomi/access';
import {
  HubError,
  instantFromMillis,
  LAYERS,
  publicViewId,
  type FeatureId,
  type GeoJsonFeature,
  type Layer,
} from '@hinomi/contracts';
import { BOUNDARIES, type Boundaries } from '@hinomi/geo';
import type { PictureEntry } from '@hinomi/interest';
import { Inject, Injectable } from '@nestjs/common';
import { DELIVERY_SETTINGS, type DeliverySettings } from '../delivery-settings.js';
import { accessKeyOf } from '../journal/sight-of.js';
import type { DeliveredPicture } from '../picture/delivered-picture.js';
import { DeliveredPictures } from '../picture/delivered-pictures.js';
import { deriveExtents, type Extent } from './derive-extents.js';
import { describeCollection, worldOf } from './describe-collection.js';
import { inlineGeometry } from './inline-geometry.js';
import { GEO_JSON_TYPE, JSON_TYPE, type OgcLink } from './ogc-vocabulary.js';
import { narrowInSlices } from './narrow-in-slices.js';
import { pageAfter } from './page-token.js';
import { readItemsQuery } from './read-items-query.js';
import type { OgcQuery } from './read-ogc-query.js';
import { selectItems } from './select-items.js';

/** The layers of the picture as collections, for whoever may see what of them. */
@Injectable()
export class OgcFeatures {
  constructor(
    @Inject(DeliveredPictures) private readonly pictures: DeliveredPictures,
    @Inject(Policies) private readonly policies: Policies,
    @Inject(BOUNDARIES) private readonly boundaries: Boundaries,
    @Inject(DELIVERY_SETTINGS) private readonly settings: DeliverySettings,
  ) {}

  /** The address of the hub, without a slash at its end. */
  get hub(): string {
    return this.settings.baseUrl();
  }

  get base(): string {
    return `${this.hub}/ogc`;
  }

  layerOf(id: string): Layer {
    const layer = LAYERS.find((known) => known === id);
    if (layer === undefined) throw new HubError('not-found', `There is no collection ${id}.`);
    return layer;
  }

  /** The same while nothing that could change an answer at one address has changed. */
  tagOf(query: OgcQuery, principal: Principal): string {
    const picture = this.pictureOf(query);
    return `W/"${picture.logId}.${picture.realm}.${picture.memory.position}.${accessKeyOf(principal, this.policies)}"`;
  }

  collections(query: OgcQuery, principal: Principal) {
    const exercise = isExercise(query);
    const extents = this.extentsIn(query, principal);
    const self = { href: `${this.base}/collections${worldOf(exercise)}`, rel: 'self', type: JSON_TYPE };
    return {
      links: [self],
      collections: LAYERS.map((layer) => describeCollection(layer, extents.get(layer), this.base, exercise)),
    };
  }

  collection(layer: Layer, query: OgcQuery, principal: Principal) {
    const extent = this.extentsIn(query, principal, layer).get(layer);
    return describeCollection(layer, extent, this.base, isExercise(query));
  }

  /** `address`: path and query as they were asked. What is seen is that of one moment. */
  async items(layer: Layer, query: OgcQuery, principal: Principal, address: string) {
    const asked = readItemsQuery(query, layer);
    const seen = [...this.seen(this.pictureOf(query), principal, layer)];
    const wanted = await narrowInSlices(seen, asked.isWanted);
    const { items, hasMore } = selectItems(wanted, asked);
    const self = new URL(`${this.hub}${address}`);
    const links: OgcLink[] = [{ href: self.href, rel: 'self', type: GEO_JSON_TYPE }];
    if (hasMore) {
      self.searchParams.set('page', pageAfter(items.at(-1)!.feature.id));
      links.push({ href: self.href, rel: 'next', type: GEO_JSON_TYPE });
    }
    links.push(this.linkToCollection(layer, query));
    return {
      type: 'FeatureCollection',
      timeStamp: instantFromMillis(this.settings.now()),
      numberMatched: wanted.length,
      numberReturned: items.length,
      links,
      features: items.map((entry) => this.geoJsonOf(entry)),
    };
  }

  /** Ids that were merged, and things that the public sees in part only, are answered as at the hub's own doors. */
  item(layer: Layer, id: string, query: OgcQuery, principal: Principal) {
    const { memory } = this.pictureOf(query);
    const entry = [memory.findAnswering(id), memory.find(publicViewId(id as FeatureId))].find(
      (known) => known?.feature.layer === layer && this.policies.maySee(principal, known.feature.label),
    );
    if (entry === undefined) throw new HubError('feature.not-found', `There is no feature ${id} in ${layer} now.`);
    const href = `${this.base}/collections/${layer}/items/${encodeURIComponent(entry.feature.id)}`;
    const self = { href: `${href}${worldOf(isExercise(query))}`, rel: 'self', type: GEO_JSON_TYPE };
    return { ...this.geoJsonOf(entry), links: [self, this.linkToCollection(layer, query)] };
  }

  private linkToCollection(layer: Layer, query: OgcQuery): OgcLink {
    const href = `${this.base}/collections/${layer}${worldOf(isExercise(query))}`;
    return { href, rel: 'collection', type: JSON_TYPE };
  }

  private geoJsonOf(entry: PictureEntry): GeoJsonFeature {
    return { ...entry.geoJson, geometry: inlineGeometry(entry.feature, this.boundaries) };
  }

  private extentsIn(query: OgcQuery, principal: Principal, layer?: Layer): ReadonlyMap<Layer, Extent> {
    return deriveExtents(this.seen(this.pictureOf(query), principal, layer));
  }

  private seen({ memory }: DeliveredPicture, principal: Principal, layer?: Layer): Iterable<PictureEntry> {
    return memory.seenBy(
      ({ feature }) =>
        (layer === undefined || feature.layer === layer) && this.policies.maySee(principal, feature.label),
    );
  }

  private pictureOf(query: OgcQuery): DeliveredPicture {
    return this.pictures.caughtUp(isExercise(query) ? 'drill' : 'real');
  }
}

/** Which world is asked for. */
export function isExercise({ exercise }: OgcQuery): boolean {
  return exercise === 'true';
}
