import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import {
  decodeEvent,
  drawingWritten,
  encodeEvent,
  HubError,
  logEntryWritten,
  logEntryWrittenId,
  realmOf,
  REALMS,
  topicIn,
  traceIdOf,
  typeOf,
  type LogEntryWrittenV1,
  type LogRecord,
  type NewRecord,
  type Realm,
} from '@hinomi/contracts';
import { EVENT_LOG, tailToEnd, type EventLog, type Subscription } from '@hinomi/event-log';
import { logOf, Waiting } from '@hinomi/service-kit';
import { LogBook } from './log-book.js';

const log = logOf('gateway');

/** The log books of both realms: every gateway reads all of them, and whoever writes hears of it when it is on the log. */
@Injectable()
export class Chronology implements OnModuleInit, OnModuleDestroy {
  readonly logId: string;
  private readonly books: Readonly<Record<Realm, LogBook>> = { real: new LogBook(), drill: new LogBook() };
  private readonly waiting = new Waiting();
  private readonly ready: Promise<void>;
  private isReady = (): void => undefined;
  private tails: Subscription[] = [];
  private isClosing = false;

  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {
    this.logId = log.logId;
    this.ready = new Promise((resolve) => (this.isReady = resolve));
  }

  async onModuleInit(): Promise<void> {
    this.tails = await Promise.all(
      REALMS.map((realm) => tailToEnd(this.log, topicIn(realm, 'incidents'), [], (record) => this.take(realm, record))),
    );
    this.isReady();
  }

  async onModuleDestroy(): Promise<void> {
    this.isClosing = true;
    this.waiting.wake();
    await Promise.all(this.tails.map((tail) => tail.stop()));
  }

  /** Resolves when what was on the log at the start is in the books. */
  whenRead(): Promise<void> {
    return this.ready;
  }

  of(realm: Realm): LogBook {
    return this.books[realm];
  }

  /** Resolves when it is on the log, to its offset there. */
  async append(data: LogEntryWrittenV1): Promise<number> {
    const realm = realmOf(data);
    const offset = await this.appendAll(realm, [data]);
    // What it says stays out of the hub's own log.
    log.info('wrote into the log book', {
      entry: data.entryId,
      version: data.version,
      realm,
      by: data.by.subject,
    });
    return offset;
  }

  /** Resolves to the offset of the last one; -1 for none. */
  async appendAll(realm: Realm, all: readonly LogEntryWrittenV1[]): Promise<number> {
    if (all.length === 0) return -1;
    const appended = await this.log.append(topicIn(realm, 'incidents'), all.map(encode));
    return appended.at(-1)?.offset ?? -1;
  }

  /** All of one realm from its first record on, however old; for the export of a long incident. */
  async readWhole(realm: Realm): Promise<LogBook> {
    const book = new LogBook(Infinity);
    for await (const record of this.log.read(topicIn(realm, 'incidents'), []))
      book.take(record.offset, readWritten(record));
    return book;
  }

  /** True as soon as the book has come so far; false after the limit, or when the gateway closes. */
  async reaches(realm: Realm, position: number, limitMs: number): Promise<boolean> {
    const isThere = (): boolean => this.books[realm].position >= position;
    await this.waiting.until(() => isThere() || this.isClosing, limitMs);
    return isThere();
  }

  private take(realm: Realm, record: LogRecord): void {
    const written = readWritten(record);
    // Drawings are on the same topic.
    if (written === null && typeOf(record) !== drawingWritten.type)
      log.warn('passed over a record', { topic: record.topic, offset: record.offset });
    this.books[realm].take(record.offset, written);
    this.waiting.wake();
  }
}

function encode(data: LogEntryWrittenV1): NewRecord {
  const id = logEntryWrittenId(data);
  const { entryId: subject, writtenAt: time, exercise } = data;
  return encodeEvent(logEntryWritten, {
    id,
    source: 'hub:gateway',
    subject,
    time,
    exercise,
    trace: traceIdOf(id),
    data,
  });
}

/** A record of another making stays on the log; it must not keep a gateway from starting. */
function readWritten(record: LogRecord): LogEntryWrittenV1 | null {
  if (typeOf(record) !== logEntryWritten.type) return null;
  try {
    return decodeEvent(logEntryWritten, record).data;
  } catch (error) {
    if (error instanceof HubError && error.code === 'event.invalid') return null;
    throw error;
  }
}
