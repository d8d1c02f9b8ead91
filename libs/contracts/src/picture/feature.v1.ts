import { z } from 'zod';
import { Geometry } from '../hazards/geometry.js';
import { EventId, FeatureId, RunId, SourceId, Subject } from '../ids.js';
import { Instant } from '../instant.js';
import { canonicalJson } from '../canonical-json.js';
import { SignatureState } from '../events/hazard-reported.v1.js';
import { FeatureProperties } from './hazard-properties.js';
import type { Severity } from './severity.js';

/** The layers of the picture; a viewport, a subscription and a legend speak of the same ones. */
export const LAYERS = [
  'evacuation-order',
  'eew',
  'nankai',
  'earthquake',
  'tsunami',
  'weather-warning',
  'legacy-warning',
  'river-flood',
  'alert',
  'typhoon',
  'volcano',
  'ash',
  'prompt-report',
  'bulletin',
  'gdacs',
  'shelter',
  'facility',
  'resource',
  'road',
  'lifeline',
  'report',
  'sensor',
  'need',
  'drawing',
  'impact',
  'drill',
] as const;
export const Layer = z.enum(LAYERS);
export type Layer = z.infer<typeof Layer>;

export const FeatureKind = z.enum([
  'hazard',
  'impact',
  'shelter',
  'need',
  'sensor',
  'camera',
  'facility',
  'road',
  'lifeline',
  'resource',
  'report',
  'annotation',
]);
export type FeatureKind = z.infer<typeof FeatureKind>;

/** One feature of the picture (design section 4). */
export const FeatureV1 = z.object({
  id: FeatureId,
  /** Ids that were merged into this one, sorted: whoever asks for one of them is answered with this feature. */
  aliases: z.array(FeatureId).optional(),
  layer: Layer,
  kind: FeatureKind,
  /** WGS 84; null when the place is given by `area`, or is unknown. */
  geometry: Geometry.nullable(),
  /** Areas by code; the shape is at `GET /api/v1/areas/{edition}/{code}`. `names[i]` belongs to `codes[i]`. */
  area: z
    .object({
      edition: z.string(),
      codes: z.array(z.string()),
      names: z.array(z.string()),
      /** The edition is the approximate set, or lacks a code. */
      approximate: z.boolean(),
    })
    .nullable(),
  /** JIS codes it touches: 5 digits per municipality, 2 per prefecture. For filters by area. */
  areaCodes: z.array(z.string()),
  severity: z
    .int()
    .min(0)
    .max(5)
    .transform((value) => value as Severity),
  /** Only from a municipality's evacuation order. */
  alertLevel: z.int().min(1).max(5).nullable(),
  /** JMA's 警戒レベル相当: labelled 相当 wherever it shows, never an order. */
  levelEquivalent: z.int().min(1).max(5).nullable(),
  valid: z.object({ from: Instant, to: Instant.nullable() }),
  observedAt: Instant.nullable(),
  issuedAt: Instant,
  /** Append time of the newest fact that determines the content. */
  recordedAt: Instant,
  /** 1 for the first version of this id since it last appeared; grows by one. */
  version: z.int().positive(),
  properties: FeatureProperties,
  /** Who said it: one entry per report that contributes. */
  sources: z.array(
    z.object({
      source: SourceId,
      agency: z.string(),
      attribution: z.string(),
      subject: Subject,
      event: EventId,
      issuedAt: Instant,
      /** Absent = the report was not signed. */
      signature: SignatureState.optional(),
      signedBy: z.string().optional(),
      /** Who passed the agency's report on. */
      relay: z.string().optional(),
    }),
  ),
  conflicts: z.array(z.object({ field: z.string(), values: z.array(z.unknown()) })),
  /**
   * For access: who may see it. `public-view` is what the open sources of a thing say, for those who may not see the whole of it;
   * `headquarters` is for operators and administrators alone.
   * `jurisdiction` is a JIS code, or null for all.
   */
  label: z.object({
    classification: z.enum(['public', 'responders', 'public-view', 'headquarters']),
    jurisdiction: z.string().nullable(),
  }),
  exercise: RunId.nullable(),
});
export type FeatureV1 = z.infer<typeof FeatureV1>;

/** Canonical text of a feature's content: sorted keys, coordinates to 1e-7, without `version` and `recordedAt`. */
export function canonicalFeature(feature: FeatureV1): string {
  const { version: _version, recordedAt: _recordedAt, geometry, ...content } = feature;
  return canonicalJson({ ...content, geometry: geometry && rounded(geometry) });
}

/** Coordinates rounded to 1e-7 degrees (about a centimetre), as the picture stores them. */
export function rounded(geometry: Geometry): Geometry {
  return roundedValue(geometry) as Geometry;
}

function roundedValue(value: unknown): unknown {
  // Zero has no sign in JSON.
  if (typeof value === 'number') return Math.round(value * 1e7) / 1e7 + 0;
  if (Array.isArray(value)) return value.map(roundedValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, roundedValue(inside)]));
}

/** A feature as RFC 7946 GeoJSON: everything but the geometry stands in `properties`, the id in both places. */
export interface GeoJsonFeature {
  type: 'Feature';
  id: string;
  geometry: Geometry | null;
  properties: Omit<FeatureV1, 'geometry' | 'properties'> & { detail: FeatureProperties };
}

export function toGeoJson(feature: FeatureV1): GeoJsonFeature {
  const { geometry, properties, ...rest } = feature;
  return { type: 'Feature', id: feature.id, geometry, properties: { ...rest, detail: properties } };
}

export function fromGeoJson(json: GeoJsonFeature): FeatureV1 {
  const { detail, ...rest } = json.properties;
  return { ...rest, geometry: json.geometry, properties: detail };
}
