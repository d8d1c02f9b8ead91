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

const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });

/** One request with any path, headers and body: more than `fetch` would send. */
export function rawCall(base: string, { method, path, headers = {}, body }: RawRequest): Promise<RawReply> {
  const { hostname, port, host } = new URL(base);
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const request = http.request(
      { hostname, port, method, path, agent, headers: { host, ...length, ...headers } },
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
    request.on('error', reject);
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
