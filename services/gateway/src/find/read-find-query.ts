import { DISASTER_KINDS, HubError, RunId, type LngLat } from '@hinomi/contracts';
import { z } from 'zod';

/** About 100 m: as much as a list of shelters needs to know of anybody. */
const DECIMALS = 3;
const LONGEST_TEXT = 100;

const flag = z
  .enum(['1', 'true', 'on', '0', 'false', ''])
  .default('')
  .transform((value) => ['1', 'true', 'on'].includes(value));
const degrees = (most: number) =>
  z
    .union([
      z.number(),
      z
        .string()
        .regex(/^-?\d{1,3}(\.\d{1,15})?$/, 'expected degrees, e.g. 37.043')
        .transform(Number),
    ])
    .refine((value) => Math.abs(value) <= most, `expected at most ${most} degrees`)
    .transform((value) => Number(value.toFixed(DECIMALS)));

const Words = {
  q: z
    .string()
    .default('')
    .transform((text) => text.trim().slice(0, LONGEST_TEXT)),
  open: flag,
  pets: flag,
  toilet: flag,
  /** A kind of disaster, or what is in force now. */
  hazard: z
    .union([z.enum(['now', ...DISASTER_KINDS]), z.literal('').transform(() => null)])
    .nullable()
    .default(null),
  exercise: z
    .union([z.literal('true').transform(() => true as const), z.literal(['false', '']).transform(() => null), RunId])
    .nullable()
    .default(null),
};
/** Of the page: how, not what. */
const Manner = { lang: z.string().max(20).default(''), map: flag };

const Asked = z.strictObject({ ...Words, ...Manner });
const AskedFrom = z.strictObject({ ...Words, ...Manner, lat: degrees(90).optional(), lon: degrees(180).optional() });

export interface FindQuery extends Omit<z.output<typeof Asked>, 'map' | 'lang'> {
  lngLat: LngLat | null;
}

export interface FindPageQuery extends FindQuery {
  lang: string;
  map: boolean;
}

/** What stands in an address, and so in logs and histories: never where somebody is. `request.invalid` names the parameter. */
export function readFindAddress(query: unknown): FindPageQuery {
  if (typeof query === 'object' && query !== null && ('lat' in query || 'lon' in query)) {
    throw new HubError(
      'request.invalid',
      'A position does not belong in an address, which is logged: send it by POST.',
      {
        place: { path: 'lat' in query ? '/lat' : '/lon' },
      },
    );
  }
  return { ...read(Asked, query), lngLat: null };
}

/** The same as the fields of a form or of JSON, with `lat` and `lon` in degrees where somebody is; rounded before anything else. */
export function readFindBody(body: unknown): FindPageQuery {
  const { lat, lon, ...words } = read(AskedFrom, body ?? {});
  if ((lat === undefined) !== (lon === undefined)) {
    throw new HubError('request.invalid', 'lat and lon belong together.', {
      place: { path: lat === undefined ? '/lat' : '/lon' },
    });
  }
  return { ...words, lngLat: lat === undefined || lon === undefined ? null : [lon, lat] };
}

function read<T extends z.ZodType>(schema: T, asked: unknown): z.output<T> {
  const found = schema.safeParse(asked);
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  const path = issue?.code === 'unrecognized_keys' ? issue.keys : issue?.path;
  throw new HubError('request.invalid', issue?.message ?? 'The question cannot be read.', {
    place: { path: `/${path?.join('/') ?? ''}` },
  });
}
