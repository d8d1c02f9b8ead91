import { CHANGES_WAIT_SECONDS, HubError, MOST_CHANGES_IN_PAGE } from '@hinomi/contracts';

export interface ChangesQuery {
  since: number;
  limit: number;
  waitMs: number;
}

const PARAMETERS = ['since', 'limit', 'wait'];

/** `since=&limit=&wait=`: a sequence, a number of changes, seconds. `request.invalid` names the parameter that is wrong. */
export function readChangesQuery(query: Readonly<Record<string, unknown>>): ChangesQuery {
  for (const name of Object.keys(query)) {
    if (!PARAMETERS.includes(name)) throw wrong(name, `is not a parameter here; known are ${PARAMETERS.join(', ')}`);
  }
  return {
    since: wholeNumber(query, 'since', 0, 0, Number.MAX_SAFE_INTEGER),
    limit: wholeNumber(query, 'limit', MOST_CHANGES_IN_PAGE, 1, MOST_CHANGES_IN_PAGE),
    waitMs: wholeNumber(query, 'wait', 0, 0, CHANGES_WAIT_SECONDS) * 1_000,
  };
}

function wholeNumber(
  query: Readonly<Record<string, unknown>>,
  name: string,
  otherwise: number,
  least: number,
  most: number,
): number {
  const text = query[name];
  if (text === undefined) return otherwise;
  const value = typeof text === 'string' && /^\d{1,16}$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(value) || value < least || value > most) {
    throw wrong(name, `must be a whole number from ${least} to ${most}`);
  }
  return value;
}

function wrong(name: string, what: string): HubError {
  return new HubError('request.invalid', `The parameter ${name} ${what}.`, { place: { path: name } });
}
