import type { SensorKind } from '@hinomi/contracts';
import type { JsonProblem, ThingsDatastream } from '@hinomi/formats';
import { SensorTraits } from '../sensors/sensor-rules.js';

/** What an ObservedProperty is called, in its name or in the address of its definition. */
const KINDS: readonly [SensorKind, RegExp][] = [
  ['water-level', /水位|water[ _-]?(level|stage)|river[ _-]?(level|stage)|gage[ _-]?height|gauge[ _-]?height/i],
  ['rain', /雨量|降水|rain|precipitation/i],
  ['intensity', /震度|seismic[ _-]?intensity/i],
  ['temperature', /気温|温度|temperature/i],
];

/**
 * What a Datastream says of itself in our words. SensorThings has no place for thresholds and the like: they are taken from
 * `properties`, under the names of the description.
 */
export function readThingsTraits(stream: ThingsDatastream): { traits: SensorTraits; problems: JsonProblem[] } {
  const problems: JsonProblem[] = [];
  const traits: Record<string, unknown> = {};
  const kind = KINDS.find(([, called]) => stream.observed.some((text) => called.test(text)))?.[0];
  if (kind !== undefined) traits['kind'] = kind;
  const name = [stream.thing, stream.name].filter((part) => part !== null).join(' ');
  if (name !== '') traits['name'] = name;
  if (stream.unit !== null) traits['unit'] = stream.unit;
  if (stream.lngLat !== null) traits['lngLat'] = stream.lngLat;
  for (const [key, schema] of Object.entries(SensorTraits.shape)) {
    if (!Object.hasOwn(stream.properties, key)) continue;
    const read = schema.safeParse(stream.properties[key]);
    if (read.success) traits[key] = read.data;
    else
      problems.push({ path: `${stream.path}/properties/${key}`, message: read.error.issues[0]?.message ?? 'unusable' });
  }
  return { traits: traits as SensorTraits, problems };
}
