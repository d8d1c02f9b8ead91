import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import {
  decodeEvent,
  drawingWritten,
  drawingWrittenId,
  encodeEvent,
  HubError,
  realmOf,
  traceIdOf,
  typeOf,
  type DrawingWrittenV1,
  type LogRecord,
  type Realm,
} from '@hinomi/contracts';
import { EVENT_LOG, type EventLog } from '@hinomi/event-log';
import { logOf } from '@hinomi/service-kit';
import { FollowedTopic } from '../log/followed-topic.js';
import { DrawingBook } from './drawing-book.js';

const log = logOf('gateway');

/** Who drew what in both realms: every gateway reads all of it, and whoever draws hears of it when it is on the log. */
@Injectable()
export class Drawings implements OnModuleInit, OnModuleDestroy {
  private readonly books: Readonly<Record<Realm, DrawingBook>> = { real: new DrawingBook(), drill: new DrawingBook() };
  private readonly followed: FollowedTopic;

  constructor(@Inject(EVENT_LOG) log: EventLog) {
    this.followed = new FollowedTopic(log, 'incidents', (realm, record) =>
      this.books[realm].take(record.offset, readDrawing(record)),
    );
  }

  onModuleInit(): Promise<void> {
    return this.followed.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.followed.stop();
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
    await this.followed.append(realm, [encodeEvent(drawingWritten, { ...common, data })]);
    log.info('drew on the map', { drawing: drawingId, version, realm, by: by.subject });
  }

  /** Reads what other gateways have written. */
  catchUp(realm: Realm): Promise<void> {
    return this.followed.catchUp(realm);
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
