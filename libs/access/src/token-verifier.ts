import { Inject, Injectable } from '@nestjs/common';
import { HubError, instantFromMillis, Role } from '@hinomi/contracts';
import { errors, jwtVerify, type JWTPayload } from 'jose';
import { ACCESS_SETTINGS, AUDIENCE, type AccessSettings } from './access-settings.js';
import { principalOf, type Principal } from './principal.js';
import { SIGNING_ALGORITHM, SIGNING_KEY, type SigningKey } from './signing-key.js';
import { demonstrationRole } from './token-issuer.js';

/** Token → principal, for requests and sockets alike. */
@Injectable()
export class TokenVerifier {
  constructor(
    @Inject(ACCESS_SETTINGS) private readonly settings: AccessSettings,
    @Inject(SIGNING_KEY) private readonly key: SigningKey,
  ) {}

  /** `access.token-missing` without a token, `access.token-invalid` for one that is forged, foreign or expired. */
  async verify(token: string | undefined): Promise<Principal> {
    if (!token) throw new HubError('access.token-missing', 'A token is needed: Authorization: Bearer <token>.');
    const { client_id: clientId, role: claimedRole, exp } = await this.payloadOf(token);
    const role = Role.safeParse(claimedRole);
    if (typeof clientId !== 'string' || exp === undefined || !role.success) throw invalid('it lacks a claim');
    if (!this.settings.demonstration && demonstrationRole(clientId) !== null) {
      throw invalid('demonstration accounts are off');
    }
    return principalOf({ clientId, subject: clientId, role: role.data, expiresAt: instantFromMillis(exp * 1000) });
  }

  private async payloadOf(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, this.key.publicKey, {
        algorithms: [SIGNING_ALGORITHM],
        typ: 'at+jwt',
        issuer: this.settings.issuer(),
        audience: AUDIENCE,
        requiredClaims: ['exp', 'client_id', 'role'],
        currentDate: new Date(this.settings.now()),
      });
      return payload;
    } catch (cause) {
      if (cause instanceof errors.JWTExpired) throw invalid('it has expired', cause);
      if (cause instanceof errors.JOSEError) throw invalid('it was not issued by this hub for this hub', cause);
      throw cause;
    }
  }
}

function invalid(why: string, cause?: unknown): HubError {
  return new HubError('access.token-invalid', `The token is not valid: ${why}.`, { cause });
}
