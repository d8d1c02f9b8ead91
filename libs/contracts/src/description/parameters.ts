import { z } from 'zod';
import { LAYERS } from '../picture/feature.v1.js';
import type { Parameter } from './endpoint.js';

const text = (says: string, example?: string): Parameter => ({
  ...{ says, schema: z.string() },
  ...(example !== undefined && { example }),
});
const whole = (says: string, least: number, most: number): Parameter => ({
  ...{ says, schema: z.int().min(least).max(most) },
});
const moment = (says: string): Parameter => ({
  says,
  schema: z.string(),
  example: '2024-01-01T16:10:00+09:00',
});

export const EXERCISE: Parameter = {
  says: '`true`: the drill instead of the real world.',
  schema: z.enum(['true', 'false']),
};

/** What of the picture is asked for; the same in every question about it. */
const INTEREST: Readonly<Record<string, Parameter>> = {
  layers: text(`A list of ${LAYERS.join(', ')}.`, 'shelter,tsunami'),
  bbox: text('west,south,east,north in degrees; a feature of which the place is not known always matches.'),
  areaCodes: text('JIS codes: 5 digits per municipality or ward, 2 per prefecture.', '17204,17'),
  polygon: text('A GeoJSON Polygon or MultiPolygon.'),
  minSeverity: whole('Features of this severity and more.', 0, 5),
  minSeverityOf: text('For single layers in place of minSeverity.', 'shelter:1,facility:1'),
  where: text('A filter in CQL2 JSON.'),
  exercise: EXERCISE,
};

export const PICTURE_QUERY: Readonly<Record<string, Parameter>> = {
  ...INTEREST,
  at: moment('What was in force then. A plus sign is %2B in an address.'),
  knownAt: moment('By what the hub knew then; alone: the picture as it was published then.'),
};

export const PICTURE_CHANGES_QUERY: Readonly<Record<string, Parameter>> = {
  ...INTEREST,
  from: { ...moment('The beginning.'), required: true },
  to: { ...moment('The end.'), required: true },
  clock: { says: 'By when the hub knew, or by when it was so.', schema: z.enum(['known', 'valid']) },
  knownAt: moment('With clock=valid: by what was known then.'),
  cursor: text('Where an earlier page ended.'),
};

export const SHELTERS_QUERY: Readonly<Record<string, Parameter>> = {
  q: text('Name, reading, address or id.'),
  municipality: text('A JIS code of 2 or 5 digits.', '17204'),
  limit: whole('More than 200 only with a municipality.', 1, 3_000),
  exercise: text('`true`, or the run of a drill.'),
};

export const PUBLIC_SHELTERS_QUERY: Readonly<Record<string, Parameter>> = {
  q: text('Name, reading, address or municipality; all words must be found.'),
  open: text('1 = said to be open.'),
  pets: text('1 = takes in pets.'),
  toilet: text('1 = has a toilet for wheelchairs.'),
  hazard: text('Designated for this kind, or `now`: for all that is in force.'),
  exercise: text('`true`, or the run of a drill.'),
};

export const SUBSCRIPTION_CHANGES_QUERY: Readonly<Record<string, Parameter>> = {
  since: whole('The sequence up to which everything is there already; it is acknowledged with this.', 0, 2 ** 53 - 1),
  limit: whole('At most so many changes.', 1, 1_000),
  wait: whole('Seconds to wait for a change when there is none.', 0, 25),
};

export const RUN_QUERY: Readonly<Record<string, Parameter>> = { exercise: text('The run of a drill.') };

export const SUBSCRIPTION_EVENTS_QUERY: Readonly<Record<string, Parameter>> = {
  since: whole('As `Last-Event-ID`: the sequence up to which everything is there already.', 0, 2 ** 53 - 1),
};

export const SUBSCRIPTION_FACTS_QUERY: Readonly<Record<string, Parameter>> = {
  hub: { ...text('The id of the reader’s log: what came through it is left out.'), required: true },
  since: text(
    'The cursor up to which everything is kept; it is acknowledged with this. Absent = where this hub was last.',
  ),
  limit: whole('At most so many facts.', 1, 500),
  wait: SUBSCRIPTION_CHANGES_QUERY['wait']!,
};

export const DELIVERIES_QUERY: Readonly<Record<string, Parameter>> = {
  format: { says: 'How it is written.', schema: z.enum(['json', 'csv']) },
};

export const CAP_FEED_QUERY: Readonly<Record<string, Parameter>> = {
  layers: INTEREST['layers']!,
  areaCodes: INTEREST['areaCodes']!,
  minSeverity: whole('Alerts of this severity and more; 2 unless told.', 0, 5),
  exercise: EXERCISE,
};

export const SIP4D_LIST_QUERY: Readonly<Record<string, Parameter>> = { exercise: EXERCISE };

export const SIP4D_PACKAGE_QUERY: Readonly<Record<string, Parameter>> = {
  theme: text('Of a layer of things the model; absent = all of the layer in the universal one.'),
  geometry: {
    says: 'A package has geometries of one kind; `point` unless told.',
    schema: z.enum(['point', 'line', 'polygon']),
  },
  exercise: EXERCISE,
};
