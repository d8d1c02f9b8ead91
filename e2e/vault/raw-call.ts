import http from 'node:http';
import net from 'node:net';

/** An answer as it came over the wire. */
export interface RawReply {
  status: number;
  /** Status line and headers. */
  head: string;
  body: Buffer;
}

export interface RawRequest {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: Buffer | string | undefined;
}

const LARGE = 1024 * 1024;

/**
 * One request with any path, headers and body, on a connection of its own: more than `fetch` would send. Status 0: the hub hung up
 * while a body was still being sent that is too large, and what it had answered was lost with the connection.
 */
export function rawCall(base: string, { method, path, headers = {}, body }: RawRequest): Promise<RawReply> {
  const { hostname, port, host } = new URL(base);
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const request = http.request(
      { hostname, port, method, path, agent: false, headers: { host, ...length, ...headers } },
      (reply) => {
        const chunks: Buffer[] = [];
        reply.on('data', (chunk: Buffer) => chunks.push(chunk));
        reply.on('error', reject);
        reply.on('end', () =>
          resolve({
            status: reply.statusCode ?? 0,
            head: `${reply.statusCode} ${reply.statusMessage}\n${reply.rawHeaders.join('\n')}`,
            body: Buffer.concat(chunks),
          }),
        );
      },
    );
    request.on('error', (error: NodeJS.ErrnoException) => {
      const isHungUp = error.code === 'EPIPE' || error.code === 'ECONNRESET';
      if (isHungUp && body !== undefined && body.length > LARGE) resolve({ status: 0, head: '', body: Buffer.alloc(0) });
      else reject(error);
    });
    request.end(body);
  });
}

/** Bytes that are no request, or half of one; what comes back until the other side is done. */
export function rawBytes(base: string, bytes: Buffer): Promise<Buffer> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = net.connect(Number(port), hostname, () => socket.end(bytes));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(Buffer.concat(chunks)));
  });
}
