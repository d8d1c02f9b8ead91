import { HubError } from '@hinomi/contracts';

interface Waiter {
  who: object;
  enter: () => void;
  giveUp: (error: HubError) => void;
}

/** Whose turn it is: one holder at a time, in order of asking. Asking again while holding is free. */
export class SessionLock {
  private holder: object | null = null;
  private readonly waiters: Waiter[] = [];

  constructor(private readonly limitMs: number) {}

  isHeldBy(who: object): boolean {
    return this.holder === who;
  }

  get isFree(): boolean {
    return this.holder === null;
  }

  /** Rejects with `store.unavailable` (retryable) when it takes longer than the limit. */
  acquire(who: object): Promise<void> {
    if (this.holder === who) return Promise.resolve();
    if (this.holder === null) {
      this.holder = who;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.drop(who, tooLong(this.limitMs)), this.limitMs);
      this.waiters.push({
        who,
        enter: () => {
          clearTimeout(timer);
          resolve();
        },
        giveUp: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      });
    });
  }

  release(who: object): void {
    if (this.holder !== who) return;
    const next = this.waiters.shift();
    this.holder = next?.who ?? null;
    next?.enter();
  }

  /** Takes somebody out of the queue. */
  drop(who: object, reason: HubError): void {
    const index = this.waiters.findIndex((waiter) => waiter.who === who);
    if (index !== -1) this.waiters.splice(index, 1)[0]!.giveUp(reason);
  }
}

function tooLong(limitMs: number): HubError {
  return new HubError('store.unavailable', `Another transaction has held the embedded database for ${limitMs} ms.`, {
    retryable: true,
  });
}
