import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One answer of the stand-in; after the list is used up the last one goes on. */
export type Behaviour =
  'whole' | 'ranges' | 'other-file' | 'missing' | 'busy' | 'redirect' | { cutAfter: number } | { stallAfter: number };

/** A publisher's server on loopback that may fail in the ways servers fail. */
export class StandIn {
  readonly asked: { path: string; range: string | undefined; ifRange: string | undefined }[] = [];
  behaviours: Behaviour[] = ['ranges'];
  etag = '"one"';
  url = '';

  private constructor(
    private readonly server: Server,
    public body: Buffer,
  ) {}

  static async open(body: Buffer): Promise<StandIn> {
    const server = createServer();
    const standIn = new StandIn(server, body);
    server.on('request', (request, response) => standIn.answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    standIn.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/file.zip`;
    return standIn;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const { range, 'if-range': ifRange } = request.headers;
    this.asked.push({ path: request.url ?? '', range, ifRange: ifRange as string | undefined });
    const behaviour = (this.behaviours.length > 1 ? this.behaviours.shift() : this.behaviours[0]) ?? 'ranges';
    if (behaviour === 'missing' || behaviour === 'busy')
      return void response.writeHead(behaviour === 'missing' ? 404 : 503).end();
    if (behaviour === 'redirect') return void response.writeHead(302, { location: '/elsewhere/file.zip' }).end();
    const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    const resumes = behaviour !== 'whole' && from > 0 && ifRange === this.etag;
    const total = this.body.length;
    if (resumes && from >= total) return void response.writeHead(416, { 'content-range': `bytes */${total}` }).end();
    const rest = this.body.subarray(resumes ? from : 0);
    response.writeHead(resumes ? 206 : 200, {
      etag: this.etag,
      'content-length': rest.length,
      ...(resumes ? { 'content-range': `bytes ${from}-${total - 1}/${total}` } : {}),
    });
    if (typeof behaviour === 'string') return void response.end(rest);
    const limit = 'cutAfter' in behaviour ? behaviour.cutAfter : behaviour.stallAfter;
    response.write(rest.subarray(0, limit), () => {
      if ('cutAfter' in behaviour) setImmediate(() => response.destroy());
    });
  }
}
