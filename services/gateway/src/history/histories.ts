import { Policies, type Principal } from '@hinomi/access';
import {
  HubError,
  REALMS,
  type FeatureHistory,
  type InterestV1,
  type PastPicture,
  type PictureChangesV1,
  type Realm,
} from '@hinomi/contracts';
import { EVENT_LOG, type EventLog } from '@hinomi/event-log';
import { STORE, type Store } from '@hinomi/store';
import { Inject, Injectable, Logger, Optional, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../gateway-settings.js';
import { Pictures } from '../picture/pictures.js';
import { HistoryKeeper } from './history-keeper.js';
import { HistoryMonths } from './history-months.js';
import { HistoryProjector } from './history-projector.js';
import { HistoryRepository } from './history.repository.js';
import { History } from './history.js';
import { PastPictureRepository } from './past-picture.repository.js';
import type { ChangesQuestion } from './read-changes-query.js';
import type { Moments } from './read-moments.js';

/** The history of both realms: projected as long as the gateway runs, and asked. Without a store there is none. */
@Injectable()
export class Histories implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(Histories.name);
  private readonly projectors: Readonly<Record<Realm, HistoryProjector>> | null;
  private readonly history: History | null;
  private readonly keeper: HistoryKeeper | null;

  constructor(
    @Inject(EVENT_LOG) log: EventLog,
    @Inject(Pictures) { placeOf }: Pictures,
    @Inject(Policies) policies: Policies,
    @Inject(GATEWAY_SETTINGS) settings: GatewaySettings,
    @Optional() @Inject(STORE) store: Store | null,
  ) {
    if (!store) {
      this.projectors = null;
      this.history = null;
      this.keeper = null;
      return;
    }
    const everyMs = (settings.historySensorMinutes ?? 0) * 60_000;
    const rows = new HistoryRepository(store, log.logId, everyMs);
    const past = new PastPictureRepository(store, log.logId);
    const warn = (text: string): void => this.logger.warn(text);
    const projector = (realm: Realm): HistoryProjector => new HistoryProjector(realm, log, rows, warn);
    const projectors = { real: projector('real'), drill: projector('drill') };
    this.projectors = projectors;
    const now = settings.now ?? Date.now;
    this.history = new History({
      ...{ kept: rows, rows: past, log, policies, placeOf, now, sensorsEveryMs: everyMs },
      caughtUp: (realm, limitMs) => projectors[realm].caughtUp(limitMs),
    });
    this.keeper = new HistoryKeeper(new HistoryMonths(store), {
      retentionMonths: settings.historyRetentionMonths ?? 0,
      now,
      tell: (text) => this.logger.log(text),
      warn,
    });
  }

  /** Does not wait: the picture is there before its history is, and without a store that is away. */
  onModuleInit(): void {
    this.keeper?.start();
    for (const projector of this.all) {
      projector.start().catch((error: unknown) => this.logger.error(`The history of ${projector.realm}: ${error}`));
    }
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.keeper?.stop(), ...this.all.map((projector) => projector.stop())]);
  }

  get all(): readonly HistoryProjector[] {
    const { projectors } = this;
    return projectors === null ? [] : REALMS.map((realm) => projectors[realm]);
  }

  get droppedCount(): number {
    return this.keeper?.droppedCount ?? 0;
  }

  ofFeature(id: string, principal: Principal): Promise<FeatureHistory> {
    return this.kept().ofFeature(id, principal);
  }

  pictureAt(moments: Moments, interest: InterestV1, principal: Principal): Promise<PastPicture> {
    return this.kept().pictureAt(moments, interest, principal);
  }

  changes(question: ChangesQuestion, principal: Principal): Promise<PictureChangesV1> {
    return this.kept().changes(question, principal);
  }

  private kept(): History {
    if (this.history) return this.history;
    throw new HubError('store.unavailable', 'This process has no store, so it keeps no history.');
  }
}
