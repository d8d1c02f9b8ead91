import { z } from 'zod';

/**
 * Where something stands, seen from a reading: a name (`stg`), a JSON pointer below it (`/values/stg`), a relative JSON pointer
 * (`2/code`: two levels up, then `code`; `0#`: the reading's own key), a pointer from the document's root (`#/obsCd`); or the same
 * for all: `{ const }`.
 */
const Place = z.union([
  z
    .string()
    .regex(/^(#(\/.*)?|\d{1,2}(#|\/.*)?|\/.*|[^/#].*)$/, 'expected a name, a JSON pointer, or # and a JSON pointer'),
  z.strictObject({ const: z.union([z.string(), z.number()]) }),
]);
export type Place = z.infer<typeof Place>;

const Code = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** How a provider writes times. */
const TimeFormat = z
  .string()
  .refine(
    (format) => ['rfc3339', 'unix-seconds', 'unix-millis'].includes(format) || /yyyy.*MM.*dd/.test(format),
    'expected rfc3339, unix-seconds, unix-millis, or a pattern of yyyy, MM, dd, HH, mm and ss such as yyyy/MM/dd HH:mm',
  );

const Time = z.strictObject({
  /** Several are put together with a space: a date and a time. */
  at: z.union([Place, z.array(Place).min(1)]),
  format: TimeFormat.default('rfc3339'),
  /** Of a time that carries none, e.g. `+09:00`. */
  zone: z
    .string()
    .regex(/^(Z|[+-]\d\d:\d\d)$/, 'expected an offset such as +09:00')
    .optional(),
});
export type TimeMapping = z.infer<typeof Time>;

/** Where the parts of the readings of any provider's JSON stand. */
export const SensorMapping = z
  .strictObject({
    /** JSON pointer to the readings; `*` goes through all there are: `/stations/*\/values/*`. */
    readings: z
      .string()
      .regex(/^(\/.*)?$/, 'expected a JSON pointer')
      .default(''),
    id: Place,
    /** Put behind the id where one reading has several values, each with a mapping of its own. */
    idSuffix: z.string().default(''),
    time: Time,
    resultTime: Time.optional(),
    value: Place,
    /** What the value is multiplied with to be in the unit of the description. */
    factor: z.number().default(1),
    /** Values that say that there is none. */
    missing: z.array(Code).default([]),
    /** A code beside the value: anything but `good` and `doubtful` says that there is no value. */
    quality: z.strictObject({ at: Place, good: z.array(Code), doubtful: z.array(Code).default([]) }).optional(),
    name: Place.optional(),
    owner: Place.optional(),
    lng: Place.optional(),
    lat: Place.optional(),
    /** Goes up when a correction of this mapping is to hold over what was read before. */
    revision: z.int().min(1).max(1_000).default(1),
  })
  .refine(({ lng, lat }) => (lng === undefined) === (lat === undefined), 'lng and lat belong together')
  .refine(({ time, resultTime }) => [time, resultTime].every((each) => each === undefined || hasZone(each)), {
    path: ['time'],
    error: 'a pattern carries no zone: say which with zone, e.g. +09:00',
  });
export type SensorMapping = z.infer<typeof SensorMapping>;

function hasZone({ format, zone }: TimeMapping): boolean {
  return zone !== undefined || !format.includes('yyyy');
}
