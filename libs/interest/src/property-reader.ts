import type { FeatureV1 } from '@hinomi/contracts';
import type { Read, Value } from './three-values.js';

/** What a predicate may look at: a feature, or the part of one that there is. */
export type Readable = Partial<FeatureV1>;

/** The path is that of the feature's GeoJSON properties. What is not there, or no single value, is null. */
export function propertyReader(path: string): Read<Readable, Value> {
  const [first = '', ...rest] = path.split('.');
  const root = first === 'detail' ? 'properties' : first;
  const isInJson = first !== 'geometry' && first !== 'properties';
  return (feature) => {
    let value: unknown = isInJson ? own(feature, root) : null;
    for (const key of rest) value = own(value, key);
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
  };
}

function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : null;
}
