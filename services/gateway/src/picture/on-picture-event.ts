import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { topicIn } from '@hinomi/contracts';
import { EVENT_LOG, type EventLog, type Subscription } from '@hinomi/event-log';
import type { LivePicture } from './live-picture.js';
import { Pictures } from './pictures.js';

/** Feeds both pictures from the log: each gateway reads everything, from the start. */
@Injectable()
export class OnPictureEvent implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(OnPictureEvent.name);
  private tails: Subscription[] = [];

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(Pictures) private readonly pictures: Pictures,
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
    return this.log.tail(
      topic,
      [],
      (record) => {
        const refused = picture.take(record);
        if (refused !== null) this.logger.error(`Passed over a record: ${refused.message}`);
      },
      { onCaughtUp: () => picture.finishCatchUp(end) },
    );
  }
}
