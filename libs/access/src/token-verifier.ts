import { Inject, Injectable } from '@nestjs/common';
import { BoundShelters, HubError, instantFromMillis, Jurisdiction, Role } from '@hinomi/contracts';
import { createLocalJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { ACCESS_SETTINGS, AUDIENCE, type AccessSettings } from './access-settings.js';
import { holderOf, Standing, type Holder } from './accounts/standing.js';
import { readExternalClaims } from './external/external-claims.js';
import { ExternalTokens } from './external/external-tokens.js';
import { demonstrationRole } from './issuer/machine-tokens.js';
import { ISSUER_KEYS, SIGNING_ALGORITHM, type IssuerKeys } from './issuer/signing-keys.js';
import { principalOf, type Principal } from './principal.js';
import { ProvenTokens } from './proven-tokens.js';

/** Token → principal, for requests and sockets alike. */
@Injectable()
export class TokenVerifier {
  private readonly ownKeys: JWTVerifyGetKey | null;
  private readonly proven = new ProvenTokens();

  constructor(
    @Inject(ACCESS_SETTINGS) private readonly settings: AccessSettings,
    @Inject(ISSUER_KEYS) keys: IssuerKeys | null,
    @Inject(Standing) private readonly standing: Standing,
    @Inject(ExternalTokens) private readonly external: ExternalTokens | null,
  ) {
    this.ownKeys = keys && createLocalJWKSet({ keys: [keys.publicJwk] });
  }

  /**
   * `access.token-missing` without a token, `access.token-invalid` for one that is forged, foreign, expired or of an
   * account that changed since, `access.issuer-unavailable` (retryable) when the provider cannot be asked.
   */
  async verify(token: string | undefined): Promise<Principal> {
    if (!token) throw new HubError('access.token-missing', 'A token is needed: Authorization: Bearer <token>.');
    try {
      return await (this.external ? this.ofExternal(token, this.external) : this.ofOwn(token));
    } catch (cause) {
      if (cause instanceof errors.JWTExpired) throw invalid('it has expired', cause);
      if (cause instanceof errors.JOSEError) throw invalid('it was not issued for this hub', cause);
      throw cause;
    }
  }

  private async ofExternal(token: string, external: ExternalTokens): Promise<Principal> {
    const payload = await external.payloadOf(token);
    const claims = readExternalClaims(payload, this.settings.external?.claims);
    if (claims === null) throw invalid('it is no access token with a role of this hub');
    if (isDemonstration(payload, claims.clientId) && !this.settings.demonstration) throw demonstrationIsOff();
    return principalOf({ ...claims, subject: payload.sub ?? claims.clientId, expiresAt: endOf(payload) });
  }

  private async ofOwn(token: string): Promise<Principal> {
    if (this.ownKeys === null) throw invalid('this process issues none');
    const payload = await this.payloadOf(token, this.ownKeys);
    const { client_id: clientId, sub: subject, name, agency, rev } = payload;
    const role = Role.safeParse(payload['role']);
    const jurisdiction = Jurisdiction.safeParse(payload['jurisdiction'] ?? null);
    const shelters = BoundShelters.safeParse(payload['shelters'] ?? null);
    if (typeof clientId !== 'string' || !subject || !role.success || !jurisdiction.success || !shelters.success) {
      throw invalid('it lacks a claim');
    }
    if (isDemonstration(payload, clientId)) {
      if (!this.settings.demonstration) throw demonstrationIsOff();
    } else {
      await this.refuseOutdated(holderOf({ subject, clientId }), rev);
    }
    return principalOf({
      subject,
      clientId,
      name: typeof name === 'string' ? name : subject,
      role: role.data,
      agency: typeof agency === 'string' ? agency : null,
      jurisdiction: jurisdiction.data,
      shelters: shelters.data,
      expiresAt: endOf(payload),
    });
  }

  private async payloadOf(token: string, keys: JWTVerifyGetKey): Promise<JWTPayload> {
    const [issuer, now] = [this.settings.issuer(), this.settings.now()];
    const known = this.proven.find(token, issuer, now);
    if (known !== undefined) return known;
    const { payload } = await jwtVerify(token, keys, {
      ...{ algorithms: [SIGNING_ALGORITHM], typ: 'at+jwt', issuer, audience: AUDIENCE },
      ...{ requiredClaims: ['exp', 'sub', 'client_id', 'role'], currentDate: new Date(now) },
    });
    this.proven.keep(token, payload, now);
    return payload;
  }

  private async refuseOutdated(holder: Holder, revision: unknown): Promise<void> {
    const isCurrent = typeof revision === 'number' && (await this.standing.isCurrent(holder, revision));
    if (!isCurrent) throw invalid('its account has changed');
  }
}

function isDemonstration({ sub }: JWTPayload, clientId: string): boolean {
  return demonstrationRole(clientId) !== null || demonstrationRole(sub ?? '') !== null;
}

function endOf({ exp = 0 }: JWTPayload) {
  return instantFromMillis(exp * 1000);
}

function demonstrationIsOff(): HubError {
  return invalid('demonstration accounts are off');
}

function invalid(why: string, cause?: unknown): HubError {
  return new HubError('access.token-invalid', `The token is not valid: ${why}.`, { cause });
}
