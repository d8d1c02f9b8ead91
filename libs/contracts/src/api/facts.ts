import { z } from 'zod';
import { Fact, HubId } from '../events/fact.js';

/** `GET /api/v1/subscriptions/{id}/facts?hub=&since=&limit=&wait=`: facts in the order of each topic, for another hub. */
export const FactsPage = z.object({
  /** Who says so: the hub that is asked. */
  hub: HubId,
  /** The `since` of the next request, which says that everything up to here is kept. */
  cursor: z.string().min(1),
  /** There is more at once. */
  more: z.boolean(),
  facts: z.array(Fact),
});
export type FactsPage = z.infer<typeof FactsPage>;

export const MOST_FACTS_IN_PAGE = 500;
