import { networkOf } from '@hinomi/service-kit';
import { Injectable } from '@nestjs/common';
import { AttemptLimit, PER_ACCOUNT, PER_ADDRESS } from './attempt-limit.js';

/** Wrong attempts at this gateway, by account and by address. */
@Injectable()
export class Attempts {
  private readonly byAccount = new AttemptLimit(PER_ACCOUNT);
  private readonly byAddress = new AttemptLimit(PER_ADDRESS);

  /** Makes the attempt unless one has to wait: then the answer is for how many seconds. */
  async try<T>(
    account: string,
    address: string,
    attempt: () => Promise<T | null>,
  ): Promise<T | null | { wait: number }> {
    const network = networkOf(address);
    const wait = Math.max(this.byAccount.secondsToWait(account), this.byAddress.secondsToWait(network));
    if (wait > 0) return { wait };
    this.byAccount.note(account);
    this.byAddress.note(network);
    const forgive = (): void => {
      this.byAccount.forgive(account);
      this.byAddress.forgive(network);
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
