import { z } from 'zod';
import { LngLat } from '../hazards/geometry.js';
import { Instant } from '../instant.js';
import type { AttributeDefinition } from './attribute-definition.js';
import { THEME_DEFINITIONS, type Theme } from './theme.js';

/** What headquarters enter of what is reported to them from the field, in the order of the form. */
export const FIELD_REPORT_THEMES = [
  'road',
  'landslide',
  'isolated-community',
  'fire',
  'power-outage',
  'water-outage',
  'gas-outage',
  'telephone-outage',
] as const satisfies readonly Theme[];
export const FieldReportTheme = z.enum(FIELD_REPORT_THEMES);
export type FieldReportTheme = z.infer<typeof FieldReportTheme>;

const OUTAGE_ASKED = ['houseno', 'estendtime'] as const;

/** What each asks for beside its name, place and time, by the attributes of its theme, in the order of the form. */
export const FIELD_REPORT_ASKED: Readonly<Record<FieldReportTheme, readonly string[]>> = {
  road: ['passstts', 'startpoint', 'endpoint', 'category', 'emergencypass'],
  landslide: ['type', 'detail', 'houseno'],
  'isolated-community': ['houseno', 'personno', 'reachedby'],
  fire: ['burning', 'spread'],
  'power-outage': OUTAGE_ASKED,
  'water-outage': OUTAGE_ASKED,
  'gas-outage': OUTAGE_ASKED,
  'telephone-outage': OUTAGE_ASKED,
};

/** Those that are nothing without a name: a road, a community. */
export const FIELD_REPORT_NAMED: ReadonlySet<FieldReportTheme> = new Set(['road', 'isolated-community']);

export function attributeAsked(theme: FieldReportTheme, name: string): AttributeDefinition {
  return THEME_DEFINITIONS[theme].attributes[name] as AttributeDefinition;
}

const LONGEST_TEXT = 500;
const LONGEST_NOTE = 2_000;
/** A shape finer than anybody draws by hand; far below the largest event. */
const MOST_POSITIONS = 5_000;

const Position = z.array(LngLat).max(MOST_POSITIONS);
const Line = Position.refine(
  (line) => new Set(line.map(String)).size >= 2,
  'expected two different positions at least',
);
const Ring = Position.min(4).superRefine((ring, context) => {
  const [first, last] = [ring[0], ring.at(-1)];
  if (String(first) !== String(last)) {
    const message = 'expected the first position again, to close the ring';
    context.addIssue({ code: 'custom', path: [ring.length - 1], message });
  } else if (new Set(ring.map(String)).size < 3) {
    context.addIssue({ code: 'custom', message: 'expected three different positions at least' });
  }
});

/** Where it is: a point, a line or an area, WGS 84, `[lng, lat]`. */
export const FieldGeometry = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('Point'), coordinates: LngLat }),
  z.strictObject({ type: z.literal('LineString'), coordinates: Line }),
  z.strictObject({ type: z.literal('Polygon'), coordinates: z.array(Ring).min(1).max(20) }),
]);
export type FieldGeometry = z.infer<typeof FieldGeometry>;

/** Null = not known, which is not nothing; absent = not asked. */
export type FieldReportValue = string | number | null;

function valueSchema({ type, codes = [] }: AttributeDefinition): z.ZodType<FieldReportValue | undefined> {
  switch (type) {
    case 'code':
      return z.enum(codes as [string, ...string[]]).nullish();
    case 'integer':
    case 'number':
      return z.int().nonnegative().max(99_999_999).nullish();
    case 'instant':
      return Instant.nullish();
    case 'text':
      return z.string().trim().max(LONGEST_TEXT).nullish();
  }
}

function detailsSchema(theme: FieldReportTheme) {
  const asked = FIELD_REPORT_ASKED[theme].map((name) => [name, valueSchema(attributeAsked(theme, name))] as const);
  return z.strictObject(Object.fromEntries(asked));
}

function contentSchema(theme: FieldReportTheme) {
  const name = z.string().trim().max(200);
  return z.strictObject({
    theme: z.literal(theme),
    /** Of the road or community; of others what the place is called, or nothing. */
    name: FIELD_REPORT_NAMED.has(theme) ? name.min(1, 'say its name') : name,
    geometry: FieldGeometry,
    /** When it began; null = not known. */
    since: Instant.nullable(),
    details: detailsSchema(theme),
    note: z.string().trim().max(LONGEST_NOTE),
    /** Who sees it. */
    audience: z.enum(['public', 'responders']),
  });
}

/** What a field report says. */
export interface FieldReportContent {
  theme: FieldReportTheme;
  name: string;
  geometry: FieldGeometry;
  since: Instant | null;
  details: Readonly<Record<string, FieldReportValue | undefined>>;
  note: string;
  audience: 'public' | 'responders';
}
const [firstTheme, ...otherThemes] = FIELD_REPORT_THEMES;
export const FieldReportContent: z.ZodType<FieldReportContent> = z.discriminatedUnion('theme', [
  contentSchema(firstTheme),
  ...otherThemes.map(contentSchema),
]);

/** `report`: entered first · `change`: says it anew, also after an end · `resolve`: it is over · `withdraw`: it was entered in error. */
export const FieldReportStepKind = z.enum(['report', 'change', 'resolve', 'withdraw']);
export type FieldReportStepKind = z.infer<typeof FieldReportStepKind>;

/** A step of one, beside the report of the thing that it makes. */
export const FieldReportEntered = z.object({
  stepId: z.string().min(1),
  step: FieldReportStepKind,
  by: z.object({ subject: z.string(), name: z.string() }),
  /** Why it ends; not in the picture. */
  reason: z.string(),
  content: FieldReportContent,
});
export type FieldReportEntered = z.infer<typeof FieldReportEntered>;
