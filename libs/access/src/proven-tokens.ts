import { keepNewest } from '@hinomi/service-kit';
import type { JWTPayload } from 'jose';

/** Far more than are in use at once; the oldest is proven anew. */
const MOST = 10_000;

/**
 * What tokens say whose signature was proven by this process: it says the same for ever, and to prove it anew is work for
 * every request. When a token begins and ends is looked at each time.
 */
export class ProvenTokens {
  private readonly payloads = new Map<string, JWTPayload>();

  constructor(private readonly most = MOST) {}

  /** Undefined for one that is unknown here, or may not be used now: whoever asks proves it, and learns why. */
  find(token: string, issuer: string, nowMs: number): JWTPayload | undefined {
    const payload = this.payloads.get(token);
    if (payload === undefined) return undefined;
    const seconds = Math.floor(nowMs / 1_000);
    const isCurrent = payload.iss === issuer && (payload.exp ?? 0) > seconds && (payload.nbf ?? 0) <= seconds;
    if (isCurrent) return payload;
    this.payloads.delete(token);
    return undefined;
  }

  keep(token: string, payload: JWTPayload): void {
    keepNewest(this.payloads, token, payload, this.most);
  }
}
