import { AttemptLimit } from '@hinomi/access';
import { HubError } from '@hinomi/contracts';
import { networkOf, type HttpRequest } from '@hinomi/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../gateway-settings.js';

/**
 * Answers that have to be worked out, by address: a shelter's whole network, or thousands of telephones of one provider, come
 * from one. What is in the cache is free.
 */
const PER_ADDRESS = { free: 300, secondsPerAttempt: 0.05 };

/** Somebody asks more than a town does. */
export class TooMany extends HubError {
  constructor(readonly seconds: number) {
    super('request.too-many', `Too many questions from this address: wait ${seconds} s.`);
  }
}

/** Keeps the page from being asked to death by one address. */
@Injectable()
export class FindLimit {
  private readonly attempts: AttemptLimit;

  constructor(@Inject(GATEWAY_SETTINGS) settings: GatewaySettings) {
    this.attempts = new AttemptLimit(PER_ADDRESS, settings.steadyNow);
  }

  /** Throws {@link TooMany}. */
  take(request: Pick<HttpRequest, 'ip' | 'headers'>): void {
    const key = networkOf(request.ip);
    const seconds = this.attempts.secondsToWait(key);
    if (seconds > 0) throw new TooMany(seconds);
    this.attempts.note(key);
  }
}
