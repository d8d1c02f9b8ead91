import { IoAdapter } from '@nestjs/platform-socket.io';
import { hostAllowed } from '@hinomi/access';

type CreateServer = IoAdapter['createIOServer'];

/**
 * Socket.IO beside Fastify. It answers before Fastify's hooks run, so it checks the host itself; compression per message is
 * off, since it makes a fan-out several times slower.
 */
export class PictureSockets extends IoAdapter {
  override createIOServer(...[port, options]: Parameters<CreateServer>): ReturnType<CreateServer> {
    return super.createIOServer(port, {
      ...options,
      perMessageDeflate: false,
      serveClient: false,
      allowRequest: (request, answer) => answer(null, hostAllowed(request.headers.host)),
    } as Parameters<CreateServer>[1]);
  }
}
