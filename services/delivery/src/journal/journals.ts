import { Policies } from '@hinomi/access';
import { REALMS, topicIn, type Realm } from '@hinomi/contracts';
import { EVENT_LOG, type EventLog } from '@hinomi/event-log';
import { HealthRegistry, logOf } from '@hinomi/service-kit';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DELIVERY_SETTINGS, type DeliverySettings } from '../delivery-settings.js';
import { DeliveredPictures } from '../picture/delivered-pictures.js';
import { JournalWriter } from './journal-writer.js';
import { JournalRepository } from './journal.repository.js';

/** How long a line is kept: as long as the log keeps what it is about (`TOPICS.picture.retentionDays`). */
export const JOURNAL_DAYS = 7;
/** Whoever changes a subscription does not wait longer for the journal. */
const CATCH_UP_LIMIT_MS = 2_000;
const SWEEP_EVERY_MS = 3_600_000;

const log = logOf('delivery');

/** The journals of both realms, and the pictures that they are written from. */
@Injectable()
export class Journals implements OnModuleInit, OnModuleDestroy {
  readonly rows: JournalRepository;
  private readonly writers: Readonly<Record<Realm, JournalWriter>>;
  private sweeping: NodeJS.Timeout | undefined;

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(DeliveredPictures) private readonly pictures: DeliveredPictures,
    @Inject(HealthRegistry) private readonly health: HealthRegistry,
    @Inject(Policies) policies: Policies,
    @Inject(DELIVERY_SETTINGS) private readonly settings: DeliverySettings,
  ) {
    this.rows = new JournalRepository(settings.store, log.logId);
    const writer = (realm: Realm): JournalWriter => new JournalWriter(realm, this.rows, policies, settings.now);
    this.writers = { real: writer('real'), drill: writer('drill') };
  }

  async onModuleInit(): Promise<void> {
    await Promise.all(
      REALMS.map(async (realm) => {
        const [picture, writer] = [this.pictures.of(realm), this.writers[realm]];
        const [end = 0] = await this.log.end(topicIn(realm, 'picture'));
        await writer.open(end);
        picture.hear((applied, record) => writer.hear(applied, record));
        await picture.start();
      }),
    );
    this.sweeping = setInterval(() => void this.sweep(), SWEEP_EVERY_MS);
    this.sweeping.unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.sweeping);
    await Promise.all(REALMS.map((realm) => this.writers[realm].stop()));
    await Promise.all(this.pictures.all.map((picture) => picture.stop()));
  }

  get isStopping(): boolean {
    return this.health.isStopping;
  }

  /** As the repository's, once the journal has what was heard until now: a new subscription hears of nothing older. */
  async change<T>(realm: Realm, work: (rows: EntityManager) => Promise<T>): Promise<T> {
    await this.writers[realm].caughtUp(CATCH_UP_LIMIT_MS);
    return this.rows.change(realm, work);
  }

  of(realm: Realm): JournalWriter {
    return this.writers[realm];
  }

  get all(): readonly JournalWriter[] {
    return REALMS.map((realm) => this.writers[realm]);
  }

  private async sweep(): Promise<void> {
    try {
      await this.rows.sweep(this.settings.now() - JOURNAL_DAYS * 24 * 3_600_000);
    } catch (error) {
      log.warn('could not forget old lines of the journal', { why: String(error) });
    }
  }
}
