import { Theme } from '@hinomi/contracts';
import { z } from 'zod';

/** A column by its name; in JSON also by a pointer into the row, `/position/lat`. */
const Column = z.string().min(1).max(200);

export const AttributeMapping = z.strictObject({
  column: Column,
  /** Only for attributes that the theme does not have: what it holds; text where it does not say. */
  type: z.enum(['text', 'integer', 'number', 'instant', 'code']).optional(),
  /** What an empty cell states, where it states something: a table of flags has `1` or nothing. */
  empty: z.string().optional(),
  /** The provider's words → canonical codes of the theme. */
  values: z.record(z.string(), z.string()).optional(),
  /** The provider's stored codes → the words it shows for them. */
  labels: z.record(z.string(), z.string()).optional(),
  /** Column with the time at which this attribute was seen. */
  observedAt: Column.optional(),
  /** What to call an attribute that the theme does not have. */
  title: z.string().min(1).optional(),
});
export type AttributeMapping = z.infer<typeof AttributeMapping>;

/**
 * How one provider's table becomes things of a theme: data, not code, so that nobody has to change their own system to take part
 * (sip4d 2). A SIP4D-ZIP brings its own with it.
 */
export const Mapping = z.strictObject({
  theme: Theme,
  /** To be raised with every change, so that what is read again by the new mapping corrects what the old one made. */
  revision: z.int().min(1).max(999).default(1),
  /** JSON only: where its rows are, as a JSON pointer. */
  rows: z
    .string()
    .regex(/^(\/[^/]*)*$/, 'expected a JSON pointer such as /data/rows')
    .default(''),
  /** `true`: the table lists all there is, so that a row which is missing is gone. `false`: it adds to what was told. */
  complete: z.boolean().default(true),
  /** Column whose every value is a dataset of its own, such as the municipality in a national list. */
  datasets: Column.optional(),
  /** Columns that tell rows apart and keep their values; none = the place and the name do. */
  key: z.array(Column).max(5).default([]),
  /** What other sources know the thing by: scheme → column, see `ThingIdentifier`. */
  identifiers: z.record(z.string().min(1), Column).default({}),
  name: Column.optional(),
  nameKana: Column.optional(),
  /** Columns of a position in degrees; GeoJSON has its geometry. */
  position: z.strictObject({ lng: Column, lat: Column }).optional(),
  /** Column of the municipality's code, 5 or 6 digits. */
  municipality: Column.optional(),
  /** Column with the time at which the row was seen. */
  observedAt: Column.optional(),
  geometryObservedAt: Column.optional(),
  /** Column with the time at which the thing ended; a row that has one is gone. */
  endedAt: Column.optional(),
  /** `responders`: not for the public. */
  classification: z.enum(['public', 'responders']).default('public'),
  /** Offset of times that carry none. */
  zone: z
    .string()
    .regex(/^[+-]\d\d:\d\d$/, 'expected an offset such as +09:00')
    .default('+09:00'),
  /** Columns about persons that the hub has no use for: they leave no trace in what is made of a row. */
  withhold: z.array(Column).default([]),
  /** Words that stand for "not known". An empty cell says nothing at all. */
  unknown: z.array(z.string()).default(['-', '―', '－', '不明', 'null', 'NULL', 'N/A']),
  attributes: z
    .record(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'expected a plain name'), AttributeMapping)
    .default({}),
});
export type Mapping = z.infer<typeof Mapping>;
