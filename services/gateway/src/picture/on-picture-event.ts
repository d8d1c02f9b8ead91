import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { topicIn, type LogRecord, type Realm } from '@hinomi/contracts';
import { EVENT_LOG, tailToEnd, type EventLog, type Subscription } from '@hinomi/event-log';
import { logOf } from '@hinomi/service-kit';
import { DeltaJournal } from './delta-journal.js';
import type { LivePicture } from './live-picture.js';
import { Pictures } from './pictures.js';

const log = logOf('gateway');

/** Feeds both pictures from the log: each gateway reads everything, from the start, before it answers anybody. */
@Injectable()
export class OnPictureEvent implements OnModuleInit, OnModuleDestroy {
  private tails: Subscription[] = [];

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(Pictures) private readonly pictures: Pictures,
    @Inject(DeltaJournal) private readonly journal: DeltaJournal,
  ) {}

  async onModuleInit(): Promise<void> {
    this.tails = await Promise.all(this.pictures.all.map((picture) => this.follow(picture)));
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.tails.map((tail) => tail.stop()));
  }

  private async follow(picture: LivePicture): Promise<Subscription> {
    const topic = topicIn(picture.realm, 'picture');
    const [end = 0] = await this.log.end(topic);
    const tail = await tailToEnd(this.log, topic, [], (record) => {
      if (picture.isCaughtUp) this.journal.arrived(picture.realm, record);
      const refused = picture.take(record);
      if (refused !== null) log.error('passed over a record', { ...placeOf(picture.realm, record), error: refused });
    });
    picture.finishCatchUp(end);
    return tail;
  }
}

function placeOf(realm: Realm, { topic, partition, offset, headers }: LogRecord): Record<string, unknown> {
  return { realm, topic, partition, offset, trace: headers['ce_trace'], event: headers['cause'] };
}
