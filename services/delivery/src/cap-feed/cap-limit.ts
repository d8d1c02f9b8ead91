import { AttemptLimit } from '@hinomi/access';
import { HubError } from '@hinomi/contracts';
import { networkOf } from '@hinomi/service-kit';

/** Lists that have to be made, by address: a program asks for one again and again, which costs nothing while nothing changes. */
const PER_ADDRESS = { free: 100, secondsPerAttempt: 0.2 };

/** An address asks for more different lists than any program needs. */
export class TooManyLists extends HubError {
  constructor(readonly seconds: number) {
    super('request.too-many', `Too many different lists for this address: wait ${seconds} s.`);
  }
}

/** Keeps the open feed from being asked to death by one address. */
export class CapLimit {
  private readonly attempts = new AttemptLimit(PER_ADDRESS);

  /** Throws {@link TooManyLists}. */
  take(ip: string): void {
    const key = networkOf(ip);
    const seconds = this.attempts.secondsToWait(key);
    if (seconds > 0) throw new TooManyLists(seconds);
    this.attempts.note(key);
  }
}
