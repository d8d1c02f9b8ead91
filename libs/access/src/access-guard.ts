import { Inject, Injectable, Logger, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { HubError, type Permission } from '@hinomi/contracts';
import { ACCESS_RULE, headerOf, type AccessRule, type HttpRequest } from '@hinomi/service-kit';
import { Policies } from './policy/policies.js';
import type { AuthorisedRequest, Principal } from './principal.js';
import { TokenVerifier } from './token-verifier.js';

export { Open } from '@hinomi/service-kit';

/** The permission an endpoint or socket message asks for. */
export const Allow = (permission: Permission): MethodDecorator & ClassDecorator => SetMetadata(ACCESS_RULE, permission);

/** Denies by default: what carries neither `@Allow` nor `@Open` is refused, whoever asks. */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly logger = new Logger(AccessGuard.name);

  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(TokenVerifier) private readonly verifier: TokenVerifier,
    @Inject(Policies) private readonly policies: Policies,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (rule === 'open') return true;
    if (rule === undefined) {
      this.logger.error(`${context.getClass().name}.${context.getHandler().name} carries neither @Allow nor @Open`);
      throw new HubError('access.denied', 'This endpoint names no permission, so it is closed.');
    }
    const principal = await this.principalOf(context);
    if (!this.policies.permits(principal, rule)) {
      throw new HubError('access.denied', `The role ${principal.role} does not have ${rule}.`);
    }
    return true;
  }

  /** A socket was signed in when it connected; a request brings its token each time. */
  private async principalOf(context: ExecutionContext): Promise<Principal> {
    if (context.getType() === 'ws') {
      const { data } = context.switchToWs().getClient<{ data: AuthorisedRequest }>();
      if (data.principal === undefined) throw new HubError('access.token-missing', 'The socket is not signed in.');
      return data.principal;
    }
    const request = context.switchToHttp().getRequest<HttpRequest & AuthorisedRequest>();
    const principal = await this.verifier.verify(bearerToken(headerOf(request, 'authorization')));
    request.principal = principal;
    return principal;
  }
}

/** RFC 6750 section 2.1. A token in the query string would end up in logs, so it is not looked for. */
export function bearerToken(authorization: string | undefined): string | undefined {
  return /^Bearer +([^\s]+) *$/i.exec(authorization ?? '')?.[1];
}
