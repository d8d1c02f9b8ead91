import {
  HubError,
  PictureReader,
  type FeatureV1,
  type Instant,
  type LogRecord,
  type PictureChange,
} from '@hinomi/contracts';

/** Where a history stands: everything below `nextOffset` is in. */
export interface HistoryPosition {
  nextOffset: number;
  /** The claim in force there; -1 before any. */
  epoch: number;
  completeFrom: Instant | null;
  completeTo: Instant | null;
}

export const START: HistoryPosition = { nextOffset: 0, epoch: -1, completeFrom: null, completeTo: null };

export interface NewVersion {
  offset: number;
  feature: FeatureV1;
  knownFrom: Instant;
  knownTo: Instant | null;
  removed: boolean;
}

/** A version from an earlier batch ends. */
export interface EndedVersion {
  featureId: string;
  knownTo: Instant;
  removed: boolean;
}

export interface HistoryStep {
  position: HistoryPosition;
  versions: NewVersion[];
  ended: EndedVersion[];
  /** Records that are not the picture's: passed over. */
  unreadable: number;
}

/** What a batch of `picture` records adds to the history. Records that are in already, or of a stale writer, add nothing. */
export function deriveVersions(position: HistoryPosition, records: readonly LogRecord[]): HistoryStep {
  const reader = new PictureReader(position.epoch);
  const step: HistoryStep = { position: { ...position }, versions: [], ended: [], unreadable: 0 };
  const open = new Map<string, NewVersion>();
  const endedHere = new Set<string>();
  for (const record of records) {
    if (record.offset < step.position.nextOffset) continue;
    // Compaction dropped what is not there: before this record the history may lack versions.
    const isGap = record.offset > step.position.nextOffset || step.position.completeFrom === null;
    if (isGap) step.position.completeFrom = record.appendedAt;
    step.position.nextOffset = record.offset + 1;
    step.position.completeTo = record.appendedAt;
    const change = changeIn(reader, record, step);
    if (change === null) continue;
    const id = change.change === 'upsert' ? change.feature.id : change.id;
    const end = { knownTo: record.appendedAt, removed: change.change === 'remove' };
    const before = open.get(id);
    if (before) Object.assign(before, end);
    else if (!endedHere.has(id)) step.ended.push({ featureId: id, ...end });
    endedHere.add(id);
    open.delete(id);
    if (change.change === 'remove') continue;
    const { appendedAt: knownFrom, offset } = record;
    const version: NewVersion = { offset, feature: change.feature, knownFrom, knownTo: null, removed: false };
    open.set(id, version);
    step.versions.push(version);
  }
  step.position.epoch = reader.epoch;
  return step;
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
