import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

/** A publisher on loopback with a WebSocket at `/ws` and a history at `/history`, which does what a test tells it to. */
export class LyingStream {
  /** Open connections, the newest last. */
  readonly sockets: WebSocket[] = [];
  /** Paths asked, upgrades included. */
  readonly asked: string[] = [];
  /** What each of them was asked with. */
  readonly authorizations: (string | undefined)[] = [];
  history: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => response.end('[]');
  /** Instead of a WebSocket. */
  refuse: ((socket: Socket) => void) | null = null;
  onConnection: (socket: WebSocket) => void = () => undefined;
  private readonly raw = new Set<Socket>();
  private readonly server = createServer((request, response) => {
    this.note(request);
    this.history(request, response);
  });
  private readonly upgrader = new WebSocketServer({ noServer: true });

  async open(): Promise<void> {
    this.server.on('connection', (socket) => this.raw.add(socket.on('error', () => undefined)));
    this.server.on('upgrade', (request, socket, head) => {
      this.note(request);
      if (this.refuse !== null) return this.refuse(socket as Socket);
      this.upgrader.handleUpgrade(request, socket, head, (opened) => {
        opened.on('error', () => undefined);
        this.sockets.push(opened);
        this.onConnection(opened);
      });
    });
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  async close(): Promise<void> {
    for (const socket of this.raw) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get newest(): WebSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error('nobody is connected');
    return socket;
  }

  say(...messages: unknown[]): void {
    for (const message of messages) this.newest.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** A history of which each answer has so many, from `offset` on. */
  keepPages(size: number, ...messages: unknown[]): void {
    this.history = (request, response) => {
      const offset = Number(new URL(request.url ?? '', 'http://a').searchParams.get('offset') ?? 0);
      response.end(JSON.stringify(messages.slice(offset, offset + size)));
    };
  }

  private note({ url = '', headers }: IncomingMessage): void {
    this.asked.push(url);
    this.authorizations.push(headers.authorization);
  }

  /** What the history answers from now on, the newest first. */
  keep(...messages: unknown[]): void {
    this.history = (_request, response) => response.end(JSON.stringify(messages));
  }
}
