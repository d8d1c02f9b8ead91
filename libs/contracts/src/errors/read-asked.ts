import type { z } from 'zod';
import { jsonPointer } from './json-pointer.js';
import { HubError } from './hub-error.js';

/**
 * What somebody sent, as its schema has it. `request.invalid` with the place of the first thing that is wrong and the schema's own
 * words, or `otherwise` where it has none. Not for what may be about a person: some words quote the input.
 */
export function readAsked<T>(schema: z.ZodType<T>, value: unknown, otherwise: string): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const more = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  throw new HubError('request.invalid', issue?.message ?? otherwise, {
    place: { path: jsonPointer([...(issue?.path ?? []), ...more]) },
  });
}
