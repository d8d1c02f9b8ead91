import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { HttpReply, HttpRequest } from './http.js';
import { problemReply, sendProblem } from './problem-reply.js';

/** Every error of every HTTP endpoint leaves as a problem document; a bug is logged and leaves without detail. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<HttpRequest & { routeOptions?: { url?: string } }>();
    const target = host.switchToHttp().getResponse<HttpReply & { sent: boolean }>();
    const answer = problemReply(error);
    if (answer.unexpected || target.sent) {
      const stack = error instanceof Error ? error.stack : String(error);
      // By its pattern: what stands in an address may be about a person.
      this.logger.error(`${request.method} ${request.routeOptions?.url ?? 'an unknown address'}: ${stack}`);
    }
    if (!target.sent) sendProblem(target, answer);
  }
}
