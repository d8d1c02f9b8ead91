import { HubError, jsonPointer, RunId, type Realm } from '@hinomi/contracts';
import type { z } from 'zod';
import { disasterOf, disasterOfId, runOfDisaster } from '../vault/vault-change.js';

/** `request.invalid` with the place alone: what was sent may be about a person, and errors are read by others. */
export function readInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const read = schema.safeParse(input);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const isUnknown = issue?.code === 'unrecognized_keys';
  throw new HubError(
    'request.invalid',
    isUnknown ? 'There is a field too many.' : `Expected ${expected(issue)} here.`,
    {
      place: { path: jsonPointer(issue?.path ?? []) },
    },
  );
}

/** In words of the schema; never of the input. */
function expected(issue: z.core.$ZodIssue | undefined): string {
  if (issue === undefined) return 'something else';
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'invalid_type') return `a value of type ${issue.expected}`;
  if (issue.code === 'custom') return `this to agree with the rest: ${issue.message}`;
  return 'a value as the description of this call says';
}

export function readJson<T>(schema: z.ZodType<T>, body: unknown): T {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.isBuffer(body) ? body.toString('utf8') : '');
  } catch {
    // The parser's own words quote the body.
    throw new HubError('request.invalid', 'The body is not JSON.', { place: { path: '' } });
  }
  return readInput(schema, value);
}

/** In which world an id is. */
export function worldOf(id: string): { realm: Realm; disaster: string } {
  const run = runOfDisaster(disasterOfId(id));
  return world(run === null ? null : RunId.parse(run));
}

export function world(run: RunId | null): { realm: Realm; disaster: string } {
  return { realm: run === null ? 'real' : 'drill', disaster: disasterOf(run) };
}
