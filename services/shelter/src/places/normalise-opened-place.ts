import {
  contentDigest,
  type EventId,
  type Instant,
  type OpenShelterRequest,
  type RunId,
  type SourceId,
  type ThingReportedV1,
} from '@hinomi/contracts';
import { placeSubject } from '../reports/report-ids.js';

/** A place opened without a designation, as a shelter of its own; a registry's row may turn out to be the same one later. */
export function normaliseOpenedPlace(
  { placeId, name, nameKana, kind, lngLat, address, openedAt: written }: OpenShelterRequest,
  run: RunId | null,
  { municipality, receivedAt }: { municipality: string | null; receivedAt: Instant },
): ThingReportedV1 {
  const openedAt = written < receivedAt ? written : receivedAt;
  const seen = { observedAt: openedAt };
  const stated = {
    identifiers: [{ scheme: 'shelter-place', value: placeId }],
    name,
    nameKana: nameKana === null || nameKana === '' ? null : nameKana,
    geometry: lngLat === null ? null : { type: 'Point' as const, coordinates: lngLat },
    municipality,
    // Where people stay at a private home is not for everybody.
    classification: kind === 'at-home' ? ('responders' as const) : ('public' as const),
    attributes: {
      eststts: { value: 'open', ...seen },
      placekind: { value: kind, ...seen },
      starttime: { value: openedAt, ...seen },
      ...(kind === 'provisional' || kind === 'self-run' ? { type: { value: 'temp_shelter', ...seen } } : {}),
      ...(address === null || address === '' ? {} : { address: { value: address, ...seen } }),
    },
  };
  return {
    subject: placeSubject(placeId, run),
    theme: 'shelter',
    dataset: null,
    order: { version: 0, issuedAt: openedAt, sentAt: openedAt, parserRevision: 1, digest: contentDigest(stated) },
    effect: 'states',
    exercise: run,
    source: { id: 'shelter:opened' as SourceId, agency: '現場', attribution: '現場での開設', rank: 5 },
    ...stated,
    issuedAt: openedAt,
    original: { placeId, kind, openedAt: written, receivedAt },
    rawId: `place:${placeId}` as EventId,
  };
}
