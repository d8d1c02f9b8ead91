import {
  goneFrom,
  HubError,
  PictureReader,
  type FeatureV1,
  type Instant,
  type LogRecord,
  type PictureChange,
} from '@hinomi/contracts';
import { asKept, isLeftOut, type SensorsEveryMs } from './derive-thinned.js';

/** Where a history stands: everything below `nextOffset` is in. */
export interface HistoryPosition {
  nextOffset: number;
  /** The claim in force there; -1 before any. */
  epoch: number;
  completeFrom: Instant | null;
  completeTo: Instant | null;
}

export const START: HistoryPosition = { nextOffset: 0, epoch: -1, completeFrom: null, completeTo: null };

/** What took a version's place, on both clocks. */
export interface VersionEnd {
  /** When the hub knew. */
  knownTo: Instant;
  /** From when on in the world: the next version's beginning, or since when the feature is gone. */
  nextFrom: Instant;
  /** There is no next version: the feature left the picture. */
  removed: boolean;
}

export interface NewVersion {
  offset: number;
  feature: FeatureV1;
  knownFrom: Instant;
  /** Null while it stands. */
  end: VersionEnd | null;
}

/** A version from an earlier batch ends. */
export interface EndedVersion extends VersionEnd {
  featureId: string;
}

export interface HistoryStep {
  position: HistoryPosition;
  versions: NewVersion[];
  ended: EndedVersion[];
  /** Records that are not the picture's: passed over. */
  unreadable: number;
}

/** Of which sensors some versions are left out, and what stands of them. */
export interface Thinning {
  everyMs: SensorsEveryMs;
  standing: ReadonlyMap<string, FeatureV1>;
}

const KEEP_ALL: Thinning = { everyMs: 0, standing: new Map() };

/** What a batch of `picture` records adds to the history. Records that are in already, or of a stale writer, add nothing. */
export function deriveVersions(
  position: HistoryPosition,
  records: readonly LogRecord[],
  { everyMs, standing }: Thinning = KEEP_ALL,
): HistoryStep {
  const reader = new PictureReader(position.epoch);
  const step: HistoryStep = { position: { ...position }, versions: [], ended: [], unreadable: 0 };
  const open = new Map<string, NewVersion>();
  const endedHere = new Set<string>();
  for (const record of records) {
    if (record.offset < step.position.nextOffset) continue;
    const knownAt = moveOn(step.position, record);
    const change = changeIn(reader, record, step);
    if (change === null) continue;
    const id = change.change === 'upsert' ? change.feature.id : change.id;
    const stands = open.get(id)?.feature ?? (endedHere.has(id) ? undefined : standing.get(id));
    if (change.change === 'upsert' && stands && isLeftOut(stands, change.feature, everyMs)) continue;
    const end =
      change.change === 'upsert'
        ? { knownTo: knownAt, nextFrom: change.feature.valid.from, removed: false }
        : { knownTo: knownAt, nextFrom: goneFrom(record), removed: true };
    const before = open.get(id);
    if (before) before.end = end;
    else if (!endedHere.has(id)) step.ended.push({ featureId: id, ...end });
    endedHere.add(id);
    open.delete(id);
    if (change.change === 'remove') continue;
    const feature = asKept(change.feature, everyMs);
    const version: NewVersion = { offset: record.offset, feature, knownFrom: knownAt, end: null };
    open.set(id, version);
    step.versions.push(version);
  }
  step.position.epoch = reader.epoch;
  return step;
}

/** Takes a record in; answers when the hub knew it. A log whose machine sets its clock back does not unlearn what it knew. */
function moveOn(position: HistoryPosition, { offset, appendedAt }: LogRecord): Instant {
  const { completeFrom, completeTo, nextOffset } = position;
  const knownAt = completeTo !== null && completeTo > appendedAt ? completeTo : appendedAt;
  // Compaction dropped what is not there: before this record the history may lack versions.
  if (offset > nextOffset || completeFrom === null) position.completeFrom = knownAt;
  position.nextOffset = offset + 1;
  position.completeTo = knownAt;
  return knownAt;
}

function changeIn(reader: PictureReader, record: LogRecord, step: HistoryStep): PictureChange | null {
  try {
    return reader.read(record);
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    step.unreadable += 1;
    return null;
  }
}
