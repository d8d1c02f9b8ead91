import {
  encodeHeartbeat,
  HubError,
  isStandpoint,
  readHeartbeat,
  topicIn,
  type LogRecord,
  type Realm,
} from '@hinomi/contracts';
import type { EventLog, Subscription } from '@hinomi/event-log';
import type { Clock } from '../realm/clock.js';
import { BEAT_MS, decideLeadership, decideSilence, isFromTheWriter, LOOK_MS } from './decide-leadership.js';

export interface LeadershipParts {
  realm: Realm;
  log: EventLog;
  clock: Clock;
  /** Names this process in its signs of life. */
  writer: string;
  /** Where this process stands now. */
  standing: () => { epoch: number | null; ready: boolean; latestClaim: number };
  /** It is time to take over. */
  claim: () => void;
  /** Another sign of life of the writer was heard. */
  onHeard?: () => void;
  onFailure: (cause: unknown) => void;
}

/**
 * Who writes a realm's picture, of several processes: the active one gives a sign of life each second, a standby takes over
 * when it hears none. Which of two claims counts is decided by the log, never here.
 */
export class Leadership {
  private readonly topic: string;
  private tail: Subscription | undefined;
  private next = 0;
  private silentMs = 0;
  private vacant = false;
  private lookedAt = 0;
  private heardAt: number | null = null;
  private beatAt = Number.NEGATIVE_INFINITY;
  private working: Promise<void> | null = null;
  private callOff: () => void = () => undefined;
  private stopped = false;

  constructor(private readonly parts: LeadershipParts) {
    this.topic = topicIn(parts.realm, 'writers');
  }

  async start(): Promise<void> {
    const { log, clock, standing } = this.parts;
    const [end = 0] = await log.end(this.topic);
    // Whoever has just claimed may not have given a sign of life yet.
    this.vacant = end === 0 && standing().latestClaim === -1;
    this.next = Math.max(0, end - 1);
    // What was said before this process listened counts only where it says that nobody is there.
    this.tail = await log.tail(this.topic, [this.next], (record) => this.hear(record, record.offset < end));
    this.lookedAt = clock.elapsed();
    this.lookLater();
  }

  /** Somebody claimed: that is a sign of life as well. */
  claimed(): void {
    this.silentMs = 0;
    this.vacant = false;
  }

  /** How long ago another process, or this one, gave a sign of life; null before any. */
  get heartbeatAgeMs(): number | null {
    return this.heardAt === null ? null : this.parts.clock.elapsed() - this.heardAt;
  }

  /** Another process is known to write. */
  get hearsSomebody(): boolean {
    return this.heardAt !== null;
  }

  /** Ends; an active writer says so, and its successor need not wait for the silence. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.callOff();
    await this.working;
    const { epoch } = this.parts.standing();
    if (epoch !== null) await this.say(epoch, true);
    await this.tail?.stop();
  }

  private lookLater(): void {
    this.callOff = this.parts.clock.after(LOOK_MS, () => {
      this.look();
      if (!this.stopped) this.lookLater();
    });
  }

  private look(): void {
    const now = this.parts.clock.elapsed();
    this.silentMs = decideSilence(this.silentMs, now - this.lookedAt);
    this.lookedAt = now;
    if (this.working !== null) return;
    const { epoch, ready } = this.parts.standing();
    const { silentMs, vacant } = this;
    const move = decideLeadership({ epoch, ready, silentMs, vacant, sinceBeatMs: now - this.beatAt });
    if (move === 'wait') return;
    this.working = (move === 'beat' ? this.beat(epoch ?? 0, now) : this.claim()).finally(() => {
      this.working = null;
    });
  }

  private async beat(epoch: number, now: number): Promise<void> {
    // A look may come a little late; the next beat is due a second after this one was.
    this.beatAt = now - this.beatAt < 2 * BEAT_MS ? this.beatAt + BEAT_MS : now;
    await this.say(epoch, false);
  }

  private async say(epoch: number, resigned: boolean): Promise<void> {
    const { log, writer, onFailure } = this.parts;
    try {
      await log.append(this.topic, [encodeHeartbeat({ writer, epoch, resigned })]);
    } catch (cause) {
      onFailure(cause);
    }
  }

  /** Silence may be this process's own deafness: only who has heard all there is, and reaches the log, may claim. */
  private async claim(): Promise<void> {
    const { log, onFailure } = this.parts;
    try {
      const [end = 0] = await log.end(this.topic);
      if (this.next < end || this.stopped) return;
      this.silentMs = 0;
      this.vacant = false;
      this.parts.claim();
    } catch (cause) {
      onFailure(cause);
    }
  }

  private hear(record: LogRecord, isOld: boolean): void {
    this.next = record.offset + 1;
    if (isStandpoint(record)) return;
    try {
      const heartbeat = readHeartbeat(record);
      if (!isFromTheWriter(heartbeat, this.parts.standing().latestClaim)) return;
      this.vacant = heartbeat.resigned;
      if (isOld || heartbeat.resigned) return;
      this.silentMs = 0;
      this.heardAt = this.parts.clock.elapsed();
      this.parts.onHeard?.();
    } catch (cause) {
      if (!(cause instanceof HubError) || cause.code !== 'event.invalid') throw cause;
      this.parts.onFailure(cause);
    }
  }
}
