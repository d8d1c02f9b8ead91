/** How many wrong attempts are free, and how long the next ones take. */
export interface AttemptRule {
  free: number;
  secondsPerAttempt: number;
}

/** A person who forgot tries a few times; a program gets 120 guesses an hour. */
export const PER_ACCOUNT: AttemptRule = { free: 5, secondsPerAttempt: 30 };
/** A whole shelter may sign in behind one address, and only wrong attempts count. */
export const PER_ADDRESS: AttemptRule = { free: 30, secondsPerAttempt: 10 };

const MOST_KEYS = 20_000;

/**
 * Counts wrong attempts by key. Each costs a share that time gives back, so nobody is locked out for good, neither a
 * forgetful person nor one whom somebody else wants to lock out.
 */
export class AttemptLimit {
  /** Until when, in milliseconds, the attempts so far are paid off. */
  private readonly paidAtMs = new Map<string, number>();

  constructor(
    private readonly rule: AttemptRule,
    /** Milliseconds that only go on: a wall clock that is set back would lock everybody out. */
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** 0 = an attempt may be made now. */
  secondsToWait(key: string): number {
    const step = this.rule.secondsPerAttempt * 1000;
    const ahead = (this.paidAtMs.get(key) ?? 0) - this.now();
    return Math.max(0, Math.ceil((ahead - (this.rule.free - 1) * step) / 1000));
  }

  /** Counted before the answer is known: guesses made at the same moment must not all be free. */
  note(key: string): void {
    const now = this.now();
    const from = Math.max(this.paidAtMs.get(key) ?? 0, now);
    this.paidAtMs.delete(key);
    this.paidAtMs.set(key, from + this.rule.secondsPerAttempt * 1000);
    if (this.paidAtMs.size > MOST_KEYS) this.dropOld(now);
  }

  /** The attempt was right, so it costs nothing. */
  forgive(key: string): void {
    const paidAt = this.paidAtMs.get(key);
    if (paidAt !== undefined) this.paidAtMs.set(key, paidAt - this.rule.secondsPerAttempt * 1000);
  }

  private dropOld(now: number): void {
    for (const [key, paidAt] of this.paidAtMs) if (paidAt <= now) this.paidAtMs.delete(key);
    const [oldest] = this.paidAtMs.keys();
    if (this.paidAtMs.size > MOST_KEYS && oldest !== undefined) this.paidAtMs.delete(oldest);
  }
}
