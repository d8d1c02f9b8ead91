import { IoAdapter } from '@nestjs/platform-socket.io';
import type { HostCheck } from '@hinomi/access';
import type { INestApplicationContext } from '@nestjs/common';

type CreateServer = IoAdapter['createIOServer'];

/**
 * Socket.IO beside Fastify. It answers before Fastify's hooks run, so it checks host and origin itself and puts the headers of every
 * answer on its own; compression per message is off, since it makes a fan-out several times slower.
 */
export class PictureSockets extends IoAdapter {
  constructor(
    app: INestApplicationContext,
    private readonly hosts: HostCheck,
    private readonly headers: Readonly<Record<string, string>>,
  ) {
    super(app);
  }

  override createIOServer(...[port, options]: Parameters<CreateServer>): ReturnType<CreateServer> {
    const server = super.createIOServer(port, {
      ...options,
      perMessageDeflate: false,
      serveClient: false,
      allowRequest: (request, answer) => answer(null, this.hosts.admitsSocket(request.headers)),
    } as Parameters<CreateServer>[1]);
    server.engine.on('headers', (headers: Record<string, string>) => Object.assign(headers, this.headers));
    return server;
  }
}
