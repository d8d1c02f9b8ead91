import { HubError, HubId, MOST_FACTS_IN_PAGE, readAsked, CHANGES_WAIT_SECONDS } from '@hinomi/contracts';
import { z } from 'zod';

const number = (least: number, most: number, otherwise: number) =>
  z.coerce.number({ error: 'expected a number' }).int().min(least).max(most).default(otherwise);

const FactsQuery = z.strictObject({
  hub: HubId,
  since: z.string().min(1).max(16_384).optional(),
  limit: number(1, MOST_FACTS_IN_PAGE, MOST_FACTS_IN_PAGE),
  wait: number(0, CHANGES_WAIT_SECONDS, 0),
});
export type FactsQuery = z.infer<typeof FactsQuery>;

/** `hub=&since=&limit=&wait=`: who asks, up to where it has everything, a number of facts, seconds. `request.invalid` names what is wrong. */
export function readFactsQuery(query: Readonly<Record<string, unknown>>): FactsQuery {
  return readAsked(FactsQuery, query, 'The parameters cannot be read.');
}

/** Of a cursor that nobody wrote here. */
export function noCursor(): HubError {
  return new HubError('request.invalid', 'The parameter since is no cursor.', { place: { path: '/since' } });
}
