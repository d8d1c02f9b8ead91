import {
  datasetListed,
  decodeEvent,
  integrateListing,
  integrateThing,
  standingThing,
  thingReported,
  typeOf,
  type DatasetState,
  type ThingState,
} from '@hinomi/contracts';
import type { EventLog } from '@hinomi/event-log';

/** What every provider says now of every place, as the picture takes it. */
export async function standingOn(log: EventLog): Promise<[string, unknown][]> {
  const states = new Map<string, ThingState>();
  const datasets = new Map<string, DatasetState>();
  for await (const record of log.read('shelters', [])) {
    const { appendedAt } = record;
    if (typeOf(record) === thingReported.type) {
      const { id: event, data: report } = decodeEvent(thingReported, record);
      states.set(report.subject, integrateThing(states.get(report.subject), { event, appendedAt, report }));
    } else {
      const { data } = decodeEvent(datasetListed, record);
      datasets.set(data.dataset, integrateListing(datasets.get(data.dataset), data, appendedAt));
    }
  }
  return [...states.values()]
    .flatMap((each): [string, unknown][] => {
      const now = standingThing(each, datasets.get(each.dataset ?? '')?.newest ?? null);
      return now ? [[now.known.report.subject, [now.known.report.attributes, now.asOf]]] : [];
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
