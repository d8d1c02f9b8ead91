import { topicIn, type LogRecord } from '@hinomi/contracts';
import type { Subscription } from '@hinomi/event-log';
import { CheckpointSchedule } from '../checkpoint/checkpoint-schedule.js';
import { ExpiryTimer } from '../expiry/expiry-timer.js';
import { PictureTurn } from '../leadership/picture-turn.js';
import { SensorPace } from '../sensors/sensor-pace.js';
import { acceptRecord, inputTopics } from './accept-record.js';
import { Complaints } from './complaints.js';
import { FactJournal } from './fact-journal.js';
import { InputPositions } from './input-positions.js';
import { InputQueue } from './input-queue.js';
import { OwedChanges } from './owed-changes.js';
import type { AggregatorStatus, RealmAggregatorOptions } from './realm-aggregator-options.js';
import { RealmState, type PictureChanges } from './realm-state.js';
import { Standpoints } from './standpoints.js';
import { untilDone } from './until-done.js';

/** Records held while the worker is busy; some seconds of the largest storm seen. */
const QUEUE_LIMIT = 5_000;
/** Small enough that an urgent record never waits long behind others. */
const BATCH = 500;
/** Features that follow from others, between two looks at what came in. */
const IMPACT_AT_ONCE = 1_000;
const SHAPES_AGAIN_MS = 2_000;

