import { z } from 'zod';

/** A moment as RFC 3339 UTC text with milliseconds, so that text order is time order. Example: `2024-01-01T07:10:09.000Z`. */
export const Instant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, 'expected an instant like 2024-01-01T07:10:09.000Z')
  .brand<'Instant'>();
export type Instant = z.infer<typeof Instant>;

const WITH_OFFSET = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** Reads RFC 3339 text with any offset; `null` when it is not such a text or not a real date. */
export function readInstant(text: string): Instant | null {
  if (!WITH_OFFSET.test(text)) return null;
  const millis = Date.parse(text);
  return Number.isNaN(millis) ? null : instantFromMillis(millis);
}

/** Milliseconds since 1970 → instant. */
export function instantFromMillis(millis: number): Instant {
  return new Date(millis).toISOString() as Instant;
}

/** Instant → milliseconds since 1970. */
export function millisOf(instant: Instant): number {
  return Date.parse(instant);
}

export function laterBy(instant: Instant, millis: number): Instant {
  return instantFromMillis(millisOf(instant) + millis);
}
