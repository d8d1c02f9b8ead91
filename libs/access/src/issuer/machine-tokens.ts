import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DEMO_CLIENTS, DEMO_SECRET, TABLET_PREFIX, type DemoClient, type Role } from '@hinomi/contracts';
import { SignJWT } from 'jose';
import { ACCESS_SETTINGS, AUDIENCE, type AccessSettings } from '../access-settings.js';
import { MachineClients } from '../accounts/machine-clients.js';
import { sameText } from '../accounts/secrets.js';
import { Tablets } from '../tablets/tablets.js';
import type { TokenClaims } from './token-claims.js';
import { ISSUER_KEYS, SIGNING_ALGORITHM, type IssuerKeys } from './signing-keys.js';

/** One working hour: short enough that a lost token is soon worthless. */
const MACHINE_TOKEN_SECONDS = 3600;
/** As a person's: a tablet goes through many hands, and where accounts cannot be asked a revoked one ends with its token. */
const TABLET_TOKEN_SECONDS = 600;

export interface IssuedToken {
  accessToken: string;
  expiresInSeconds: number;
}

/** Tokens of machines and of the demonstration clients (`client_credentials`; JWT access tokens, RFC 9068). */
@Injectable()
export class MachineTokens {
  constructor(
    @Inject(ACCESS_SETTINGS) private readonly settings: AccessSettings,
    @Inject(ISSUER_KEYS) private readonly keys: IssuerKeys,
    @Inject(MachineClients) private readonly clients: MachineClients,
    @Inject(Tablets) private readonly tablets: Tablets,
  ) {}

  /**
   * `null` for an unknown client or a wrong secret, without saying which. `nearby`: the request came from this machine,
   * without a proxy in between; demonstration clients do not exist for anybody else.
   */
  async issue(clientId: string, clientSecret: string, nearby: boolean): Promise<IssuedToken | null> {
    const role = demonstrationRole(clientId);
    if (role !== null) {
      const known = this.settings.demonstration && nearby && sameText(clientSecret, DEMO_SECRET);
      return known ? this.sign(clientId, { role, name: clientId }) : null;
    }
    const isTablet = clientId.startsWith(TABLET_PREFIX);
    const client = await (isTablet ? this.tablets : this.clients).signIn(clientId, clientSecret);
    if (client === null || client === 'revoked') return null;
    const { name, role: own, agency, jurisdiction, shelters, revision } = client;
    const claims = { role: own, name, agency, jurisdiction, shelters, rev: revision };
    return this.sign(clientId, claims, isTablet ? TABLET_TOKEN_SECONDS : MACHINE_TOKEN_SECONDS);
  }

  /** Whether this is a tablet that was revoked: told to none but itself, which knows its secret. */
  async isRevoked(clientId: string, secret: string): Promise<boolean> {
    return clientId.startsWith(TABLET_PREFIX) && (await this.tablets.signIn(clientId, secret)) === 'revoked';
  }

  private async sign(clientId: string, claims: TokenClaims, seconds = MACHINE_TOKEN_SECONDS): Promise<IssuedToken> {
    const issuedAt = Math.floor(this.settings.now() / 1000);
    const accessToken = await new SignJWT({ ...claims, client_id: clientId })
      .setProtectedHeader({ alg: SIGNING_ALGORITHM, kid: this.keys.keyId, typ: 'at+jwt' })
      .setIssuer(this.settings.issuer())
      .setAudience(AUDIENCE)
      .setSubject(clientId)
      .setJti(randomUUID())
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + seconds)
      .sign(this.keys.privateKey);
    return { accessToken, expiresInSeconds: seconds };
  }
}

/** `null` when it is not a demonstration client. */
export function demonstrationRole(clientId: string): Role | null {
  return Object.hasOwn(DEMO_CLIENTS, clientId) ? DEMO_CLIENTS[clientId as DemoClient] : null;
}
