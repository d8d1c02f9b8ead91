import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { contentDigest, HubError, type Instant, type Role } from '@hinomi/contracts';

/** Who is asking, as their token says. */
export interface Principal {
  clientId: string;
  role: Role;
  /** Of everything that decides what they may see: principals with one hash see one picture. */
  attributesHash: string;
  /** The token is worthless from then on. */
  expiresAt: Instant;
}

export function attributesHashOf(role: Role): string {
  return contentDigest({ role });
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
