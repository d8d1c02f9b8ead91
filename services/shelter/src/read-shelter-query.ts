import { HubError, PhotoQuery, RunId, SHELTERS_PER_SEARCH, type LngLat } from '@hinomi/contracts';
import { z } from 'zod';

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const Exercise = z.union([
  z.literal('true').transform(() => true as const),
  z.literal('false').transform(() => null),
  RunId,
]);
/** JIS code of a municipality or a prefecture. */
const Municipality = z.string().regex(/^(\d{2}|\d{5})$/, 'expected a JIS code of 2 or 5 digits');

/** Of the whole country. */
const MOST_ANYWHERE = 200;

const Search = z
  .strictObject({
    q: z.string().max(200).default(''),
    municipality: Municipality.nullable().default(null),
    limit: whole(1, SHELTERS_PER_SEARCH).default(20),
    exercise: Exercise.nullable().default(null),
  })
  .refine(({ municipality, limit }) => municipality !== null || limit <= MOST_ANYWHERE, {
    path: ['limit'],
    message: `more than ${MOST_ANYWHERE} only with a municipality`,
  });
const Silent = z.strictObject({
  hours: whole(1, 720).nullable().default(null),
  municipality: Municipality.nullable().default(null),
  exercise: Exercise.nullable().default(null),
});
const coordinate = (most: number) => z.coerce.number().min(-most).max(most);
const Alike = z
  .strictObject({
    name: z.string().trim().max(200).default(''),
    lng: coordinate(180).optional(),
    lat: coordinate(90).optional(),
    address: z.string().trim().max(300).default(''),
    exercise: Exercise.nullable().default(null),
  })
  .refine(({ lng, lat }) => (lng === undefined) === (lat === undefined), 'tell both lng and lat, or neither');

/** `?q=&municipality=&limit=&exercise=`; `request.invalid` names the parameter. */
export function readSearch(query: unknown): z.output<typeof Search> {
  return read(Search, query);
}

/** `?hours=&municipality=&exercise=` */
export function readSilent(query: unknown): z.output<typeof Silent> {
  return read(Silent, query);
}

/** `?name=&lng=&lat=&address=&exercise=` */
export function readAlike(query: unknown): { lngLat: LngLat | null } & z.output<typeof Alike> {
  const asked = read(Alike, query);
  const { lng, lat } = asked;
  return { ...asked, lngLat: lng === undefined || lat === undefined ? null : [lng, lat] };
}

/** `?photo=&report=&device=&takenAt=` */
export function readPhoto(query: unknown): PhotoQuery {
  return read(PhotoQuery, query);
}

function read<T extends z.ZodType>(schema: T, query: unknown): z.output<T> {
  const found = schema.safeParse(query);
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  throw new HubError('request.invalid', issue?.message ?? 'The question cannot be read.', {
    place: { path: `/${issue?.path.join('/') ?? ''}` },
  });
}
