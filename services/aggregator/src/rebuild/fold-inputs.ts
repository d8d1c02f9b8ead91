import { topicIn, type FeatureId, type Instant, type LogRecord, type Realm } from '@hinomi/contracts';
import type { LogReader, TopicPosition } from '@hinomi/event-log';
import type { DraftFeature } from '../hazards/hazard-feature.js';
import type { AreaShapes } from '../impact/impact.js';
import { acceptRecord, inputTopics } from '../realm/accept-record.js';
import { InputPositions } from '../realm/input-positions.js';
import { RealmState, type RealmFacts } from '../realm/realm-state.js';

/** Records between two words of progress. */
const TELL_EVERY = 500;

export type InputEnds = Readonly<Record<string, TopicPosition>>;

export interface FoldOptions {
  log: LogReader;
  realm: Realm;
  /** Shapes of coded areas, as for the aggregator. */
  shapes: AreaShapes | null;
  /** How far each input is folded; what is not named is not read. */
  ends: InputEnds;
  /** A state from before, for what the inputs no longer hold; null = there is none. */
  remembered: RealmFacts | null;
  onProgress: (progress: FoldProgress) => void;
}

export interface FoldProgress {
  /** Places on the log that are behind, of those to be read; compacted ones count as they are passed. */
  done: number;
  of: number;
  /** Records that were there. */
  records: number;
}

export interface FoldedInputs {
  /** All that follows from the inputs. */
  features: Map<FeatureId, DraftFeature>;
  facts: RealmFacts;
  /** As a checkpoint keeps them. */
  inputs: Record<string, TopicPosition>;
  records: number;
  /** Records that cannot be understood, and hazards and sensors that cannot be derived, as the aggregator passes over them. */
  passedOver: number;
  /** Readings made before this are no longer on the log; null = all are. */
  readingsFrom: Instant | null;
  /** Some areas are of boundaries that are not here: what lies in them is not known. */
  shapeless: boolean;
}

/** The present ends of a realm's inputs. */
export async function inputEnds(log: LogReader, realm: Realm): Promise<Record<string, TopicPosition>> {
  const ends: Record<string, TopicPosition> = {};
  for (const topic of inputTopics(realm)) ends[topic] = await log.end(topic);
  return ends;
}

/** Folds the inputs of a realm from their beginning, and derives everything once. Reads no clock and no checkpoint of its own. */
export async function foldInputs(options: FoldOptions): Promise<FoldedInputs> {
  const { log, realm, shapes, ends, remembered, onProgress } = options;
  let passedOver = 0;
  const state = new RealmState(() => (passedOver += 1), shapes);
  const positions = new InputPositions();
  const readings = new ReadingsLeft();
  const observations = topicIn(realm, 'observations');
  const progress = { done: 0, of: total(ends), records: 0 };
  for (const topic of inputTopics(realm)) {
    const end = ends[topic] ?? [];
    const before = progress.done;
    if (total({ topic: end }) === 0) continue;
    for await (const record of log.read(topic, [])) {
      if (record.offset >= (end[record.partition] ?? 0)) {
        if (end.length <= 1) break;
        continue;
      }
      if (topic === observations) readings.note(record);
      passedOver += take(state, realm, record);
      positions.pass(record);
      progress.records += 1;
      progress.done = before + positions.of(topic).reduce((sum, next) => sum + next, 0);
      if (progress.records % TELL_EVERY === 0) onProgress(progress);
    }
    progress.done = before + total({ topic: end });
    positions.reach(topic, end);
  }
  onProgress(progress);
  const readingsFrom = readings.from(ends[observations] ?? []);
  if (readingsFrom !== null && remembered !== null) state.sensors.recall(remembered, readingsFrom);
  const features = deriveAll(state);
  return {
    features,
    facts: state.facts(),
    inputs: positions.snapshot(),
    records: progress.records,
    passedOver,
    readingsFrom,
    shapeless: state.impactShapeless,
  };
}

/** 1 for a record that is passed over. */
function take(state: RealmState, realm: Realm, record: LogRecord): 0 | 1 {
  try {
    acceptRecord(state, realm, record);
    return 0;
  } catch {
    return 1;
  }
}

function deriveAll(state: RealmState): Map<FeatureId, DraftFeature> {
  const features = new Map<FeatureId, DraftFeature>();
  const put = (changes: ReadonlyMap<FeatureId, DraftFeature | null>): void => {
    for (const [id, draft] of changes) {
      if (draft === null) features.delete(id);
      else features.set(id, draft);
    }
  };
  put(state.deriveTouched());
  while (state.impactPending) put(state.deriveImpact(Number.POSITIVE_INFINITY));
  put(state.deriveSensors(Number.POSITIVE_INFINITY));
  return features;
}

/** Where the readings begin, when older ones were let go; learned while they are read. */
class ReadingsLeft {
  private readonly begun = new Set<number>();
  private first: Instant | null = null;

  note({ partition, offset, appendedAt }: LogRecord): void {
    if (this.begun.has(partition)) return;
    this.begun.add(partition);
    if (offset > 0 && (this.first === null || appendedAt > this.first)) this.first = appendedAt;
  }

  /** Null = all of them are there. Of a partition that holds nothing any more everything is gone. */
  from(end: TopicPosition): Instant | null {
    const isEmptied = end.some((next, partition) => next > 0 && !this.begun.has(partition));
    return isEmptied ? NOTHING_LEFT : this.first;
  }
}

const NOTHING_LEFT = '9999-12-31T23:59:59.999Z' as Instant;

function total(ends: InputEnds): number {
  return Object.values(ends).reduce((sum, end) => sum + end.reduce((all, next) => all + next, 0), 0);
}
