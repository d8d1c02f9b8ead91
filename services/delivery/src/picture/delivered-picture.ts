import { HubError, PictureReader, topicIn, type FeatureV1, type LogRecord, type Realm } from '@hinomi/contracts';
import { tailToEnd, type EventLog, type Subscription } from '@hinomi/event-log';
import { PictureMemory, type AppliedChange, type PlaceOf } from '@hinomi/interest';
import { logOf, Waiting } from '@hinomi/service-kit';
import { EntriesAt } from './entries-at.js';

const log = logOf('delivery');

/** What a record did to the picture, null for one that is no change of it. The log waits for what is returned. */
export type PictureListener = (applied: AppliedChange | null, record: LogRecord) => Promise<void> | undefined;

/** One realm's picture as agencies get it: what is pulled is read from here, and what is sent on comes from its changes. */
export class DeliveredPicture {
  readonly memory: PictureMemory;
  readonly entries: EntriesAt;
  private readonly reader = new PictureReader();
  private readonly waiting = new Waiting();
  private readonly listeners: PictureListener[] = [];
  private tail: Subscription | null = null;
  private caughtUp = false;
  private unreadable = 0;

  constructor(
    readonly realm: Realm,
    private readonly log: EventLog,
    placeOf: PlaceOf<FeatureV1>,
  ) {
    this.memory = new PictureMemory(placeOf);
    this.entries = new EntriesAt(realm, log, placeOf);
  }

  get logId(): string {
    return this.log.logId;
  }

  get isCaughtUp(): boolean {
    return this.caughtUp;
  }

  /** Records of the topic that were not the picture's; each is passed over. */
  get unreadableCount(): number {
    return this.unreadable;
  }

  /** Hears every record from the first one on; for whoever is there before the log is read. */
  hear(listener: PictureListener): void {
    this.listeners.push(listener);
  }

  async start(): Promise<void> {
    const topic = topicIn(this.realm, 'picture');
    const [end = 0] = await this.log.end(topic);
    this.tail = await tailToEnd(this.log, topic, [], (record) => this.take(record));
    this.memory.reach(end);
    this.caughtUp = true;
    this.waiting.wake();
  }

  async stop(): Promise<void> {
    await this.tail?.stop();
  }

  /** True once everything below the position is in, false after the limit in ms. */
  reached(position: number, limitMs: number): Promise<boolean> {
    return this.waiting.until(() => this.caughtUp && this.memory.position >= position, limitMs);
  }

  private take(record: LogRecord): Promise<void> | undefined {
    const applied = this.memory.apply(record.offset, this.read(record));
    if (applied?.after) this.entries.note(applied.after);
    this.waiting.wake();
    const waits = this.listeners.flatMap((listener) => listener(applied, record) ?? []);
    return waits.length === 0 ? undefined : Promise.all(waits).then(() => undefined);
  }

  private read(record: LogRecord): ReturnType<PictureReader['read']> {
    try {
      return this.reader.read(record);
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      this.unreadable++;
      log.error('passed over a record', { realm: this.realm, topic: record.topic, offset: record.offset, error });
      return null;
    }
  }
}
