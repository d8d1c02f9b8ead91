import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { operationOutcome } from '@hinomi/formats';
import { httpStatusOf, logOf, problemReply, sendProblem, type HttpReply } from '@hinomi/service-kit';
import { RefusedRecord } from '../care/refused-record.js';

const log = logOf('phr');

/** A FHIR document that cannot be used is answered as FHIR says: an OperationOutcome with the path of each fault. */
@Catch(RefusedRecord)
export class RefusalFilter implements ExceptionFilter {
  catch(error: RefusedRecord, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<HttpReply>();
    const { format, findings, size } = error;
    const places = findings.slice(0, 5).map(({ code, where }) => `${code} ${where}`);
    log.warn('refused a health record', { format, size, places, faults: findings.length });
    if (format !== 'fhir-json') return sendProblem(reply, problemReply(error));
    reply
      .status(httpStatusOf(error.code))
      .header('content-type', 'application/fhir+json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(JSON.stringify(operationOutcome(findings)));
  }
}
