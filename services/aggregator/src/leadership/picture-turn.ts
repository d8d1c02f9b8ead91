import { topicIn, type Realm } from '@hinomi/contracts';
import type { EventLog, TopicPosition } from '@hinomi/event-log';
import { PictureWriter } from '../picture/picture-writer.js';
import type { Clock } from '../realm/clock.js';
import type { InputPositions } from '../realm/input-positions.js';
import { isPassing, untilDone } from '../realm/until-done.js';
import { Leadership } from './leadership.js';

export interface PictureTurnParts {
  realm: Realm;
  log: EventLog;
  clock: Clock;
  /** Others may write this picture too. */
  shared?: { writer: string };
  /** The inputs, and how far they are worked in. */
  topics: readonly string[];
  positions: InputPositions;
  /** Everything that came is worked in and derived. */
  isReady: () => boolean;
  /** Something is to be done although nothing came in. */
  wake: () => void;
  complain: (what: string, cause: unknown) => void;
  passOver: (what: string, cause: unknown) => void;
  /** A record of the picture was seen, whoever wrote it. */
  grown: () => void;
}

/** Whose turn it is to write a realm's picture: this process's, from its claim until somebody else's. */
export class PictureTurn {
  private follower: PictureWriter | null = null;
  private readonly leadership: Leadership | null;
  private claimWanted: boolean;
  /** How far the inputs were read by whoever wrote before; nothing older than that is published. */
  private goals: ReadonlyMap<string, TopicPosition> | null = null;

  constructor(private readonly parts: PictureTurnParts) {
    const { shared } = parts;
    this.claimWanted = shared === undefined;
    this.leadership = shared === undefined ? null : this.leadershipAs(shared.writer);
  }

  /** Reads the picture to its end and goes on reading; listens for a writer where there may be others. */
  async start(): Promise<void> {
    const { realm, log, shared, passOver, wake, grown } = this.parts;
    this.follower = await PictureWriter.follow({
      log,
      topic: topicIn(realm, 'picture'),
      writer: shared?.writer ?? 'aggregator',
      onOddity: (cause) => passOver(`the ${realm} picture`, cause),
      onRecord: grown,
      onClaim: () => {
        // Somebody was quicker: whether a claim of our own is needed is decided anew.
        if (this.leadership !== null) this.claimWanted = false;
        this.leadership?.claimed();
        wake();
      },
    });
    await this.leadership?.start();
  }

  get writer(): PictureWriter {
    if (this.follower === null) throw new Error('the picture is not read yet');
    return this.follower;
  }

  get epoch(): number | null {
    return this.follower?.epoch ?? null;
  }

  get isActive(): boolean {
    return this.follower?.isActive ?? false;
  }

  get size(): number {
    return this.follower?.size ?? 0;
  }

  get heartbeatAgeMs(): number | null {
    return this.leadership?.heartbeatAgeMs ?? null;
  }

  /** Another process is known to write. */
  get hearsSomebody(): boolean {
    return this.leadership?.hearsSomebody ?? false;
  }

  /** Somebody else claimed. Without standbys such a writer stays what it is: nobody else can be there for long. */
  get isLost(): boolean {
    return this.leadership !== null && (this.follower?.passive ?? false);
  }

  /** There is a step to take towards the first publication. */
  get isDue(): boolean {
    return this.isActive ? this.hasReachedGoals() : this.claimWanted;
  }

  /** True when it is this one's turn, and it knows all that the writer before it knew. */
  async takesOver(): Promise<boolean> {
    if (!this.isActive && this.claimWanted) await this.claim();
    return this.isActive && this.hasReachedGoals();
  }

  /** Follows the one that claimed. */
  async follow(): Promise<void> {
    this.claimWanted = false;
    this.goals = null;
    await this.patiently('the picture could not be read', () => this.writer.follow());
  }

  /** Says that somebody else may write, when nothing more will come from here. */
  async resign(): Promise<void> {
    await this.leadership?.stop();
  }

  async close(): Promise<void> {
    await this.follower?.close();
  }

  private async claim(): Promise<void> {
    const { log, topics, complain } = this.parts;
    if (this.leadership === null) return this.patiently('the picture could not be claimed', () => this.writer.claim());
    this.claimWanted = false;
    try {
      await this.writer.claim();
    } catch (cause) {
      if (!isPassing(cause)) throw cause;
      // Another one may have been quicker by the time the log is there again: to be decided anew.
      return complain('the picture could not be claimed', cause);
    }
    // Read after the claim: nothing that the writer before works in later counts.
    const ends = await this.patiently('the ends of the inputs could not be read', () =>
      Promise.all(topics.map(async (topic) => [topic, await log.end(topic)] as const)),
    );
    this.goals = new Map(ends);
  }

  private hasReachedGoals(): boolean {
    const { positions } = this.parts;
    return this.goals === null || [...this.goals].every(([topic, goal]) => positions.hasReached(topic, goal));
  }

  private patiently<T>(what: string, step: () => Promise<T>): Promise<T> {
    const { clock, complain } = this.parts;
    return untilDone(clock, (cause) => complain(`${what}, trying again`, cause), step);
  }

  private leadershipAs(writer: string): Leadership {
    const { realm, log, clock, isReady, wake, complain } = this.parts;
    return new Leadership({
      realm,
      log,
      clock,
      writer,
      standing: () => ({
        epoch: this.isActive ? this.epoch : null,
        ready: isReady(),
        latestClaim: this.follower?.latestClaim ?? -1,
      }),
      claim: () => {
        this.claimWanted = true;
        wake();
      },
      onHeard: wake,
      onFailure: (cause) => complain('the sign of life could not be given', cause),
    });
  }
}
