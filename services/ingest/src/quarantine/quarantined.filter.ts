import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { problemReply, sendProblem, type HttpReply } from '@hinomi/service-kit';
import { QuarantinedError } from '../receive/quarantined-error.js';

/** The problem document of bytes that are now in quarantine says under which id. */
@Catch(QuarantinedError)
export class QuarantinedFilter implements ExceptionFilter<QuarantinedError> {
  private readonly logger = new Logger(QuarantinedFilter.name);

  catch(error: QuarantinedError, host: ArgumentsHost): void {
    const answer = problemReply(error);
    // A parser that broke instead of refusing is a bug of ours.
    if (answer.unexpected) this.logger.error(`${error.quarantineId}: ${(error.cause as Error).stack ?? error.message}`);
    const problem = { ...answer.problem, quarantineId: error.quarantineId };
    sendProblem(host.switchToHttp().getResponse<HttpReply>(), { ...answer, problem });
  }
}
