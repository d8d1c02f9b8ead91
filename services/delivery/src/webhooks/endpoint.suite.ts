import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Heard {
  headers: IncomingMessage['headers'];
  body: string;
  atMs: number;
}

/** What it does with a message: answer with a status, or never. */
export type Manner = (
  heard: Heard,
  count: number,
) => number | 'never' | { status: number; headers: Record<string, string> };

/** A subscriber's endpoint that behaves as it is told. */
export class Endpoint {
  readonly heard: Heard[] = [];
  manner: Manner = () => 204;
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, reply) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const heard = { headers: request.headers, body: Buffer.concat(chunks).toString(), atMs: Date.now() };
        this.heard.push(heard);
        const does = this.manner(heard, this.heard.length);
        if (does === 'never') return;
        const { status, headers } = typeof does === 'number' ? { status: does, headers: {} } : does;
        reply.writeHead(status, headers).end();
      });
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hinomi`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Messages without those of a state. */
  get ids(): string[] {
    return this.heard.map(({ headers }) => String(headers['webhook-id'])).filter((id) => !id.includes('.state.'));
  }
}
