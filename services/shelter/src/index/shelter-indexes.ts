import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { HubError, PictureReader, REALMS, topicIn, typeOf, type LogRecord, type Realm } from '@hinomi/contracts';
import { EVENT_LOG, tailToEnd, type EventLog, type Subscription } from '@hinomi/event-log';
import { logOf } from '@hinomi/service-kit';
import { runOf } from '../reports/report-ids.js';
import type { KnownShelter } from './derive-entry.js';
import { ShelterIndex } from './shelter-index.js';

const log = logOf('shelter');

/** A tablet asks now and then, and hears of a change so much later than headquarters at most. */
const REST_MS = 250;

/** The shelters of both realms, read from the picture from its start and then as it changes. */
@Injectable()
export class ShelterIndexes implements OnModuleInit, OnModuleDestroy {
  private readonly byRealm: Readonly<Record<Realm, ShelterIndex>> = {
    real: new ShelterIndex(),
    drill: new ShelterIndex(),
  };
  private tails: Subscription[] = [];

  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  async onModuleInit(): Promise<void> {
    this.tails = await Promise.all(REALMS.map((realm) => this.follow(realm)));
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.tails.map((tail) => tail.stop()));
  }

  of(realm: Realm): ShelterIndex {
    return this.byRealm[realm];
  }

  ofId(id: string): ShelterIndex {
    return this.byRealm[runOf(id) === null ? 'real' : 'drill'];
  }

  find(id: string): KnownShelter | undefined {
    return this.ofId(id).find(id);
  }

  private follow(realm: Realm): Promise<Subscription> {
    const reader = new PictureReader();
    return tailToEnd(this.log, topicIn(realm, 'picture'), [], (record) => this.take(realm, reader, record), {
      restMs: REST_MS,
    });
  }

  /** What is not the picture's is passed over: it must not keep anybody from reporting. */
  private take(realm: Realm, reader: PictureReader, record: LogRecord): void {
    if (isOfOthers(record) && !this.byRealm[realm].holds(record.key)) return;
    try {
      const change = reader.read(record);
      if (change !== null) this.byRealm[realm].apply(change);
    } catch (error) {
      if (!(error instanceof HubError) || error.code !== 'event.invalid') throw error;
      log.error('passed over a record', { realm, topic: record.topic, offset: record.offset, error: error.message });
    }
  }
}

const MARKS = ['"kind":"shelter"', '"kind":"need"', '"theme":"shelter-note"'].map((mark) => Buffer.from(mark));

/** Sensors speak thousands of times a minute: what does not even name a shelter is not parsed. */
function isOfOthers(record: LogRecord): boolean {
  if (record.value === null || typeOf(record) !== 'picture.feature.v1') return false;
  const bytes = Buffer.from(record.value.buffer, record.value.byteOffset, record.value.byteLength);
  return !MARKS.some((mark) => bytes.includes(mark));
}
