import { randomUUID } from 'node:crypto';
import type { DeliveryChannel, SubscriptionId } from '@hinomi/contracts';
import { logOf } from '@hinomi/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DELIVERY_SETTINGS, type DeliverySettings } from '../delivery-settings.js';
import { AccountRepository } from '../journal/account.repository.js';
import { Journals } from '../journal/journals.js';
import { DeliveryReader } from '../subscriptions/delivery-reader.js';
import { MqttCarrier } from '../mqtt/mqtt-carrier.js';
import { WebhookCarrier } from '../webhooks/webhook-carrier.js';
import type { Carrier } from './carrier.js';
import { SenderRepository } from './sender.repository.js';
import { ChangeSender, type SenderParts } from './change-sender.js';

const LOOK_EVERY_MS = 5_000;
/** One process sends; another takes over when it has been silent for so long. */
const LEASE_SECONDS = 15;

const log = logOf('delivery');

/** Who is sent something, by what: a sender for each, so that a slow one delays no other. */
@Injectable()
export class SenderDesk implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly me = randomUUID();
  private readonly senders = new Map<SubscriptionId, ChangeSender>();
  private readonly webhooks: WebhookCarrier;
  private readonly mqtt: MqttCarrier;
  private readonly rows: SenderRepository;
  private readonly parts: SenderParts;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    @Inject(Journals) journals: Journals,
    @Inject(DeliveryReader) reader: DeliveryReader,
    @Inject(DELIVERY_SETTINGS) private readonly settings: DeliverySettings,
  ) {
    const { now, store, webhookRanges, mqttUrl } = settings;
    this.rows = new SenderRepository(store, journals.rows.logId);
    const secretsOf = (id: SubscriptionId): Promise<string[]> => this.rows.secrets(id, now());
    this.webhooks = new WebhookCarrier({ ranges: webhookRanges, secretsOf, now });
    this.mqtt = new MqttCarrier(mqttUrl);
    const accounts = new AccountRepository(store);
    this.parts = { rows: journals.rows, accounts, reader, carrierOf: ({ type }) => this.carriers[type], now };
  }

  private get carriers(): Readonly<Record<DeliveryChannel['type'], Carrier | null>> {
    return { pull: null, facts: null, webhook: this.webhooks, mqtt: this.mqtt };
  }

  /** `channel.refused` where this hub cannot send so. */
  check({ type }: DeliveryChannel): void {
    if (type === 'mqtt') this.mqtt.check();
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.timer.unref();
    this.look();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.looking;
    await this.stopAll();
    await this.rows.leave(this.me).catch(() => undefined);
    await Promise.all([this.webhooks.close(), this.mqtt.close()]);
  }

  get size(): number {
    return this.senders.size;
  }

  /** A subscription was made, changed or ended, perhaps at another process. */
  look(changed?: SubscriptionId): void {
    if (changed !== undefined) this.webhooks.forget(changed);
    this.looking = this.looking.then(async () => {
      try {
        await this.assign();
        if (changed !== undefined) this.senders.get(changed)?.look();
      } catch (error) {
        log.warn('cannot see whom to send to', { why: String(error) });
      }
    });
  }

  private async assign(): Promise<void> {
    if (this.stopped) return;
    if (!(await this.rows.holdLease(this.me, LEASE_SECONDS))) return this.stopAll();
    const wanted = new Set(await this.rows.sending(this.settings.now()));
    for (const [id, sender] of this.senders) {
      if (wanted.has(id)) continue;
      this.senders.delete(id);
      this.webhooks.forget(id);
      void sender.stop();
    }
    for (const id of wanted) {
      if (this.senders.get(id)?.isOver === false) continue;
      this.senders.set(id, new ChangeSender(id, this.parts));
    }
  }

  private async stopAll(): Promise<void> {
    const all = [...this.senders.values()];
    this.senders.clear();
    await Promise.all(all.map((sender) => sender.stop()));
  }
}
