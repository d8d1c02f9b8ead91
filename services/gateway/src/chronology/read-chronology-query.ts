import { CHRONOLOGY_WAIT_SECONDS, HubError, RunId } from '@hinomi/contracts';

export interface ChronologyQuery {
  /** Null = the real world's book. */
  exercise: RunId | null;
  since: string | null;
  waitMs: number;
}

/** `request.invalid` with the parameter. */
export function readChronologyQuery(query: Readonly<Record<string, string | undefined>>): ChronologyQuery {
  const { since = null } = query;
  const waitSeconds = Number(query['wait'] ?? 0);
  if (!(waitSeconds >= 0 && waitSeconds <= CHRONOLOGY_WAIT_SECONDS))
    throw invalid('wait', `wait is a number of seconds up to ${CHRONOLOGY_WAIT_SECONDS}.`);
  return { exercise: readExercise(query['exercise']), since, waitMs: waitSeconds * 1000 };
}

/** `false`, or nothing, is the real world; else the run of an exercise. */
export function readExercise(text: string | undefined): RunId | null {
  if (text === undefined || text === 'false') return null;
  const read = RunId.safeParse(text);
  // A run has a book of its own; which run "true" means would change with the next one.
  if (!read.success || text === 'true')
    throw invalid('exercise', 'exercise is "false" for the real world, or the run of an exercise.');
  return read.data;
}

export function cursorOf(logId: string, position: number): string {
  return `${logId}:${position}`;
}

/** The position of a cursor of this log; `null` for any other. */
export function readCursor(logId: string, cursor: string): number | null {
  const at = cursor.lastIndexOf(':');
  const position = Number(cursor.slice(at + 1));
  if (cursor.slice(0, at) !== logId || !/^\d{1,15}$/.test(cursor.slice(at + 1))) return null;
  return position;
}

function invalid(name: string, message: string): HubError {
  return new HubError('request.invalid', message, { place: { path: `/${name}` } });
}
