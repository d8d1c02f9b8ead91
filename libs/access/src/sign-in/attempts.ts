import { Inject, Injectable } from '@nestjs/common';
import { ACCESS_SETTINGS, type AccessSettings } from '../access-settings.js';
import { AttemptLimit, PER_ACCOUNT, PER_ADDRESS } from './attempt-limit.js';

/** Wrong attempts at this gateway, by account and by address. */
@Injectable()
export class Attempts {
  private readonly byAccount: AttemptLimit;
  private readonly byAddress: AttemptLimit;

  constructor(@Inject(ACCESS_SETTINGS) { now }: AccessSettings) {
    this.byAccount = new AttemptLimit(PER_ACCOUNT, now);
    this.byAddress = new AttemptLimit(PER_ADDRESS, now);
  }

  /** Makes the attempt unless one has to wait: then the answer is for how many seconds. */
  async try<T>(
    account: string,
    address: string,
    attempt: () => Promise<T | null>,
  ): Promise<T | null | { wait: number }> {
    const wait = Math.max(this.byAccount.secondsToWait(account), this.byAddress.secondsToWait(address));
    if (wait > 0) return { wait };
    this.byAccount.note(account);
    this.byAddress.note(address);
    const forgive = (): void => {
      this.byAccount.forgive(account);
      this.byAddress.forgive(address);
    };
    try {
      const result = await attempt();
      if (result !== null) forgive();
      return result;
    } catch (error) {
      // The store is away: nobody guessed wrong.
      forgive();
      throw error;
    }
  }
}