/** Turns the inputs of one realm into its picture, for as long as it runs (design sections 3 and 4). */
export class RealmAggregator {
  private readonly state: RealmState;
  private readonly positions = new InputPositions();
  private readonly queue: InputQueue;
  private readonly expiry: ExpiryTimer;
  private readonly checkpoint: CheckpointSchedule;
  private readonly topics: string[];
  private readonly tails: Subscription[] = [];
  private readonly owed = new OwedChanges();
  private readonly journal: FactJournal;
  private readonly pace: SensorPace;
  private readonly complaints: Complaints;
  private readonly standpoints: Standpoints;
  private topicsCaughtUp = 0;
  private readonly turn: PictureTurn;
  private callOffShapes: (() => void) | null = null;
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
    this.complaints = new Complaints(options);
    this.journal = new FactJournal(realm);
    this.pace = new SensorPace(clock);
    this.queue = new InputQueue((topic) => topic === topicIn(realm, 'hazards-urgent'), QUEUE_LIMIT);
    this.state = new RealmState((id, cause) => this.complaints.passOver(id, cause), options.shapes ?? null);
    const complain = (what: string) => (cause: unknown) => this.complaints.tell(what, cause);
    const common = { realm, log, clock, wake: () => this.wake() };
    this.expiry = new ExpiryTimer({
      ...common,
      ends: this.state.endsAhead,
      passive: () => !this.writes,
      onFailure: complain('an expiry could not be appended'),
    });
    this.checkpoint = new CheckpointSchedule(clock, () => this.save(), complain('the checkpoint could not be written'));
    this.turn = new PictureTurn({
      ...common,
      ...(options.shared && { shared: options.shared }),
      topics: this.topics,
      positions: this.positions,
      isReady: () => this.failure === null && this.derived && this.readsLive(),
      complain: (what, cause) => this.complaints.tell(what, cause),
      passOver: (what, cause) => this.complaints.passOver(what, cause),
      grown: () => this.standpoints.changed(),
    });
    this.standpoints = new Standpoints({
      ...common,
      complain: complain('the standpoint could not be told'),
    });
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
    await this.turn.start();
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
    this.callOffShapes?.();
    await Promise.all(this.tails.map((tail) => tail.stop()));
    while (this.working !== null) await this.working;
    this.queue.close();
    this.standpoints.stop();
    if (this.failure === null) await this.sayStandpoint();
    await this.turn.resign();
    if (this.failure === null) await this.checkpoint.finish();
    await this.turn.close();
  }

  status(): AggregatorStatus {
    return {
      realm: this.options.realm,
      role: this.writes ? 'active' : 'standby',
      caughtUp: this.failure === null && (this.live || this.isFollowing),
      epoch: this.turn.epoch,
      heartbeatAgeMs: this.turn.heartbeatAgeMs,
      inputs: this.positions.snapshot(),
      features: this.turn.size,
      unplacedSensors: this.state.sensors.unplaced,
      undecodable: this.complaints.passedOver,
      queues: this.queue.states,
    };
  }

  private receive(record: LogRecord): Promise<void> | void {
    const room = this.queue.push(record);
    this.wake();
    return room;
  }

  private wake(): void {
    if (this.isFollowing) this.settleStart?.done();
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
    if (this.live && this.state.sensors.hasTouched) return true;
    if (this.writes && this.standpoints.isDue) return true;
    return !this.derived || this.turn.isLost || this.state.impactPending || (!this.live && this.turn.isDue);
  }

  private get writes(): boolean {
    return this.live && this.turn.isActive;
  }

  private get isFollowing(): boolean {
    return this.derived && this.readsLive() && this.turn.hearsSomebody;
  }

  private readsLive(): boolean {
    return this.topicsCaughtUp >= this.topics.length;
  }

  private async work(): Promise<void> {
    while (this.hasWork()) {
      const batch = this.queue.take(BATCH);
      for (const record of batch) this.take(record);
      if (batch.length > 0) {
        this.derived = false;
        this.checkpoint.changed();
        this.standpoints.changed();
      }
      if (this.turn.isLost) await this.stepDown();
      // Old states are not published on the way to the present one.
      if (!this.live && !(this.readsLive() && this.queue.size === 0)) continue;
      const begun = performance.now();
      this.derive();
      if (!this.live && !((await this.turn.takesOver()) && this.queue.size === 0)) continue;
      await this.publish(begun);
      this.expiry.schedule();
      // What the change means for others comes after it, and lets what is urgent pass in between.
      if (this.state.impactPending) {
        const next = performance.now();
        this.owe(this.state.deriveImpact(IMPACT_AT_ONCE));
        await this.publish(next);
      }
      if (this.state.sensors.hasTouched) await this.publishSensors(this.pace.room(this.queue.size));
      if (this.state.impactShapeless) this.awaitShapes();
      if (this.standpoints.isDue) await this.sayStandpoint();
    }
  }

  /** While a hazard's meaning for others is still to come, the next turn says it. */
  private async sayStandpoint(): Promise<void> {
    const { epoch } = this.turn;
    if (epoch === null || !this.writes || this.state.impactPending) return;
    await this.standpoints.say(epoch, this.positions.snapshot(), this.state.sensors.touchedCount);
  }

  private async publishSensors(atMost: number): Promise<void> {
    if (atMost === 0) return;
    const begun = performance.now();
    const begunMs = this.options.clock.elapsed();
    this.owe(this.state.deriveSensors(atMost));
    await this.publish(begun);
    this.pace.wrote(begunMs);
  }

  /** A newer writer is at work: forgets what it meant to write, and follows. */
  private async stepDown(): Promise<void> {
    this.options.logger.warn(`The ${this.options.realm} aggregator: another one writes the picture now; it stands by`);
    this.live = false;
    this.owed.clear();
    this.state.touchEverything();
    this.derived = false;
    await this.turn.follow();
  }

  private take(record: LogRecord): void {
    this.state.cause = this.journal.begin(record, this.live);
    try {
      acceptRecord(this.state, this.options.realm, record);
    } catch (cause) {
      this.complaints.passOver(
        `${record.topic}/${record.partition}@${record.offset}`,
        cause,
        this.journal.place(record),
      );
    } finally {
      this.state.cause = null;
    }
    this.positions.pass(record);
  }

  private derive(): void {
    this.owe(this.state.deriveTouched());
    while (!this.live && this.state.impactPending) this.owe(this.state.deriveImpact(Number.POSITIVE_INFINITY));
    if (!this.live) this.owe(this.state.deriveSensors(Number.POSITIVE_INFINITY));
    this.derived = true;
    if (this.isFollowing) this.settleStart?.done();
  }

  private owe(changes: PictureChanges): void {
    this.owed.add(changes, this.state.causes, this.live);
  }

  /** Boundaries come into force on the log and on this process's disk, and either may be first. */
  private awaitShapes(): void {
    this.callOffShapes ??= this.options.clock.after(SHAPES_AGAIN_MS, () => {
      this.callOffShapes = null;
      this.derived = false;
      this.wake();
    });
  }

  private async publish(begun: number): Promise<void> {
    const { writer } = this.turn;
    const { features: owed, originOf } = this.owed;
    const features = await untilDone(
      this.options.clock,
      (cause) => this.complaints.tell('the picture could not be appended, trying again', cause),
      () => (this.live ? writer.apply(owed, originOf) : writer.replaceAll(owed, originOf)),
    );
    this.owed.clear();
    this.journal.published(features);
    this.options.onPublished?.({ features, seconds: (performance.now() - begun) / 1_000 });
    this.live = true;
    this.settleStart?.done();
  }

  private save(): Promise<void> {
    const { checkpoints, log } = this.options;
    return checkpoints.save({ logId: log.logId, inputs: this.positions.snapshot(), state: this.state.facts() });
  }

  private fail(cause: unknown): void {
    this.failure = cause;
    this.queue.close();
    this.complaints.tell('stopped working', cause);
    this.settleStart?.failed(cause);
  }
}
