import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A publisher on loopback that does what a test tells it to, and remembers what it was asked. */
export class LyingServer {
  readonly asked: { path: string; headers: IncomingMessage['headers'] }[] = [];
  private readonly answers = new Map<string, Answer>();
  private readonly server = createServer((request, response) => {
    const path = request.url ?? '/';
    this.asked.push({ path, headers: request.headers });
    (this.answers.get(path) ?? status(404))(request, response);
  });

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  url(path: string): string {
    return `http://${this.host}${path}`;
  }

  on(path: string, answer: Answer | string): void {
    this.answers.set(path, typeof answer === 'string' ? text(answer) : answer);
  }

  /** Paths asked since the last call. */
  takePaths(): string[] {
    return this.asked.splice(0).map(({ path }) => path);
  }
}

export const text =
  (body: string, headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    response.writeHead(200, headers).end(body);
  };

export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    response.writeHead(code, headers).end('Service unavailable');
  };

/** Says 304 to whoever knows the ETag. */
export const tagged =
  (body: string, etag: string): Answer =>
  (request, response) => {
    if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
    else response.writeHead(200, { etag }).end(body);
  };

/** Sends the beginning and nothing more. */
export const stall: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/xml' }).write('<?xml version="1.0"?>');
};

/** Promises more than it sends, then hangs up. */
export const truncate =
  (body: string): Answer =>
  (_request, response) => {
    response.writeHead(200, { 'content-length': String(body.length + 100) });
    response.write(body, () => response.destroy());
  };

/** Sends one header after another, slowly and without end. */
export const drip: Answer = (_request, response) => {
  const { socket } = response;
  socket?.write('HTTP/1.1 200 OK\r\n');
  const more = (): void => {
    if (!socket || socket.destroyed) return;
    socket.write('x-a: b\r\n');
    setTimeout(more, 10).unref();
  };
  more();
};

const PACKED = gzipSync('x'.repeat(5_000_000));

/** Kilobytes that unpack to megabytes. */
export const bomb: Answer = (_request, response) => {
  response.writeHead(200, { 'content-encoding': 'gzip' }).end(PACKED);
};

/** The beginning of a document, with the length of just that. */
export const cut = (body: string): Answer => text(body.slice(0, body.length / 2));

/** Never ends. */
export const flood: Answer = (_request, response) => {
  response.writeHead(200);
  const more = (): void => {
    while (!response.destroyed && response.write('x'.repeat(16 * 1024)));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
};
