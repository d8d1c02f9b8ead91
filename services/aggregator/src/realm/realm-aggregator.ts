import { HubError, topicIn, type FeatureId, type LogRecord, type Realm } from '@hinomi/contracts';
import type { EventLog, Subscription, TopicPosition } from '@hinomi/event-log';
import { CheckpointSchedule } from '../checkpoint/checkpoint-schedule.js';
import type { CheckpointStore } from '../checkpoint/checkpoint-store.js';
import { ExpiryTimer } from '../expiry/expiry-timer.js';
import type { DraftFeature } from '../hazards/hazard-feature.js';
import { Leadership } from '../leadership/leadership.js';
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
  /** Writes the picture, or follows everything so that it could at once. */
  role: 'active' | 'standby';
  /** All that was on the log at the start is worked in, and everything since as it comes. */
  caughtUp: boolean;
  /** Position of this writer's claim; null before it claimed. */
  epoch: number | null;
  /** A newer writer has taken over; this one only follows. */
  passive: boolean;
  /** Since the last sign of life of the active writer; null where there are no standbys, or none was heard. */
  heartbeatAgeMs: number | null;
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
  /** Other processes may write this picture: one at a time does, and the others stand by. */
  shared?: { writer: string };
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
  /** Derived and not yet appended: kept over a failed append, and all of the picture while another one writes. */
  private readonly owed = new Map<FeatureId, DraftFeature | null>();
  /** The fact behind each of them. */
  private readonly owedTo = new Map<FeatureId, FactOrigin>();
  private readonly journal: FactJournal;
  private topicsCaughtUp = 0;
  private undecodable = 0;
  private writer: PictureWriter | null = null;
  private readonly leadership: Leadership | null;
  /** It is this one's turn to write. */
  private claimWanted: boolean;
  /** How far the inputs were read by whoever wrote before; nothing older than that is published. */
  private goals: ReadonlyMap<string, TopicPosition> | null = null;
  /** Everything worked in is derived. */
  private derived = false;
  /** Publishes each change as it comes. */
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
      passive: () => !this.live || !(this.writer?.isActive ?? false),
      onFailure: (cause) => this.complain('an expiry could not be appended', cause),
    });
    this.checkpoint = new CheckpointSchedule(
      clock,
      () => this.save(),
      (cause) => this.complain('the checkpoint could not be written', cause),
    );
    this.claimWanted = options.shared === undefined;
    this.leadership = options.shared === undefined ? null : this.leadershipAs(options.shared.writer);
  }

  /**
   * Resolves when the picture says everything that was on the log when this began; for a standby, when it follows and another
   * one is heard to write.
   */
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
    this.writer = await this.follow();
    await this.leadership?.start();
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
    await this.leadership?.stop();
    if (this.failure === null) await this.checkpoint.finish();
    await this.writer?.close();
  }

  status(): AggregatorStatus {
    return {
      realm: this.options.realm,
      role: this.live && (this.writer?.isActive ?? false) ? 'active' : 'standby',
      caughtUp: this.failure === null && (this.live || this.isFollowing),
      epoch: this.writer?.epoch ?? null,
      passive: this.writer?.passive ?? false,
      heartbeatAgeMs: this.leadership?.heartbeatAgeMs ?? null,
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
    return this.failure === null && (this.queue.size > 0 || (this.readsLive() && this.isDue()));
  }

  /** Something is to be done although nothing came in. */
  private isDue(): boolean {
    if (!this.derived || this.isSuperseded) return true;
    if (this.live) return false;
    return this.writer?.isActive ? this.hasReachedGoals() : this.claimWanted;
  }

  /** Without standbys a superseded writer stays what it is: nobody else can be there for long. */
  private get isSuperseded(): boolean {
    return this.leadership !== null && (this.writer?.passive ?? false);
  }

  private get isFollowing(): boolean {
    return this.derived && this.readsLive() && (this.leadership?.hearsSomebody ?? false);
  }

  private readsLive(): boolean {
    return this.topicsCaughtUp >= this.topics.length;
  }

  private hasReachedGoals(): boolean {
    return this.goals === null || [...this.goals].every(([topic, goal]) => this.positions.hasReached(topic, goal));
  }

  private async work(): Promise<void> {
    while (this.hasWork()) {
      const batch = this.queue.take(BATCH);
      for (const record of batch) this.take(record);
      if (batch.length > 0) {
        this.derived = false;
        this.checkpoint.changed();
      }
      if (this.isSuperseded) await this.stepDown();
      // Old states are not published on the way to the present one.
      if (!this.live && !(this.readsLive() && this.queue.size === 0)) continue;
      this.derive();
      if (!this.live && !(await this.takesOver())) continue;
      await this.publish();
      this.expiry.schedule();
    }
  }

  /** True when it is this one's turn, and it knows all that the writer before it knew. */
  private async takesOver(): Promise<boolean> {
    const { writer } = this;
    if (writer === null) return false;
    if (!writer.isActive && this.claimWanted) await this.claim(writer);
    return writer.isActive && this.hasReachedGoals() && this.queue.size === 0;
  }

  private async claim(writer: PictureWriter): Promise<void> {
    const { log } = this.options;
    if (this.leadership === null) return this.untilDone('the picture could not be claimed', () => writer.claim());
    this.claimWanted = false;
    try {
      await writer.claim();
    } catch (cause) {
      if (!(cause instanceof HubError) || !cause.retryable) throw cause;
      // Another one may have been quicker by the time the log is there again: to be decided anew.
      return this.complain('the picture could not be claimed', cause);
    }
    await this.untilDone('the ends of the inputs could not be read', async () => {
      // Read after the claim: nothing that is worked in later by the writer before counts.
      const ends = this.topics.map(async (topic) => [topic, await log.end(topic)] as const);
      this.goals = new Map(await Promise.all(ends));
    });
  }

  /** A newer writer is at work: forgets what it meant to write, and follows. */
  private async stepDown(): Promise<void> {
    this.options.logger.warn(`The ${this.options.realm} aggregator: another one writes the picture now; it stands by`);
    this.live = false;
    this.claimWanted = false;
    this.goals = null;
    this.owed.clear();
    this.owedTo.clear();
    this.state.touchEverything();
    this.derived = false;
    await this.untilDone('the picture could not be read', async () => this.writer?.follow());
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

  private derive(): void {
    for (const [id, draft] of this.state.deriveTouched()) this.owed.set(id, draft);
    for (const [id, origin] of this.state.causes) this.owedTo.set(id, origin);
    this.derived = true;
    if (this.live) return;
    // Whoever takes over makes the picture exactly this: what is not here is removed then.
    for (const [id, draft] of this.owed) if (draft === null) this.owed.delete(id);
    if (this.isFollowing) this.settleStart?.done();
  }

  private async publish(): Promise<void> {
    const begun = performance.now();
    const originOf = (id: FeatureId): Readonly<Record<string, string>> => originHeaders(this.owedTo.get(id));
    let features = 0;
    await this.untilDone('the picture could not be appended', async () => {
      features =
        (await (this.live ? this.writer?.apply(this.owed, originOf) : this.writer?.replaceAll(this.owed, originOf))) ??
        0;
    });
    this.owed.clear();
    this.owedTo.clear();
    this.journal.published(features);
    this.options.onPublished?.({ features, seconds: (performance.now() - begun) / 1_000 });
    this.live = true;
    this.settleStart?.done();
  }

  /** Tries again while the log is not there for a moment. */
  private async untilDone(what: string, step: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await step();
      } catch (cause) {
        if (!(cause instanceof HubError) || !cause.retryable) throw cause;
        this.complain(`${what}, trying again`, cause);
        await new Promise<void>((resolve) => this.options.clock.after(RETRY_MS, resolve));
      }
    }
  }

  private follow(): Promise<PictureWriter> {
    const { realm, log, shared } = this.options;
    return PictureWriter.follow({
      log,
      topic: topicIn(realm, 'picture'),
      writer: shared?.writer ?? 'aggregator',
      onOddity: (cause) => this.passOver(`the ${realm} picture`, cause),
      onClaim: () => {
        this.leadership?.claimed();
        this.wake();
      },
    });
  }

  private leadershipAs(writer: string): Leadership {
    const { realm, log, clock } = this.options;
    return new Leadership({
      realm,
      log,
      clock,
      writer,
      standing: () => ({
        epoch: this.writer?.isActive && this.failure === null ? this.writer.epoch : null,
        ready: this.failure === null && this.derived && this.readsLive(),
        latestClaim: this.writer?.latestClaim ?? -1,
      }),
      claim: () => {
        this.claimWanted = true;
        this.wake();
      },
      onHeard: () => {
        if (this.isFollowing) this.settleStart?.done();
      },
      onFailure: (cause) => this.complain('the sign of life could not be given', cause),
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
