import { HubError, topicIn, type FeatureId, type LogRecord, type Realm } from '@hinomi/contracts';
import type { EventLog, Subscription, TopicPosition } from '@hinomi/event-log';
import { CheckpointSchedule } from '../checkpoint/checkpoint-schedule.js';
import type { CheckpointStore } from '../checkpoint/checkpoint-store.js';
import { ExpiryTimer } from '../expiry/expiry-timer.js';
import type { DraftFeature } from '../hazards/hazard-feature.js';
import { PictureWriter } from '../picture/picture-writer.js';
import { acceptRecord, inputTopics } from './accept-record.js';
import type { Clock } from './clock.js';
import { FactJournal, originHeaders, type FactOrigin } from './fact-journal.js';
import { InputPositions } from './input-positions.js';
import { InputQueue } from './input-queue.js';
import { RealmState } from './realm-state.js';

/** How a realm's aggregator is doing, for health and metrics. */
export interface AggregatorStatus {
  realm: Realm;
  /** The picture says all that was on the log at the start, and everything since is being worked in. */
  caughtUp: boolean;
  /** Position of this writer's claim; null before it claimed. */
  epoch: number | null;
  /** A newer writer has taken over; this one only follows. */
  passive: boolean;
  /** Per topic, the next offset to read. */
  inputs: Record<string, TopicPosition>;
  features: number;
  /** Records passed over because they could not be understood or worked in. */
  undecodable: number;
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
  /** Hears of every change of the picture, for the metrics. */
  onPublished?: (published: { features: number; seconds: number }) => void;
}

/** Records held while the worker is busy; some seconds of the largest storm seen. */
const QUEUE_LIMIT = 5_000;
/** Small enough that an urgent record never waits long behind others. */
const BATCH = 500;
const RETRY_MS = 1_000;

/** Turns the inputs of one realm into its picture, for as long as it runs (design sections 3 and 4). */
export class RealmAggregator {
  private readonly state: RealmState;
  private readonly positions = new InputPositions();
  private readonly queue: InputQueue;
  private readonly expiry: ExpiryTimer;
  private readonly checkpoint: CheckpointSchedule;
  private readonly topics: string[];
  private readonly tails: Subscription[] = [];
  /** Derived and not yet appended; kept over a failed append. */
  private readonly owed = new Map<FeatureId, DraftFeature | null>();
  /** The fact behind each of them. */
  private readonly owedTo = new Map<FeatureId, FactOrigin>();
  private readonly journal: FactJournal;
  private topicsCaughtUp = 0;
  private undecodable = 0;
  private writer: PictureWriter | null = null;
  private live = false;
  private failure: unknown = null;
  private working: Promise<void> | null = null;
  private settleStart: { done: () => void; failed: (cause: unknown) => void } | null = null;

  constructor(private readonly options: RealmAggregatorOptions) {
    const { realm, log, clock } = options;
    this.topics = inputTopics(realm);
    this.journal = new FactJournal(realm);
    this.queue = new InputQueue((topic) => topic === topicIn(realm, 'hazards-urgent'), QUEUE_LIMIT);
    this.state = new RealmState((hazardId, cause) => this.passOver(`hazard ${hazardId}`, cause));
    this.expiry = new ExpiryTimer({
      realm,
      log,
      clock,
      ends: this.state.endsAhead,
      passive: () => this.writer?.passive ?? true,
      onFailure: (cause) => this.complain('an expiry could not be appended', cause),
    });
    this.checkpoint = new CheckpointSchedule(
      clock,
      () => this.save(),
      (cause) => this.complain('the checkpoint could not be written', cause),
    );
  }

  /** Resolves when the picture says everything that was on the log when this began. */
  async start(): Promise<void> {
    const { log, checkpoints, logger, realm } = this.options;
    const started = new Promise<void>((done, failed) => {
      this.settleStart = { done, failed };
    });
    const known = await checkpoints.load(log.logId, (why) =>
      logger.warn(`The ${realm} checkpoint is not used, the state is rebuilt from the log: ${why}`),
    );
    if (known !== null) {
      this.state.restore(known.state);
      this.positions.restore(known.inputs);
    }
    for (const topic of this.topics) {
      const tail = await log.tail(topic, this.positions.of(topic), (record) => this.receive(record), {
        onCaughtUp: () => {
          this.topicsCaughtUp += 1;
          this.wake();
        },
      });
      this.tails.push(tail);
    }
    await started;
  }

