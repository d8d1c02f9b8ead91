import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readThingReport } from './read-thing-report.js';
import { ThingReportedV1 } from './thing-reported.v1.js';

const told = ThingReportedV1.omit({ original: true });
const sample = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`./thing-reported.v1${name}.sample.json`, import.meta.url), 'utf8')) as never;
const { geometryObservedAt: _geometryObservedAt, ...usual } = sample('');

/** Every place in a value, by its path. */
function pathsIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...path, key]))];
}

/** The same with something else in one place, or with nothing there, or with more beside it. */
function changed(value: unknown, [key, ...rest]: string[], by: unknown): unknown {
  if (key === undefined) return by;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  if (by === undefined && rest.length === 0) {
    delete copy[key];
    return copy;
  }
  const inside = changed(Object.hasOwn(copy, key) ? copy[key] : undefined, rest, by);
  // Also a key that an assignment would take for the prototype.
  return Object.defineProperty(copy, key, { value: inside, enumerable: true, configurable: true, writable: true });
}

const odd = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, '', 0, -1, 1.5, 10, 181, 1e300, true, [], {}, [1], 'x'.repeat(800)),
  fc.constantFrom<unknown>('2026-09-01T03:00:00.000Z', '2026-09-01', 'voids-subject', 'road', { value: 1, more: 2 }),
  fc.constantFrom<unknown>(
    { type: 'Point', coordinates: [1, 2] },
    {
      type: 'LineString',
      coordinates: [
        [1, 2],
        [3, 4],
      ],
    },
  ),
  fc.json().map((text) => JSON.parse(text) as unknown),
);

describe('a row of a registry read without its schema', () => {
  it('is read as the schema reads it, or not at all', () => {
    const places = [...pathsIn(usual), ['more'], ['order', 'more'], ['attributes', '__proto__'], ['attributes', '']];
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...places), odd), { maxLength: 2 }), (changes) => {
        const value = changes.reduce<unknown>((so, [path, by]) => {
          try {
            return changed(so, path, by);
          } catch {
            return so;
          }
        }, usual);
        const asRead = JSON.parse(JSON.stringify(value ?? null)) as unknown;
        const read = readThingReport(asRead);
        if (read !== null) expect(told.parse(asRead)).toEqual(read);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is the usual case', () => {
    expect(readThingReport(usual)).toEqual(told.parse(usual));
    expect(readThingReport({ ...usual, geometry: null, dataset: null })).not.toBeNull();
  });

  it('is left to the schema with anything unusual', () => {
    for (const name of ['', '.about', '.note', '.gone']) {
      const read = readThingReport(sample(name));
      if (read !== null) expect(read).toEqual(told.parse(sample(name)));
    }
    expect(readThingReport(sample(''))).toBeNull();
    expect(readThingReport(sample('.about'))).toBeNull();
  });
});
