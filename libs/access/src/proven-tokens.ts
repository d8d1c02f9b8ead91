import { keepNewest } from '@hinomi/service-kit';
import type { JWTPayload } from 'jose';

/** Far more than are in use at once; the oldest is proven anew. */
const MOST = 10_000;

/**
 * What tokens say whose signature was proven by this process: it says the same for ever, and to prove it anew is work for
 * every request. When a token begins and ends is looked at each time.
 */
export class ProvenTokens {
  private readonly most: number;
  private readonly forMs: number;
  private readonly proofs = new Map<string, { payload: JWTPayload; untilMs: number }>();

  /** `forMs`: for how long a proof is believed, where the keys are another's and may be called back. */
  constructor({ most = MOST, forMs = Infinity }: { most?: number; forMs?: number } = {}) {
    this.most = most;
    this.forMs = forMs;
  }

  /** Undefined for one that is unknown here, or may not be used now: whoever asks proves it, and learns why. */
  find(token: string, issuer: string, nowMs: number): JWTPayload | undefined {
    const proof = this.proofs.get(token);
    if (proof === undefined) return undefined;
    const { payload, untilMs } = proof;
    const seconds = Math.floor(nowMs / 1_000);
    const isCurrent = payload.iss === issuer && (payload.exp ?? 0) > seconds && (payload.nbf ?? 0) <= seconds;
    if (isCurrent && nowMs < untilMs) return payload;
    this.proofs.delete(token);
    return undefined;
  }

  keep(token: string, payload: JWTPayload, nowMs: number): void {
    keepNewest(this.proofs, token, { payload, untilMs: nowMs + this.forMs }, this.most);
  }
}
