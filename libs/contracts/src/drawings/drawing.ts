import { z } from 'zod';
import { LngLat } from '../hazards/geometry.js';
import { DrawingColor, DrawingDash } from './drawing-style.js';

/** A stroke by hand has tens of positions; every browser draws all of them. */
export const MOST_POSITIONS = 2_000;
export const LONGEST_DRAWING_TEXT = 200;

const TOO_MANY = `at most ${MOST_POSITIONS} positions`;
const Point = z.object({ type: z.literal('Point'), coordinates: LngLat });
const Line = z.object({
  type: z.literal('LineString'),
  coordinates: z.array(LngLat).min(2, 'a line has two positions or more').max(MOST_POSITIONS, TOO_MANY),
});
const Ring = z
  .array(LngLat)
  .min(4, 'an area has three corners or more')
  .max(MOST_POSITIONS, TOO_MANY)
  .refine((ring) => String(ring[0]) === String(ring.at(-1)), 'an area ends where it begins');
const Area = z.object({ type: z.literal('Polygon'), coordinates: z.array(Ring).length(1, 'one ring') });

/** A single line beside what is drawn: no line breaks, nothing invisible. Empty = none. */
const Label = z
  .string()
  .trim()
  .max(LONGEST_DRAWING_TEXT, `at most ${LONGEST_DRAWING_TEXT} characters`)
  .regex(/^\P{Cc}*$/u, 'expected one line of text');
const Words = Label.min(1, 'write something');

const Style = { color: DrawingColor, dash: DrawingDash };

const point = { kind: z.literal('point'), geometry: Point, ...Style, text: Label };
const text = { kind: z.literal('text'), geometry: Point, ...Style, text: Words };
const line = { kind: z.literal('line'), geometry: Line, ...Style, text: Label };
/** Points to its last position. */
const arrow = { kind: z.literal('arrow'), geometry: Line, ...Style, text: Label };
const measure = { kind: z.literal('measure'), geometry: Line, ...Style, text: Label };
const area = { kind: z.literal('area'), geometry: Area, ...Style, text: Label };

/** What somebody draws on the map. What a measure measures follows from its line. */
export const DrawingContent = z.discriminatedUnion('kind', [
  z.object(point),
  z.object(text),
  z.object(line),
  z.object(arrow),
  z.object(measure),
  z.object(area),
]);
export type DrawingContent = z.infer<typeof DrawingContent>;
export type DrawingGeometry = DrawingContent['geometry'];

/** The same as somebody asks for it: nothing else may stand in it. */
export const AskedDrawing = z.discriminatedUnion('kind', [
  z.strictObject(point),
  z.strictObject(text),
  z.strictObject(line),
  z.strictObject(arrow),
  z.strictObject(measure),
  z.strictObject(area),
]);
