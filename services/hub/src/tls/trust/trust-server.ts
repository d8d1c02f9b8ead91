import http from 'node:http';
import { answerTrust, type TrustDesk } from './answer-trust.js';

/**
 * A server in plain HTTP for devices that cannot speak HTTPS with the hub yet. It hands out the public half of the authority
 * and the page about it, and nothing else; whether they arrived unchanged is for the eye to compare.
 */
export function trustServer(desk: TrustDesk, onDownload: (from: string) => void): http.Server {
  const server = http.createServer((request, reply) => {
    answer(desk, request, reply, onDownload).catch((error: unknown) => {
      reply.destroy(error instanceof Error ? error : undefined);
    });
  });
  server.requestTimeout = 10_000;
  server.maxConnections = 100;
  return server;
}

async function answer(
  desk: TrustDesk,
  request: http.IncomingMessage,
  reply: http.ServerResponse,
  onDownload: (from: string) => void,
): Promise<void> {
  const { method, url = '/', headers } = request;
  const asked = { userAgent: headers['user-agent'], acceptLanguage: headers['accept-language'] };
  if (method === 'GET' && url === '/') return void reply.writeHead(302, { location: '/trust' }).end();
  const found = method === 'GET' && url.startsWith('/') ? await answerTrust(desk, { url, ...asked }) : null;
  if (found === null) {
    return void reply.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Open /trust\n');
  }
  if (found.download) onDownload(request.socket.remoteAddress ?? '?');
  reply.writeHead(200, {
    'content-type': found.type,
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    ...(found.download ? { 'content-disposition': `attachment; filename="${found.download}"` } : {}),
  });
  reply.end(found.body);
}
