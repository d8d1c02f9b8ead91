import { LngLat } from '@hinomi/contracts';
import { z } from 'zod';
import type { ThingsDatastream } from './sensor-things.js';

/** `@iot.id` is a number or a text; in addresses a text stands in quotes. */
export const EntityId = z.union([z.int(), z.string().min(1).max(200)]).transform(String);

/** Servers send more and less than the standard says: what is not as expected is as if it were not there. */
const Text = z
  .string()
  .transform((text) => text.trim() || undefined)
  .optional()
  .catch(undefined);
const Properties = z.record(z.string(), z.unknown()).optional().catch(undefined);
const Named = z.object({ name: Text, definition: Text }).optional().catch(undefined);
const Thing = z
  .object({
    name: Text,
    properties: Properties,
    Locations: z
      .array(z.object({ location: z.unknown() }))
      .optional()
      .catch(undefined),
  })
  .optional()
  .catch(undefined);
const Datastream = z.object({
  '@iot.id': EntityId,
  name: Text,
  unitOfMeasurement: z.object({ symbol: Text, name: Text }).optional().catch(undefined),
  ObservedProperty: Named,
  Thing,
  observedArea: z.unknown().optional(),
  properties: Properties,
});

const Point = z.object({ type: z.literal('Point'), coordinates: z.array(z.unknown()).min(2) });
const GeoFeature = z.object({ type: z.literal('Feature'), geometry: z.unknown() });

/** What an entity says of its Datastream; null when it says no more than which one it is. `thing`: the one it stands in. */
export function readDatastream(
  entity: Readonly<Record<string, unknown>>,
  path: string,
  thing?: Readonly<Record<string, unknown>>,
): ThingsDatastream | null {
  const read = Datastream.safeParse(thing === undefined ? entity : { Thing: thing, ...entity });
  if (!read.success) return null;
  const { '@iot.id': id, name, unitOfMeasurement, ObservedProperty, Thing: of, observedArea, properties } = read.data;
  const said = [name, unitOfMeasurement, ObservedProperty, of, observedArea, properties];
  if (said.every((part) => part === undefined)) return null;
  const locations = (of?.Locations ?? []).map(({ location }) => location);
  return {
    id,
    name: name ?? null,
    unit: unitOfMeasurement?.symbol ?? unitOfMeasurement?.name ?? null,
    observed: [ObservedProperty?.name, ObservedProperty?.definition, name].filter((text) => text !== undefined),
    thing: of?.name ?? null,
    lngLat: [...locations, observedArea].map(pointOf).find((point) => point !== null) ?? null,
    properties: { ...of?.properties, ...properties },
    path,
  };
}

/** A GeoJSON point, by itself or as a Feature; a third coordinate is a height and is left out. */
function pointOf(location: unknown): LngLat | null {
  const feature = GeoFeature.safeParse(location);
  const point = Point.safeParse(feature.success ? feature.data.geometry : location);
  const lngLat = point.success ? LngLat.safeParse(point.data.coordinates.slice(0, 2)) : null;
  return lngLat?.success ? lngLat.data : null;
}
