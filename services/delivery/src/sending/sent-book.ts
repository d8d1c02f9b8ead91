import type { SubscriptionId } from '@hinomi/contracts';
import type { AccountRepository, Attempt } from '../journal/account.repository.js';

/** Written down a few times a second at most: what is lost of it is sent twice. */
const WRITE_EVERY_MS = 300;

/** What one sender handed over, and had taken, until it is written down. */
export class SentBook {
  private attempts: Attempt[] = [];
  private from: number;
  private sinceMs = 0;

  /** @param to the sequence that is acknowledged */
  constructor(
    private readonly id: SubscriptionId,
    private readonly accounts: AccountRepository,
    private to: number,
  ) {
    this.from = to;
  }

  /** Everything up to here is taken. */
  get acknowledged(): number {
    return this.to;
  }

  get isDue(): boolean {
    return this.hasNews && performance.now() - this.sinceMs >= WRITE_EVERY_MS;
  }

  /** @param attempt null where nothing had to be sent */
  taken(to: number, attempt: Attempt | null): void {
    if (!this.hasNews) this.sinceMs = performance.now();
    this.to = to;
    if (attempt !== null) this.attempts.push(attempt);
  }

  /** False when somebody has set the account to another number: it is to be read again. */
  async write(): Promise<boolean> {
    if (!this.hasNews) return true;
    const { attempts, from, to } = this;
    this.attempts = [];
    this.from = to;
    return this.accounts.taken(this.id, from, to, attempts);
  }

  private get hasNews(): boolean {
    return this.attempts.length > 0 || this.from !== this.to;
  }
}
