import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import {
  decodeEvent,
  drawingWritten,
  drawingWrittenId,
  encodeEvent,
  HubError,
  realmOf,
  REALMS,
  topicIn,
  traceIdOf,
  typeOf,
  type DrawingWrittenV1,
  type LogRecord,
  type Realm,
} from '@hinomi/contracts';
import { EVENT_LOG, tailToEnd, type EventLog, type Subscription } from '@hinomi/event-log';
import { logOf } from '@hinomi/service-kit';
import { Waiting } from '../chronology/waiting.js';
import { DrawingBook } from './drawing-book.js';

const log = logOf('gateway');
/** How long a writer waits until this gateway has read what is on the log. */
const READ_MS = 5_000;

/** Who drew what in both realms: every gateway reads all of it, and whoever draws hears of it when it is on the log. */
@Injectable()
export class Drawings implements OnModuleInit, OnModuleDestroy {
  private readonly books: Readonly<Record<Realm, DrawingBook>> = { real: new DrawingBook(), drill: new DrawingBook() };
  private readonly waiting = new Waiting();
  private tails: Subscription[] = [];

  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  async onModuleInit(): Promise<void> {
    this.tails = await Promise.all(
      REALMS.map((realm) => tailToEnd(this.log, topicIn(realm, 'incidents'), [], (record) => this.take(realm, record))),
    );
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.tails.map((tail) => tail.stop()));
    this.waiting.wake();
  }

  of(realm: Realm): DrawingBook {
    return this.books[realm];
  }

  /** Resolves when it is on the log and in the book. */
  async append(data: DrawingWrittenV1): Promise<void> {
    const realm = realmOf(data);
    const { drawingId, version, writtenAt: time, exercise, by } = data;
    const id = drawingWrittenId(data);
    const common = { id, source: 'hub:gateway', subject: drawingId, time, exercise, trace: traceIdOf(id) };
    const appended = await this.log.append(topicIn(realm, 'incidents'), [
      encodeEvent(drawingWritten, { ...common, data }),
    ]);
    log.info('drew on the map', { drawing: drawingId, version, realm, by: by.subject });
    await this.reaches(realm, (appended.at(-1)?.offset ?? -1) + 1);
  }

  /** Reads what other gateways have written. */
  async catchUp(realm: Realm): Promise<void> {
    const [end = 0] = await this.log.end(topicIn(realm, 'incidents'));
    await this.reaches(realm, end);
  }

  /** `log.unavailable` when the book does not come so far: it is on the log, and the same request again is answered. */
  private async reaches(realm: Realm, position: number): Promise<void> {
    const isRead = await this.waiting.until(() => this.books[realm].position >= position, READ_MS);
    if (!isRead)
      throw new HubError('log.unavailable', 'The gateway is behind the log: ask again.', { retryable: true });
  }

  private take(realm: Realm, record: LogRecord): void {
    this.books[realm].take(record.offset, readDrawing(record));
    this.waiting.wake();
  }
}

/** A record of another making stays on the log; it must not keep a gateway from starting. */
function readDrawing(record: LogRecord): DrawingWrittenV1 | null {
  if (typeOf(record) !== drawingWritten.type) return null;
  try {
    return decodeEvent(drawingWritten, record).data;
  } catch (error) {
    if (!(error instanceof HubError) || error.code !== 'event.invalid') throw error;
    log.warn('passed over a drawing', { topic: record.topic, offset: record.offset });
    return null;
  }
}
