import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { HubError } from '@hinomi/contracts';
import { headerOf, problemReply, sendProblem, type HttpReply, type HttpRequest } from '@hinomi/service-kit';
import { answerTrust, type TrustDesk } from './answer-trust.js';

/** `/trust` on the hub: open to everybody, since nobody can sign in on a device that trusts nothing yet. */
export function serveTrust(app: NestFastifyApplication, desk: TrustDesk): void {
  // @NOTE The reply itself is the result: the web server would otherwise send a second, empty one over a compressed stream.
  const answer = async (request: HttpRequest, reply: HttpReply): Promise<HttpReply> => {
    const found = await answerTrust(desk, {
      url: request.url,
      userAgent: headerOf(request, 'user-agent'),
      acceptLanguage: headerOf(request, 'accept-language'),
    });
    if (found === null) {
      sendProblem(reply, problemReply(new HubError('not-found', 'There is no such thing to trust.')));
      return reply;
    }
    reply.header('content-type', found.type).header('cache-control', 'no-store');
    if (found.download) reply.header('content-disposition', `attachment; filename="${found.download}"`);
    reply.send(found.body);
    return reply;
  };
  const fastify = app.getHttpAdapter().getInstance();
  for (const path of ['/trust', '/trust/', '/trust/:file']) fastify.get(path, answer as never);
}
