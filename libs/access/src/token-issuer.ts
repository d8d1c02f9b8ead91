import { randomUUID, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DEMO_CLIENTS, DEMO_SECRET, sha256Hex, type DemoClient, type Role } from '@hinomi/contracts';
import { SignJWT } from 'jose';
import { ACCESS_SETTINGS, AUDIENCE, type AccessSettings } from './access-settings.js';
import { SIGNING_ALGORITHM, SIGNING_KEY, type SigningKey } from './signing-key.js';

/** One working hour: short enough that a lost token is soon worthless. */
export const TOKEN_LIFETIME_SECONDS = 3600;

export interface IssuedToken {
  accessToken: string;
  expiresInSeconds: number;
}

/** Knows the clients and makes their tokens (JWT access tokens, RFC 9068). */
@Injectable()
export class TokenIssuer {
  constructor(
    @Inject(ACCESS_SETTINGS) private readonly settings: AccessSettings,
    @Inject(SIGNING_KEY) private readonly key: SigningKey,
  ) {}

  /**
   * `null` for an unknown client or a wrong secret, without saying which. `nearby`: the request came from this machine,
   * without a proxy in between; demonstration clients do not exist for anybody else.
   */
  async issue(clientId: string, clientSecret: string, nearby: boolean): Promise<IssuedToken | null> {
    if (!this.settings.demonstration || !nearby) return null;
    const role = demonstrationRole(clientId);
    if (role === null || !sameText(clientSecret, DEMO_SECRET)) return null;
    return { accessToken: await this.sign(clientId, role), expiresInSeconds: TOKEN_LIFETIME_SECONDS };
  }

  private sign(clientId: string, role: Role): Promise<string> {
    const issuedAt = Math.floor(this.settings.now() / 1000);
    return new SignJWT({ role, client_id: clientId })
      .setProtectedHeader({ alg: SIGNING_ALGORITHM, kid: this.key.keyId, typ: 'at+jwt' })
      .setIssuer(this.settings.issuer())
      .setAudience(AUDIENCE)
      .setSubject(clientId)
      .setJti(randomUUID())
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + TOKEN_LIFETIME_SECONDS)
      .sign(this.key.privateKey);
  }
}

/** `null` when it is not a demonstration client. */
export function demonstrationRole(clientId: string): Role | null {
  return Object.hasOwn(DEMO_CLIENTS, clientId) ? DEMO_CLIENTS[clientId as DemoClient] : null;
}

/** Compared as digests, so that the time taken says nothing about the secret. */
function sameText(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(sha256Hex(a)), Buffer.from(sha256Hex(b)));
}
