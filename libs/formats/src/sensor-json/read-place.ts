import { below } from '../json/read-json.js';
import type { Place } from './sensor-mapping.js';

/** A reading with everything it stands in, outermost first. */
export interface Standing {
  /** From the root to the reading. */
  values: readonly unknown[];
  /** The keys on the way, one fewer than `values`. */
  keys: readonly PropertyKey[];
}

/** What was found, and where it was looked for. `undefined` = nothing stands there. */
export interface Found {
  value: unknown;
  path: string;
}

/** Every place that a pointer with `*` leads to; what it does not lead to is not among them. */
export function placesOf(root: unknown, pointer: string): Standing[] {
  let standing: Standing[] = [{ values: [root], keys: [] }];
  for (const step of stepsOf(pointer)) {
    standing = standing.flatMap((one) => {
      const value = one.values.at(-1);
      const keys = step === '*' ? keysOf(value) : [step];
      return keys.flatMap((key) => {
        const inner = child(value, key);
        return inner === undefined ? [] : [{ values: [...one.values, inner], keys: [...one.keys, key] }];
      });
    });
  }
  return standing;
}

export function findPlace(place: Place, { values, keys }: Standing): Found {
  if (typeof place !== 'string') return { value: place.const, path: below('', ...keys) };
  const key = /^(\d+)#$/.exec(place)?.[1];
  if (key !== undefined) return { value: keys.at(-1 - Number(key)), path: below('', ...keys) };
  const [, up, rest = ''] = /^(#|\d+)(\/.*)?$/.exec(place) ?? [];
  if (up === undefined) return descend(values.length - 1, place.startsWith('/') ? stepsOf(place) : [place]);
  return descend(up === '#' ? 0 : values.length - 1 - Number(up), stepsOf(rest));

  function descend(level: number, steps: readonly string[]): Found {
    const path = below('', ...keys.slice(0, Math.max(0, level)), ...steps);
    return { value: steps.reduce<unknown>((value, step) => child(value, step), values[level]), path };
  }
}

export function pathOf({ keys }: Standing): string {
  return below('', ...keys);
}

function stepsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function keysOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

/** Only what the document itself says: `__proto__` leads nowhere. */
function child(value: unknown, key: PropertyKey): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<PropertyKey, unknown>)[key];
}
