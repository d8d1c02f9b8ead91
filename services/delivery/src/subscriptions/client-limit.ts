import { AttemptLimit, type AttemptRule, type AuthorisedRequest } from '@hinomi/access';
import { HubError } from '@hinomi/contracts';
import type { HttpReply } from '@hinomi/service-kit';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';

/** A program that catches up asks as fast as it is answered; one that runs wild must not cost the others. */
const PER_CLIENT: AttemptRule = { free: 200, secondsPerAttempt: 0.05 };

/** So many requests of one client: 200 at once, and 20 a second from then on. */
@Injectable()
export class ClientLimit implements CanActivate {
  private readonly limit = new AttemptLimit(PER_CLIENT);

  canActivate(context: ExecutionContext): boolean {
    const { principal } = context.switchToHttp().getRequest<AuthorisedRequest>();
    if (principal === undefined) return true;
    const seconds = this.limit.secondsToWait(principal.subject);
    if (seconds > 0) {
      context.switchToHttp().getResponse<HttpReply>().header('retry-after', String(seconds));
      throw new HubError('request.too-many', 'This client asks too often.');
    }
    this.limit.note(principal.subject);
    return true;
  }
}
