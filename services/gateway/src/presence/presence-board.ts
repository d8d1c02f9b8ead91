import { Policies, type Principal } from '@hinomi/access';
import {
  instantFromMillis,
  millisOf,
  MOST_OF_ONE,
  MOST_PRESENT,
  PRESENCE_BATCH_MS,
  type PresenceEntry,
  type PresenceId,
  type PresenceNews,
  type PresenceReport,
} from '@hinomi/contracts';
import { STORE, type Store } from '@hinomi/store';
import { Inject, Injectable, Optional, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../gateway-settings.js';
import { Pictures } from '../picture/pictures.js';
import { PresenceBatch } from './presence-batch.js';
import { PresenceExchange } from './presence-exchange.js';
import { PresenceTable, type PresenceStep } from './presence-table.js';

/** A third of what other gateways wait. */
const SIGN_OF_LIFE_MS = 10_000;

/** Who is at the consoles of all gateways. Whom somebody sees follows the rule for what is headquarters': as with drawings. */
@Injectable()
export class PresenceBoard implements OnModuleInit, OnModuleDestroy {
  private readonly table = new PresenceTable(MOST_PRESENT);
  private readonly exchange: PresenceExchange;
  private batch = new PresenceBatch();
  /** Steps of consoles that are here, for the other gateways. */
  private own = new Map<PresenceId, PresenceEntry | null>();
  private flushing: NodeJS.Timeout | undefined;
  private living: NodeJS.Timeout | undefined;
  private tell: (batch: PresenceBatch) => void = () => undefined;

  constructor(
    @Inject(Policies) private readonly policies: Policies,
    @Inject(Pictures) private readonly pictures: Pictures,
    @Inject(GATEWAY_SETTINGS) private readonly settings: GatewaySettings,
    @Optional() @Inject(STORE) store: Store | null,
  ) {
    this.exchange = new PresenceExchange(store?.announcements ?? null);
  }

  onModuleInit(): void {
    const all = (): void => void this.exchange.tell(this.table.at(this.exchange.gateway), []);
    this.exchange.start((news) => this.take(news), all);
    this.living = setInterval(() => {
      all();
      for (const step of this.table.forget(this.exchange.gateway, this.now())) this.note(step);
    }, SIGN_OF_LIFE_MS);
    this.living.unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.living);
    clearTimeout(this.flushing);
    await this.exchange.tell(
      [],
      this.table.at(this.exchange.gateway).map(({ id }) => id),
    );
    await this.exchange.stop();
  }

  get size(): number {
    return this.table.size;
  }

  /** Called with what changed, a few times in a second at most. */
  tellThrough(tell: (batch: PresenceBatch) => void): void {
    this.tell = tell;
  }

  readonly find = (id: PresenceId): PresenceEntry | null => this.table.find(id);

  sees(principal: Principal): (jurisdiction: string | null) => boolean {
    return (jurisdiction) => this.policies.maySee(principal, { classification: 'headquarters', jurisdiction });
  }

  /** Everybody but oneself. */
  seenBy(principal: Principal, own: PresenceId): PresenceEntry[] {
    const sees = this.sees(principal);
    return this.table.all().filter(({ id, jurisdiction }) => id !== own && sees(jurisdiction));
  }

  followersOf(id: PresenceId) {
    return this.table.followersOf(id);
  }

  /** What a console shows now; null where there are too many. Nobody follows their own view, or whom they do not see. */
  here(id: PresenceId, principal: Principal, report: PresenceReport): PresenceEntry | null {
    const { subject, name, role, jurisdiction } = principal;
    if (!this.table.hasRoomFor({ id, subject }, MOST_OF_ONE)) return null;
    const { idleMs, following: wished, ...view } = report;
    const followed = wished === null || this.table.follows(wished, id) ? null : this.table.find(wished);
    const following = followed !== null && this.sees(principal)(followed.jurisdiction) ? followed.id : null;
    const municipality = this.pictures.of(report.realm).rollups.municipalities.at(report.centre);
    const nowMs = this.now();
    const before = this.table.find(id)?.idleSince ?? null;
    const since = idleMs === null ? null : nowMs - idleMs;
    // Who has been idle all along has been so since the same moment, whatever the line adds to it.
    const idleSince =
      since === null ? null : instantFromMillis(before === null ? since : Math.min(since, millisOf(before)));
    const entry: PresenceEntry = { id, subject, name, role, jurisdiction, ...view, following, municipality, idleSince };
    this.note(this.table.put(entry, this.exchange.gateway, nowMs));
    this.own.set(id, entry);
    return entry;
  }

  gone(id: PresenceId): void {
    const step = this.table.remove(id, this.exchange.gateway);
    if (step.before !== null) this.own.set(id, null);
    this.note(step);
  }

  private take({ gateway, here, gone }: PresenceNews): void {
    for (const id of gone) this.note(this.table.remove(id, gateway));
    const nowMs = this.now();
    for (const entry of here) this.note(this.table.put(entry, gateway, nowMs));
  }

  private note(step: PresenceStep): void {
    if (isSame(step)) return;
    this.batch.note(step);
    this.flushing ??= setTimeout(() => this.flush(), PRESENCE_BATCH_MS);
    this.flushing.unref();
  }

  private flush(): void {
    this.flushing = undefined;
    const { batch, own } = this;
    this.batch = new PresenceBatch();
    this.own = new Map();
    const here = [...own.values()].filter((entry) => entry !== null);
    void this.exchange.tell(
      here,
      [...own].filter(([, entry]) => entry === null).map(([id]) => id),
    );
    this.tell(batch);
  }

  private now(): number {
    return (this.settings.now ?? Date.now)();
  }
}

/** A sign of life says what is known. */
function isSame({ before, after }: PresenceStep): boolean {
  return before === after || JSON.stringify(before) === JSON.stringify(after);
}
