import { FeatureV1, type ThingProperties } from '@hinomi/contracts';
import { shelterThing } from '../cap/write-cap.suite.js';
import type { Sip4dSnapshot } from './sip4d-snapshot.js';

type Over = Record<string, unknown>;
const SEEN = { observedAt: '2026-09-01T02:50:00.000Z', source: 'pref', agency: '見本県' };

export const snapshot = (over: Partial<Record<keyof Sip4dSnapshot, unknown>> = {}): Sip4dSnapshot =>
  ({
    layer: 'shelter',
    theme: 'shelter',
    author: { name: '見本県', mail: 'bosai@pref.example' },
    disaster: { name: '見本地震', id: 'd-1' },
    report: 3,
    updated: '2026-09-01T03:02:10.000Z',
    exercise: null,
    audience: 'public',
    licence: 'cc-by',
    ...over,
  }) as Sip4dSnapshot;

/** A thing with the attributes given as plain values. */
export function thing(
  attributes: Readonly<Record<string, unknown>> = {},
  over: Over = {},
  properties: Partial<Record<keyof ThingProperties, unknown>> = {},
): FeatureV1 {
  const shelter = shelterThing();
  const told = Object.entries(attributes).map(([name, value]) => [
    name,
    value !== null && typeof value === 'object' ? { ...value, ...SEEN } : { value, ...SEEN },
  ]);
  return FeatureV1.parse({
    ...shelter,
    properties: { ...shelter.properties, ...properties, attributes: Object.fromEntries(told) },
    ...over,
  });
}

export const SHELTER = { cityname: '輪島市', eststts: 'open', evacueeno: 12, starttime: '2026-09-01T01:00:00.000Z' };

export function jsonIn(files: ReadonlyMap<string, Uint8Array>, end: string): unknown {
  const [, bytes] = [...files].find(([name]) => name.endsWith(end)) ?? [];
  return JSON.parse(new TextDecoder().decode(bytes));
}
