import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import {
  canonicalFeature,
  PictureReader,
  topicIn,
  type FeatureId,
  type FeatureV1,
  type Realm,
} from '@hinomi/contracts';
import type { EventLog, Subscription } from '@hinomi/event-log';
import { ManualClock, MemoryEventLog, minute, type Addressed } from '@hinomi/testing';
import type { AreaShapes } from '../impact/impact.js';
import { CheckpointStore, type CheckpointStep } from '../checkpoint/checkpoint-store.js';
import { inputTopics } from './accept-record.js';
import type { Clock } from './clock.js';
import { RealmAggregator } from './realm-aggregator.js';

/** All reports of a run reach the log at this one moment, so that order on the log carries no time. */
export const ARRIVAL = minute(500);

/** What a spec may do to a process between any two of its steps: throw, and the process is as good as dead. */
export type Fault = (step: CheckpointStep | `append ${string}`) => void;

/** Some codes of every edition are squares, so that places lie in them, on their edges and outside. */
export const SQUARES: AreaShapes = {
  find: () => ({}),
  shape: (_edition, code) => {
    const [west, east] = { '1720100': [136.85, 136.9], '1720200': [136.9005, 137], '390': [136.9, 136.95] }[code] ?? [];
    if (west === undefined || east === undefined) return null;
    const ring = [
      [west, 37],
      [east, 37],
      [east, 37.4],
      [west, 37.4],
      [west, 37],
    ];
    return { type: 'Polygon', coordinates: [ring as [number, number][]] };
  },
};

export interface Surroundings {
  log(log: EventLog): EventLog;
  clock(clock: Clock): Clock;
}

/** One realm's aggregator over a log in memory and a checkpoint folder, through as many lives as a spec likes. */
export class RealmRun {
  readonly complaints: string[] = [];
  readonly dir = mkdtempSync(path.join(os.tmpdir(), 'hinomi-aggregator-'));
  private life: { aggregator: RealmAggregator; cut: () => void } | null = null;

  constructor(
    readonly realm: Realm,
    readonly clock = new ManualClock(ARRIVAL),
    readonly log = new MemoryEventLog('log-1', () => clock.now()),
    /** Its name among others that write the same picture; null = it is alone. */
    private readonly name: string | null = null,
    /** What stands between it and the log, and it and time. */
    private readonly through: Surroundings = { log: (log) => log, clock: (clock) => clock },
  ) {}

  get isAlive(): boolean {
    return this.life !== null;
  }

  get aggregator(): RealmAggregator {
    if (this.life === null) throw new Error('not started');
    return this.life.aggregator;
  }

  async start(fault: Fault = () => undefined): Promise<void> {
    const { log, cut } = mortalLog(this.log, fault);
    let dead = false;
    const store = new CheckpointStore(this.dir, this.realm, (step) => {
      if (dead) throw new Error('killed');
      fault(step);
    });
    const hear = (text: string): void => {
      if (!dead) this.complaints.push(text);
    };
    const aggregator = new RealmAggregator({
      realm: this.realm,
      log: this.through.log(log),
      checkpoints: store,
      clock: this.through.clock(this.clock),
      shapes: SQUARES,
      ...(this.name !== null && { shared: { writer: this.name } }),
      logger: { warn: hear, error: hear },
    });
    this.life = {
      aggregator,
      cut: () => {
        dead = true;
        cut();
      },
    };
    await aggregator.start();
  }

  async append(...facts: readonly Addressed[]): Promise<void> {
    for (const { topic, record } of facts) await this.log.append(topic, [record]);
  }

  /** Until everything on the log is in the picture. */
  async settle(): Promise<void> {
    const topics = inputTopics(this.realm);
    const behind = (): boolean => {
      const { inputs } = this.aggregator.status();
      return topics.some((topic) => (inputs[topic]?.[0] ?? 0) < this.log.recordsOf(topic).length);
    };
    while (behind()) await breathe();
    // The append follows the last record at once; stopping waits for it, a few turns are enough to see it.
    for (let turn = 0; turn < 5; turn++) await breathe();
  }

  async stop(): Promise<void> {
    await this.life?.aggregator.stop();
    this.life = null;
  }

  /** As `kill -9`: nothing more is written, nothing is waited for. */
  kill(): void {
    this.life?.cut();
    this.life = null;
  }

  /** The picture as a reader of the log sees it. */
  picture(): Map<FeatureId, FeatureV1> {
    const reader = new PictureReader();
    const features = new Map<FeatureId, FeatureV1>();
    for (const record of this.log.recordsOf(topicIn(this.realm, 'picture'))) {
      const change = reader.read(record);
      if (change?.change === 'upsert') features.set(change.feature.id, change.feature);
      else if (change?.change === 'remove') features.delete(change.id);
    }
    return features;
  }

  canonicalPicture(): string[] {
    return [...this.picture().values()].map(canonicalFeature).sort();
  }

  clean(): void {
    this.kill();
    rmSync(this.dir, { recursive: true, force: true });
  }
}

function mortalLog(log: MemoryEventLog, fault: Fault): { log: EventLog; cut: () => void } {
  let dead = false;
  const tails: Subscription[] = [];
  const mortal: Pick<EventLog, 'logId' | 'append' | 'tail' | 'read' | 'end'> = {
    logId: log.logId,
    append: (topic, records) => {
      if (dead) return Promise.reject(new Error('killed'));
      return Promise.resolve()
        .then(() => fault(`append ${topic}`))
        .then(() => log.append(topic, records));
    },
    tail: async (topic, from, handler, options) => {
      const tail = await log.tail(topic, from, (record) => (dead ? undefined : handler(record)), options);
      tails.push(tail);
      return tail;
    },
    read: (topic, from) => log.read(topic, from),
    end: (topic) => log.end(topic),
  };
  const cut = (): void => {
    dead = true;
    for (const tail of tails) void tail.stop();
  };
  return { log: mortal as EventLog, cut };
}
