import { createHash } from 'node:crypto';
import {
  HubError,
  PictureReader,
  topicIn,
  type FeatureId,
  type FeatureV1,
  type Instant,
  type Realm,
} from '@hinomi/contracts';
import type { LogReader } from '@hinomi/event-log';
import type { DraftFeature } from '../hazards/hazard-feature.js';
import { featureDigest } from '../picture/feature-digest.js';

/** A picture as far as it can be compared: of each feature the SHA-256 of its canonical bytes. */
export type CanonicalPicture = ReadonlyMap<FeatureId, string>;

export interface FoldedPicture {
  features: CanonicalPicture;
  /** The latest claim on it; -1 before any. */
  epoch: number;
  /** Records that are not the picture's. */
  unreadable: number;
  /** Sensors whose last reading was made before a moment that the caller names. */
  readBefore: ReadonlySet<FeatureId>;
}

/** The picture that the log holds, of the records before an offset. `readBefore`: null = no sensor is told apart. */
export async function foldPicture(
  log: LogReader,
  realm: Realm,
  before: number,
  readBefore: Instant | null = null,
): Promise<FoldedPicture> {
  const reader = new PictureReader();
  const features = new Map<FeatureId, string>();
  const old = new Set<FeatureId>();
  let unreadable = 0;
  for await (const record of log.read(topicIn(realm, 'picture'), [])) {
    if (record.offset >= before) break;
    try {
      const change = reader.read(record);
      if (change === null) continue;
      const id = change.change === 'upsert' ? change.feature.id : change.id;
      old.delete(id);
      if (change.change === 'remove') features.delete(id);
      else {
        const { feature } = change;
        features.set(id, featureDigest(feature));
        if (readBefore !== null && wasReadBefore(feature, readBefore)) old.add(id);
      }
    } catch (cause) {
      if (!(cause instanceof HubError) || cause.code !== 'event.invalid') throw cause;
      unreadable += 1;
    }
  }
  return { features, epoch: reader.epoch, unreadable, readBefore: old };
}

/** What is to stand, in the same form. */
export function canonicalOf(drafts: ReadonlyMap<FeatureId, DraftFeature>): CanonicalPicture {
  return new Map([...drafts].map(([id, draft]) => [id, featureDigest({ ...draft, version: 1 })]));
}

/** One digest for all of a picture. */
export function digestOfPicture(picture: CanonicalPicture): string {
  const hash = createHash('sha256');
  for (const id of [...picture.keys()].sort()) hash.update(`${id}\n${picture.get(id)}\n`);
  return hash.digest('hex');
}

function wasReadBefore({ kind, observedAt }: FeatureV1, moment: Instant): boolean {
  return kind === 'sensor' && observedAt !== null && observedAt < moment;
}
