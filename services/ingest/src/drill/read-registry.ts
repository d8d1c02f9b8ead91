import {
  contentDigest,
  datasetListed,
  decodeEvent,
  integrateListing,
  integrateThing,
  registryRow,
  reportEventId,
  standingThing,
  thingReported,
  topicIn,
  traceIdOf,
  typeOf,
  type DatasetId,
  type DatasetState,
  type HubEvent,
  type RunId,
  type Subject,
  type ThingReportedV1,
  type ThingState,
} from '@hinomi/contracts';
import type { EventLog } from '@hinomi/event-log';
import { z } from 'zod';

/** Whose places an exercise takes over: municipalities by 5 digits of the JIS code, prefectures by 2. */
export const RegistryAreas = z
  .array(z.string().regex(/^\d{2}(\d{3})?$/, 'expected a JIS code of 2 or 5 digits'))
  .max(100);

type Place = Omit<ThingReportedV1, 'original'>;

/** The places of some areas as their registries list them now, without what was reported of them. */
export async function readRegistry(log: EventLog, areas: readonly string[], stopped: AbortSignal): Promise<Place[]> {
  const things = new Map<Subject, ThingState>();
  const datasets = new Map<DatasetId, DatasetState>();
  const isInside = ({ municipality }: Place): boolean =>
    municipality !== null && areas.some((area) => municipality.startsWith(area));
  for (const topic of ['shelters', 'places'] as const) {
    for await (const record of log.read(topicIn('real', topic), [])) {
      if (stopped.aborted) return [];
      switch (typeOf(record)) {
        case datasetListed.type: {
          const { data } = decodeEvent(datasetListed, record);
          datasets.set(data.dataset, integrateListing(datasets.get(data.dataset), data, record.appendedAt));
          break;
        }
        case thingReported.type: {
          const { id: event, data } = decodeEvent(thingReported, record);
          const before = things.get(data.subject);
          if (before === undefined && !isInside(data)) break;
          const { original: _original, ...report } = data;
          things.set(data.subject, integrateThing(before, { event, appendedAt: record.appendedAt, report }));
        }
      }
    }
  }
  return [...things.values()].flatMap((thing) => {
    const listing = thing.dataset === null ? null : (datasets.get(thing.dataset)?.newest ?? null);
    const standing = standingThing(thing, listing);
    const row = standing && registryRow(standing.known.report);
    return row !== null && isInside(row) ? [row] : [];
  });
}

/** A real place → the same place in a run of an exercise, under an id of the run. */
export function inExercise(place: Place, run: RunId): HubEvent<ThingReportedV1> {
  const subject = `drill:${run}:${place.subject}` as Subject;
  const dataset = place.dataset === null ? null : (`drill:${run}:${place.dataset}` as DatasetId);
  // Not the digest of the row, or a table that somebody posts into the exercise would be taken for known.
  const order = { ...place.order, digest: contentDigest(['registry', place.order.digest]) };
  const id = reportEventId(subject, order);
  return {
    id,
    source: place.source.id,
    subject,
    time: place.issuedAt,
    exercise: run,
    trace: traceIdOf(id),
    type: thingReported.type,
    data: { ...place, subject, dataset, order, exercise: run, original: {} },
  };
}
