import { HubError, REALMS, topicIn, type LogRecord, type NewRecord, type Realm } from '@hinomi/contracts';
import { tailToEnd, type EventLog, type Subscription, type TopicPosition } from '@hinomi/event-log';
import { Waiting } from '@hinomi/service-kit';

/** How long a writer waits until this gateway has read what is on the log. */
const READ_MS = 5_000;

/** A topic of both realms that this gateway reads whole and on: whoever appends hears of it when it is on the log and was read here. */
export class FollowedTopic {
  /** The next offset to come, per partition. */
  private readonly next: Readonly<Record<Realm, number[]>> = { real: [], drill: [] };
  private readonly waiting = new Waiting();
  private tails: Subscription[] = [];

  constructor(
    private readonly log: EventLog,
    private readonly topic: Parameters<typeof topicIn>[1],
    private readonly handle: (realm: Realm, record: LogRecord) => void,
  ) {}

  /** Resolves when what was on the log is read. */
  async start(): Promise<void> {
    this.tails = await Promise.all(
      REALMS.map(async (realm) => {
        const topic = topicIn(realm, this.topic);
        const end = await this.log.end(topic);
        const tail = await tailToEnd(this.log, topic, [], (record) => this.take(realm, record));
        // What the log no longer keeps never comes.
        end.forEach((offset, partition) => this.reached(realm, partition, offset));
        return tail;
      }),
    );
  }

  async stop(): Promise<void> {
    await Promise.all(this.tails.map((tail) => tail.stop()));
  }

  /** `log.unavailable` when it was not read in time: it is on the log, and who sends the same again is answered. */
  async append(realm: Realm, records: readonly NewRecord[]): Promise<void> {
    const appended = await this.log.append(topicIn(realm, this.topic), records);
    const upTo: number[] = [];
    for (const { partition, offset } of appended) upTo[partition] = offset + 1;
    await this.reaches(realm, upTo);
  }

  /** Reads what other gateways have written. */
  async catchUp(realm: Realm): Promise<void> {
    await this.reaches(realm, await this.log.end(topicIn(realm, this.topic)));
  }

  private async reaches(realm: Realm, position: TopicPosition): Promise<void> {
    const next = this.next[realm];
    const isRead = await this.waiting.until(
      () => position.every((offset, partition) => (next[partition] ?? 0) >= offset),
      READ_MS,
    );
    if (!isRead)
      throw new HubError('log.unavailable', 'The gateway is behind the log: ask again.', { retryable: true });
  }

  private take(realm: Realm, record: LogRecord): void {
    this.handle(realm, record);
    this.reached(realm, record.partition, record.offset + 1);
    this.waiting.wake();
  }

  private reached(realm: Realm, partition: number, offset: number): void {
    const next = this.next[realm];
    next[partition] = Math.max(next[partition] ?? 0, offset);
  }
}
