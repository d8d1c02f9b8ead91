import { HubError, instantFromMillis, type Instant, type LngLat } from '@hinomi/contracts';
import { z } from 'zod';
import { pointerOf, readJson } from '../json/read-json.js';

export type PagerAlert = 'green' | 'yellow' | 'orange' | 'red';

/** One earthquake of a USGS summary feed. */
export interface UsgsEarthquake {
  id: string;
  /** Every id the network knows the event by, the preferred one included, sorted. */
  ids: string[];
  originTime: Instant;
  updated: Instant;
  deleted: boolean;
  lngLat: LngLat;
  depthKm: number | null;
  magnitude: number | null;
  magnitudeType: string | null;
  place: string;
  title: string;
  url: string | null;
  pagerAlert: PagerAlert | null;
}

/** A feature that could not be used, as a JSON pointer into the feed. */
export interface UsgsProblem {
  path: string;
  message: string;
}

export interface UsgsFeed {
  earthquakes: UsgsEarthquake[];
  problems: UsgsProblem[];
}

/** From the year 1 to 9999: what an instant can write. */
const Millis = z.int().min(-62_135_596_800_000).max(253_402_300_799_999);

const Feed = z.object({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()) });

/** Blasts and the like share the feed; they are no earthquakes, whatever else they carry. */
const Kind = z.object({ properties: z.object({ type: z.string() }) });

const EventId = z.string().regex(/^[\w.-]{1,64}$/, 'expected an id such as us7000abcd');

const Feature = z.object({
  type: z.literal('Feature'),
  id: EventId,
  geometry: z.object({
    type: z.literal('Point'),
    coordinates: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number().nullable()),
  }),
  properties: z.object({
    time: Millis,
    updated: Millis,
    mag: z.number().nullish(),
    magType: z.string().nullish(),
    place: z.string().nullish(),
    title: z.string().nullish(),
    url: z.string().nullish(),
    status: z.string().nullish(),
    /** A colour this hub does not know must not cost the earthquake. */
    alert: z.enum(['green', 'yellow', 'orange', 'red']).nullish().catch(null),
    ids: z.string().nullish(),
  }),
});

/**
 * Reads a USGS summary feed (GeoJSON). A feature that cannot be used is a problem with its place; the others are read.
 *
 * Errors: `report.unreadable` when it is not JSON, `report.invalid` when it is not a feature collection.
 */
export function parseUsgsGeoJson(bytes: Uint8Array): UsgsFeed {
  const feed = Feed.safeParse(readJson(bytes));
  if (!feed.success) {
    const { path, message } = firstProblem('', feed.error);
    throw new HubError('report.invalid', `${message} (${path || '/'})`, { place: { path } });
  }
  const read: UsgsFeed = { earthquakes: [], problems: [] };
  feed.data.features.forEach((feature, index) => {
    const pointer = `/features/${index}`;
    const kind = Kind.safeParse(feature);
    if (!kind.success) read.problems.push(firstProblem(pointer, kind.error));
    else if (kind.data.properties.type === 'earthquake') {
      const parsed = Feature.safeParse(feature);
      if (parsed.success) read.earthquakes.push(earthquake(parsed.data));
      else read.problems.push(firstProblem(pointer, parsed.error));
    }
  });
  return read;
}

function earthquake({ id, geometry, properties }: z.infer<typeof Feature>): UsgsEarthquake {
  const [lng, lat, depthKm] = geometry.coordinates;
  const others = (properties.ids ?? '').split(',').filter((other) => EventId.safeParse(other).success);
  const magnitude = properties.mag ?? null;
  const place = properties.place ?? '';
  return {
    id,
    ids: [...new Set([id, ...others])].sort(),
    originTime: instantFromMillis(properties.time),
    updated: instantFromMillis(properties.updated),
    deleted: properties.status === 'deleted',
    lngLat: [lng, lat],
    depthKm: depthKm ?? null,
    magnitude,
    magnitudeType: properties.magType ?? null,
    place,
    title: properties.title ?? [magnitude === null ? 'M ?' : `M ${magnitude.toFixed(1)}`, place].join(' - '),
    url: properties.url ?? null,
    pagerAlert: properties.alert ?? null,
  };
}

function firstProblem(pointer: string, error: z.ZodError): UsgsProblem {
  const [issue] = error.issues;
  return { path: pointer + pointerOf(issue?.path ?? []), message: issue?.message ?? 'does not follow its schema' };
}