  /** Ends after the work in hand, with a last checkpoint. */
  async stop(): Promise<void> {
    await this.expiry.stop();
    await Promise.all(this.tails.map((tail) => tail.stop()));
    while (this.working !== null) await this.working;
    this.queue.close();
    if (this.failure === null) await this.checkpoint.finish();
    await this.writer?.close();
  }

  status(): AggregatorStatus {
    return {
      realm: this.options.realm,
      caughtUp: this.live && this.failure === null,
      epoch: this.writer?.epoch ?? null,
      passive: this.writer?.passive ?? false,
      inputs: this.positions.snapshot(),
      features: this.writer?.size ?? 0,
      undecodable: this.undecodable,
    };
  }

  private receive(record: LogRecord): Promise<void> | void {
    const room = this.queue.push(record);
    this.wake();
    return room;
  }

  private wake(): void {
    if (this.working !== null || this.failure !== null) return;
    this.working = this.work()
      .catch((cause: unknown) => this.fail(cause))
      .finally(() => {
        this.working = null;
        if (this.hasWork()) this.wake();
      });
  }

  private hasWork(): boolean {
    return this.failure === null && (this.queue.size > 0 || (this.readsLive() && !this.live));
  }

  private readsLive(): boolean {
    return this.topicsCaughtUp >= this.topics.length;
  }

  private async work(): Promise<void> {
    while (this.hasWork()) {
      const batch = this.queue.take(BATCH);
      for (const record of batch) this.take(record);
      if (batch.length > 0) this.checkpoint.changed();
      // Old states are not published on the way to the present one.
      if (!this.live && !(this.readsLive() && this.queue.size === 0)) continue;
      await this.publish();
      this.expiry.schedule();
    }
  }

  private take(record: LogRecord): void {
    this.state.cause = this.journal.begin(record, this.live);
    try {
      acceptRecord(this.state, this.options.realm, record);
    } catch (cause) {
      this.passOver(`${record.topic}/${record.partition}@${record.offset}`, cause, this.journal.place(record));
    } finally {
      this.state.cause = null;
    }
    this.positions.pass(record);
  }

  private async publish(): Promise<void> {
    const begun = performance.now();
    for (const [id, draft] of this.state.deriveTouched()) this.owed.set(id, draft);
    for (const [id, origin] of this.state.causes) this.owedTo.set(id, origin);
    const originOf = (id: FeatureId): Readonly<Record<string, string>> => originHeaders(this.owedTo.get(id));
    let features = 0;
    for (;;) {
      try {
        this.writer ??= await this.claim();
        features = await (this.live
          ? this.writer.apply(this.owed, originOf)
          : this.writer.replaceAll(this.owed, originOf));
        break;
      } catch (cause) {
        if (!(cause instanceof HubError) || !cause.retryable) throw cause;
        this.complain('the picture could not be appended, trying again', cause);
        await new Promise<void>((resolve) => this.options.clock.after(RETRY_MS, resolve));
      }
    }
    this.owed.clear();
    this.owedTo.clear();
    this.journal.published(features);
    this.options.onPublished?.({ features, seconds: (performance.now() - begun) / 1_000 });
    this.live = true;
    this.settleStart?.done();
  }

  private claim(): Promise<PictureWriter> {
    const { realm, log } = this.options;
    return PictureWriter.open({
      log,
      topic: topicIn(realm, 'picture'),
      writer: 'aggregator',
      onOddity: (cause) => this.passOver(`the ${realm} picture`, cause),
    });
  }

  private save(): Promise<void> {
    const { checkpoints, log } = this.options;
    return checkpoints.save({ logId: log.logId, inputs: this.positions.snapshot(), state: this.state.facts() });
  }

  /** One bad record must not stop a hazard topic: it is counted, told once, and left behind. */
  private passOver(what: string, cause: unknown, fields?: Readonly<Record<string, unknown>>): void {
    this.undecodable += 1;
    this.complain(`passed over ${what}`, cause, fields);
  }

  private fail(cause: unknown): void {
    this.failure = cause;
    this.queue.close();
    this.complain('stopped working', cause);
    this.settleStart?.failed(cause);
  }

  private complain(what: string, cause: unknown, fields?: Readonly<Record<string, unknown>>): void {
    const known = cause instanceof HubError;
    const why = cause instanceof Error ? cause.message : String(cause);
    const stack = known || !(cause instanceof Error) ? undefined : cause.stack;
    this.options.logger.error(`The ${this.options.realm} aggregator: ${what}: ${why}`, stack, fields);
  }
}
