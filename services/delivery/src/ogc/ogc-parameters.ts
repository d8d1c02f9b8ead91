import { FeatureKind } from '@hinomi/contracts';
import { CRS84 } from './ogc-vocabulary.js';

export const MOST_ITEMS = 10_000;
export const ITEMS_UNLESS_TOLD = 10;

interface ParameterWords {
  description: string;
  schema: object;
  /** A list with commas. */
  isList?: true;
}

const crs = (what: string): ParameterWords => ({ description: what, schema: { type: 'string', enum: [CRS84] } });
const level = (description: string, minimum: number): ParameterWords => ({
  description,
  schema: { type: 'integer', minimum, maximum: 5 },
});

/** Every query parameter, as the API document tells it. What a path does not name is refused. */
export const OGC_PARAMETERS = {
  f: { description: 'The format. There is one.', schema: { type: 'string', enum: ['json'] } },
  exercise: {
    description: '`true`: the drill instead of the real world. Drills are never in one answer with it.',
    schema: { type: 'boolean', default: false },
  },
  limit: {
    description: `How many features a page has at most; a number above ${MOST_ITEMS} is taken for ${MOST_ITEMS}.`,
    schema: { type: 'integer', minimum: 1, maximum: MOST_ITEMS, default: ITEMS_UNLESS_TOLD },
  },
  page: {
    description: 'Where the page begins, from a `next` link; it means nothing else.',
    schema: { type: 'string' },
  },
  bbox: {
    description:
      'west,south,east,north in degrees, or with heights, which are read over. West east of east crosses 180°. A feature whose place is unknown is always selected.',
    schema: {
      type: 'array',
      oneOf: [
        { minItems: 4, maxItems: 4 },
        { minItems: 6, maxItems: 6 },
      ],
      items: { type: 'number' },
    },
    isList: true,
  },
  'bbox-crs': crs('Of `bbox`.'),
  crs: crs('Of the answer.'),
  datetime: {
    description: 'A moment, or two with / between them, of which one may be `..`: what is in force then.',
    schema: { type: 'string' },
  },
  filter: { description: 'CQL2 over the queryables of the collection.', schema: { type: 'string' } },
  'filter-lang': {
    description: 'The form of `filter`.',
    schema: { type: 'string', enum: ['cql2-text', 'cql2-json'], default: 'cql2-text' },
  },
  'filter-crs': crs('Of `filter`.'),
  kind: { description: 'Features of this kind.', schema: { type: 'string', enum: FeatureKind.options } },
  severity: level('Features of this severity.', 0),
  alertLevel: level('Features of this 警戒レベル.', 1),
  levelEquivalent: level('Features of this 警戒レベル相当.', 1),
  areaCodes: {
    description: 'Features that touch one of these: JIS codes, 5 digits per municipality or ward, 2 per prefecture.',
    schema: { type: 'array', items: { type: 'string', pattern: '^(\\d{2}|\\d{5})$' } },
    isList: true,
  },
} as const satisfies Record<string, ParameterWords>;
export type OgcParameter = keyof typeof OGC_PARAMETERS;
