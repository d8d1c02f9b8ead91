import {
  contentDigest,
  photoFeatureId,
  type EventId,
  type FeatureId,
  type Instant,
  type PhotoQuery,
  type RunId,
  type SourceId,
  type Subject,
  type ThingReportedV1,
} from '@hinomi/contracts';

/** What the hub knows of a photo that it has stored. */
export interface StoredPhoto {
  shelter: { id: FeatureId; name: string; municipality: string | null };
  run: RunId | null;
  bytes: number;
  width: number;
  height: number;
  receivedAt: Instant;
  /** Subject and name of the account that sent it. */
  account: string;
  sentBy: string;
}

const STATES = 1;
/** Later than whatever told of it, and for ever: a photo that was removed does not come back. */
const REMOVES = 2;

/** That there is a photo, for responders only; never what is in it. The same photo gives the same event. */
export function normalisePhoto(
  { photo, report, device, takenAt: taken }: PhotoQuery,
  stored: StoredPhoto,
): ThingReportedV1 {
  const { shelter, run, bytes, width, height, receivedAt, account, sentBy } = stored;
  const takenAt = taken < receivedAt ? taken : receivedAt;
  const seen = { observedAt: takenAt };
  return {
    ...told(photo, run, STATES, takenAt),
    effect: 'states',
    name: shelter.name,
    municipality: shelter.municipality,
    attributes: {
      shelter: { value: shelter.id, ...seen },
      report: { value: report, ...seen },
      sentby: { value: sentBy, ...seen },
      bytes: { value: bytes, ...seen },
      width: { value: width, ...seen },
      height: { value: height, ...seen },
    },
    original: { photo, report, device, takenAt: taken, receivedAt, account },
  };
}

/** It is taken back: by whom stays on the log. */
export function normaliseRemoval(
  { photo, run }: { photo: string; run: RunId | null },
  removed: { at: Instant; account: string; why: 'asked' | 'newer-ones' },
): ThingReportedV1 {
  return {
    ...told(photo, run, REMOVES, removed.at),
    effect: 'voids-subject',
    name: '',
    municipality: null,
    attributes: {},
    original: { removedAt: removed.at, removedBy: removed.account, why: removed.why },
  };
}

function told(
  photo: string,
  run: RunId | null,
  version: number,
  at: Instant,
): Omit<ThingReportedV1, 'effect' | 'name' | 'municipality' | 'attributes' | 'original'> {
  const subject = photoFeatureId(photo, run) as string as Subject;
  return {
    subject,
    theme: 'shelter-photo',
    dataset: null,
    order: { version, issuedAt: at, sentAt: at, parserRevision: 1, digest: contentDigest({ subject, version }) },
    exercise: run,
    source: { id: 'shelter:photo' as SourceId, agency: '避難所', attribution: '避難所からの写真', rank: 3 },
    identifiers: [],
    nameKana: null,
    geometry: null,
    classification: 'responders',
    issuedAt: at,
    rawId: `photo:${photo}` as EventId,
  };
}
