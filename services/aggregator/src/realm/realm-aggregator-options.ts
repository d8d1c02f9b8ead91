import type { Realm } from '@hinomi/contracts';
import type { EventLog, TopicPosition } from '@hinomi/event-log';
import type { QueueState } from '@hinomi/service-kit';
import type { CheckpointStore } from '../checkpoint/checkpoint-store.js';
import type { AreaShapes } from '../impact/impact.js';
import type { Clock } from './clock.js';

/** How a realm's aggregator is doing, for health and metrics. */
export interface AggregatorStatus {
  realm: Realm;
  /** Writes the picture, or follows everything so that it could at once. */
  role: 'active' | 'standby';
  /** All that was on the log at the start is worked in, and everything since as it comes. */
  caughtUp: boolean;
  /** Position of this writer's claim; null before it claimed. */
  epoch: number | null;
  /** Since the last sign of life of the active writer; null where there are no standbys, or none was heard. */
  heartbeatAgeMs: number | null;
  /** Per topic, the next offset to read. */
  inputs: Record<string, TopicPosition>;
  features: number;
  /** Sensors whose readings wait for somebody to say what and where they are. */
  unplacedSensors: number;
  /** Records passed over because they could not be understood or worked in. */
  undecodable: number;
  queues: readonly QueueState[];
}

export interface RealmAggregatorOptions {
  realm: Realm;
  log: EventLog;
  checkpoints: CheckpointStore;
  clock: Clock;
  logger: {
    warn(message: string): void;
    error(message: string, stack?: string, fields?: Readonly<Record<string, unknown>>): void;
  };
  /** Shapes of coded areas, for what lies in them; without it only areas with a shape of their own are known. */
  shapes?: AreaShapes;
  /** Other processes may write this picture: one at a time does, and the others stand by. */
  shared?: { writer: string };
  /** Hears of every change of the picture, for the metrics. */
  onPublished?: (published: { features: number; seconds: number }) => void;
}
