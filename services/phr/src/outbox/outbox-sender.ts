import type { EventLog } from '@hinomi/event-log';
import { logOf } from '@hinomi/service-kit';
import type { RealmVault } from '../vault/realm-vault.js';
import type { Waiting } from './outbox-rows.js';

const log = logOf('phr');

const AT_ONCE = 100;
/** Rows of another process, or a log that was away. */
const LOOK_EVERY_MS = 1_000;

/**
 * Carries the outbox to the log, in order, each at least once: what is taken out is on the log's disk before. Of several processes
 * one at a time does it, so that an older count never comes after a newer one.
 */
export class OutboxSender {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | null = null;
  private again = false;
  private failing = false;

  constructor(
    private readonly vault: RealmVault,
    private readonly eventLog: Pick<EventLog, 'append'>,
    private readonly shared: boolean,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.wake(), LOOK_EVERY_MS);
    this.timer.unref();
    this.wake();
  }

  /** Something was put in. */
  wake(): void {
    if (this.running !== null) {
      this.again = true;
      return;
    }
    this.running = this.sendAll()
      .then(() => {
        this.failing = false;
      })
      .catch((error: unknown) => {
        // Once, not each second: it is tried until it works.
        if (!this.failing) log.error('the outbox of the vault waits', { realm: this.vault.realm, error });
        this.failing = true;
      })
      .finally(() => {
        this.running = null;
        if (this.again) {
          this.again = false;
          this.wake();
        }
      });
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.again = false;
    await this.running;
  }

  /** Resolves when nothing waits that was there when it was called. */
  async sendAll(): Promise<void> {
    while ((await (this.shared ? this.sendInTurn() : this.sendAlone())) === AT_ONCE);
  }

  private async sendAlone(): Promise<number> {
    const waiting = await this.vault.look((change) => change.outbox.first(AT_ONCE));
    await this.append(waiting);
    if (waiting.length > 0) await this.vault.tidy((change) => change.outbox.remove(waiting.map(({ seq }) => seq)));
    return waiting.length;
  }

  /** Holds the turn in the database while it appends; whoever comes meanwhile goes away. */
  private sendInTurn(): Promise<number> {
    return this.vault.tidy(async (change) => {
      const [turn] = await change.rows.query<{ mine: boolean }[]>(
        'SELECT pg_try_advisory_xact_lock(hashtext($1)) AS mine',
        [`${change.schema} outbox`],
      );
      if (turn?.mine !== true) return 0;
      const waiting = await change.outbox.first(AT_ONCE);
      await this.append(waiting);
      await change.outbox.remove(waiting.map(({ seq }) => seq));
      return waiting.length;
    });
  }

  private async append(waiting: readonly Waiting[]): Promise<void> {
    let from = 0;
    while (from < waiting.length) {
      const topic = waiting[from]!.topic;
      let to = from;
      while (to < waiting.length && waiting[to]!.topic === topic) to += 1;
      await this.eventLog.append(
        topic,
        waiting.slice(from, to).map(({ record }) => record),
      );
      from = to;
    }
  }
}
