import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { contentDigest, HubError, type Identity, type Instant } from '@hinomi/contracts';

/** Who is asking, as their token says: a person, or a machine (then the subject is the client). */
export interface Principal extends Identity {
  subject: string;
  clientId: string;
  /** Of everything that decides what they may see: principals with one hash see one picture. Shelters decide what they report. */
  attributesHash: string;
  /** The token is worthless from then on. */
  expiresAt: Instant;
}

function attributesHashOf({ role, agency, jurisdiction }: Omit<Identity, 'name' | 'shelters'>): string {
  return contentDigest({ role, agency, jurisdiction });
}

/** A principal of a role; what is not said is null, or the role's name. */
export function principalOf(
  parts: Pick<Principal, 'role' | 'expiresAt'> & Partial<Omit<Principal, 'attributesHash'>>,
): Principal {
  const {
    role,
    agency = null,
    jurisdiction = null,
    shelters = null,
    subject = role,
    clientId = subject,
    name = subject,
  } = parts;
  const attributesHash = attributesHashOf({ role, agency, jurisdiction });
  return { subject, clientId, name, role, agency, jurisdiction, shelters, attributesHash, expiresAt: parts.expiresAt };
}

/** A request that passed {@link AccessGuard}. */
export interface AuthorisedRequest {
  principal?: Principal;
}

/** The principal of an endpoint marked with `@Allow`. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<AuthorisedRequest>();
  if (principal === undefined) throw new HubError('access.token-missing', 'This endpoint has no principal.');
  return principal;
});
