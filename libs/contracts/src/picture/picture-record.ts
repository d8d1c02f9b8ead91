import { z } from 'zod';
import { HubError } from '../errors/hub-error.js';
import { type FeatureId } from '../ids.js';
import { Instant } from '../instant.js';
import type { LogRecord, NewRecord } from '../log-record.js';
import { type FeatureV1 } from './feature.v1.js';
import { shareWords } from './share-words.js';

/**
 * Records of the `picture` topic. A writer first appends a claim; the claim's offset is its epoch, and every record it
 * writes carries that epoch. Readers drop records older than the latest claim they have seen (design section 3, one writer).
 */
const CLAIM_KEY = '@claim';
type Headers = Readonly<Record<string, string>>;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export type PictureChange =
  { change: 'upsert'; feature: FeatureV1; offset: number } | { change: 'remove'; id: FeatureId; offset: number };

export function encodeClaim(writer: string): NewRecord {
  return {
    key: CLAIM_KEY,
    value: encoder.encode(JSON.stringify({ writer })),
    headers: { ce_type: 'picture.claimed.v1' },
  };
}

/**
 * The features behind records that somebody still holds. In one process a change of the picture has a writer and five readers: what
 * one made or read is every other's, and is changed by nobody.
 */
const known = new WeakMap<Uint8Array, FeatureV1>();

/** `origin`: headers that name the fact behind the change, among them its `ce_trace`, and when it was stated: `cause_time`. */
export function encodeUpsert(feature: FeatureV1, epoch: number, origin: Headers = {}): NewRecord {
  const value = encoder.encode(JSON.stringify(feature));
  known.set(value, feature);
  return { key: feature.id, value, headers: { ce_type: 'picture.feature.v1', epoch: String(epoch), ...origin } };
}

export function encodeRemove(id: FeatureId, epoch: number, origin: Headers = {}): NewRecord {
  return { key: id, value: null, headers: { ce_type: 'picture.feature.v1', epoch: String(epoch), ...origin } };
}

/**
 * Since when what a removal takes away was no longer so: when the fact behind it was stated, as far as the record says, and
 * never after the hub learned of it.
 */
export function goneFrom({ headers, appendedAt }: LogRecord): Instant {
  const stated = Instant.safeParse(headers['cause_time']);
  return stated.success && stated.data < appendedAt ? stated.data : appendedAt;
}

const Epoch = z.coerce.number().int().nonnegative();

/** Reads `picture` records in order and drops those of a writer that has been succeeded. */
export class PictureReader {
  /** `latestClaim`: the epoch in force where reading begins; -1 at the start of the topic. */
  constructor(private latestClaim = -1) {}

  /** The epoch now in force; -1 before any claim. */
  get epoch(): number {
    return this.latestClaim;
  }

  /** `null` for a claim and for a stale writer's record; `event.invalid` for a record that is not the picture's. */
  read(record: LogRecord): PictureChange | null {
    if (record.key === CLAIM_KEY) {
      this.latestClaim = record.offset;
      return null;
    }
    const epoch = Epoch.safeParse(record.headers['epoch']);
    if (!epoch.success) throw notPicture(record, 'has no epoch');
    if (epoch.data < this.latestClaim) return null;
    if (record.value === null) return { change: 'remove', id: record.key as FeatureId, offset: record.offset };
    return { change: 'upsert', feature: readFeature(record), offset: record.offset };
  }
}

/** The hub wrote these bytes itself, so their shape is trusted; only that they are JSON with the right id is checked. */
function readFeature(record: LogRecord): FeatureV1 {
  const value = record.value ?? new Uint8Array();
  const there = known.get(value);
  if (there?.id === record.key) return there;
  try {
    const feature = JSON.parse(decoder.decode(value)) as FeatureV1;
    if (feature.id === record.key) {
      shareWords(feature);
      known.set(value, feature);
      return feature;
    }
  } catch (cause) {
    throw notPicture(record, 'is not JSON', cause);
  }
  throw notPicture(record, 'carries another id than its key');
}

function notPicture(record: LogRecord, what: string, cause?: unknown): HubError {
  return new HubError('event.invalid', `${record.topic}@${record.offset} ${what}`, { cause });
}
