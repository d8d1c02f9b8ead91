import type { LogRecord } from '@hinomi/contracts';
import { Bell } from '../bell.js';
import type { Subscription } from '../event-log.js';
import { handleUntilDone, type OnHandlerError } from '../failing-handler.js';
import type { LogStore } from './log-store.js';

type Handler = (record: LogRecord) => Promise<void>;

/** How many records members may be ahead of the oldest unfinished one; all of them come again after a crash. */
const WINDOW_RECORDS = 256;
/** Records a member handles before other work of the process gets its turn. */
const RECORDS_PER_TURN = 64;

interface Entry {
  record: LogRecord;
  state: 'waiting' | 'taken' | 'done';
}

/** One topic as a group works through it: a window of records over the committed position. */
class GroupTopic {
  private readonly window: Entry[] = [];
  private position: number;
  private noted: number;

  constructor(
    private readonly store: LogStore,
    private readonly group: string,
    private readonly topic: string,
  ) {
    this.position = this.noted = store.progress(group, topic) ?? 0;
  }

  /** The oldest waiting record whose key nobody has in hand: work is shared, and each key stays in order. */
  take(): Entry | undefined {
    this.fill();
    const keysInHand = new Set<string>();
    for (const entry of this.window) {
      if (entry.state === 'taken') keysInHand.add(entry.record.key);
      if (entry.state === 'waiting' && !keysInHand.has(entry.record.key)) {
        entry.state = 'taken';
        return entry;
      }
    }
    return undefined;
  }

  finish(entry: Entry): void {
    entry.state = 'done';
    while (this.window[0]?.state === 'done') this.window.shift();
    this.noteProgress();
  }

  private fill(): void {
    const room = WINDOW_RECORDS - this.window.length;
    const end = this.store.end(this.topic);
    // Half a window at a time: one read of the store serves many records.
    if (this.position >= end || room < WINDOW_RECORDS / 2) return;
    const { records, next } = this.store.slice(this.topic, this.position, end, room);
    for (const record of records) this.window.push({ record, state: 'waiting' });
    this.position = next;
    this.noteProgress();
  }

  private noteProgress(): void {
    const done = this.window[0]?.record.offset ?? this.position;
    if (done === this.noted) return;
    this.noted = done;
    this.store.noteProgress(this.group, this.topic, done, done >= this.store.end(this.topic) ? 'now' : 'soon');
  }
}

/** The members of one group in this process; the folder lock makes sure there are none elsewhere. */
export class ConsumerGroup {
  private readonly topics = new Map<string, GroupTopic>();
  private readonly members = new Set<Member>();

  constructor(
    private readonly store: LogStore,
    private readonly name: string,
    private readonly onError: OnHandlerError,
  ) {}

  get isEmpty(): boolean {
    return this.members.size === 0;
  }

  join(topics: readonly string[], handler: Handler, onLeft: () => void): Subscription {
    for (const topic of topics) {
      if (!this.topics.has(topic)) this.topics.set(topic, new GroupTopic(this.store, this.name, topic));
    }
    const member = new Member(this.store, this, topics, handler, this.onError);
    this.members.add(member);
    let left: Promise<void> | undefined;
    const leave = async (): Promise<void> => {
      await member.stop();
      this.members.delete(member);
      this.wakeAll();
      onLeft();
      await this.store.writeProgress();
    };
    return { stop: () => (left ??= leave()) };
  }

  /** In the order the member named its topics: the first one is drained first. */
  take(topics: readonly string[]): { topic: GroupTopic; entry: Entry } | undefined {
    for (const name of topics) {
      const topic = this.topics.get(name);
      const entry = topic?.take();
      if (topic && entry) return { topic, entry };
    }
    return undefined;
  }

  finish(topic: GroupTopic, entry: Entry): void {
    topic.finish(entry);
    if (this.members.size > 1) this.wakeAll();
  }

  private wakeAll(): void {
    for (const member of this.members) member.wake();
  }
}

class Member {
  private readonly stopping = new AbortController();
  private readonly bell = new Bell();
  private readonly finished: Promise<void>;

  constructor(
    private readonly store: LogStore,
    private readonly group: ConsumerGroup,
    private readonly topics: readonly string[],
    private readonly handler: Handler,
    private readonly onError: OnHandlerError,
  ) {
    this.finished = this.run();
  }

  wake(): void {
    this.bell.ring();
  }

  stop(): Promise<void> {
    this.stopping.abort();
    this.bell.ring();
    return this.finished;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    const stopListening = this.store.onCommit(this.bell.ring);
    let handledInTurn = RECORDS_PER_TURN;
    while (!signal.aborted) {
      if (handledInTurn >= RECORDS_PER_TURN) {
        handledInTurn = 0;
        await nextTurn();
        continue;
      }
      const work = this.group.take(this.topics);
      if (!work) {
        await this.bell.heard();
        continue;
      }
      handledInTurn += 1;
      if (await handleUntilDone(work.entry.record, this.handler, this.onError, signal)) {
        this.group.finish(work.topic, work.entry);
      } else {
        work.entry.state = 'waiting';
      }
    }
    stopListening();
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
