import http from 'node:http';
import type { Server } from 'node:https';
import type { Socket } from 'node:net';

/** The first byte of every TLS handshake (RFC 8446 section 5.1); no HTTP method begins with it. */
const TLS_HANDSHAKE = 22;
/** Who says nothing for so long is not coming. */
const FIRST_BYTE_MS = 10_000;

/**
 * Somebody who types the address without `https://` speaks plain HTTP to the HTTPS port. Their first byte tells, and they are
 * sent to the right address instead of being hung up on. Nothing else is answered in plain text. The result ends those who
 * have not spoken yet, for a server that wants to close.
 */
export function redirectPlainHttp(server: Server, baseUrl: () => string): () => void {
  const plain = redirectServer(baseUrl);
  const secure = server.listeners('connection') as ((socket: Socket) => void)[];
  const silent = new Set<Socket>();
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    const forget = (): void => void silent.delete(socket);
    silent.add(socket);
    socket.setTimeout(FIRST_BYTE_MS, () => socket.destroy());
    socket.once('error', () => socket.destroy()).once('close', forget);
    socket.once('readable', () => {
      const first = socket.read() as Buffer | null;
      forget();
      socket.setTimeout(0).removeAllListeners('timeout');
      if (first === null) return socket.destroy();
      socket.unshift(first);
      if (first[0] !== TLS_HANDSHAKE) return void plain.emit('connection', socket.setTimeout(FIRST_BYTE_MS));
      for (const accept of secure) accept.call(server, socket);
    });
  });
  return () => {
    for (const socket of silent) socket.destroy();
  };
}

/** Answers a page with the address it should have had, anything else with a refusal; it has to be told to listen. */
export function redirectServer(baseUrl: () => string): http.Server {
  return http.createServer((request, reply) => {
    const origin = baseUrl().replace(/\/$/, '');
    const isPage = request.method === 'GET' || request.method === 'HEAD';
    const path = request.url?.startsWith('/') ? request.url : '/';
    reply.writeHead(isPage ? 307 : 400, {
      connection: 'close',
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      ...(isPage ? { location: `${origin}${path}` } : {}),
    });
    reply.end(`This hub speaks HTTPS only: ${origin}/\n`);
  });
}
