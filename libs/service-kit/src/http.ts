/** What this hub needs of a Fastify reply; a plain interface, so that no part depends on the web server. */
export interface HttpReply {
  status(code: number): this;
  header(name: string, value: string): this;
  send(body?: unknown): unknown;
}

/** What this hub needs of a Fastify request. `ip` is the socket's address; a forwarded one only where a proxy in front is trusted. */
export interface HttpRequest {
  method: string;
  url: string;
  ip: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** The first value of a header, or `undefined`. */
export function headerOf(request: Pick<HttpRequest, 'headers'>, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : value?.[0];
}

/** The network of an address, for limits: of IPv6 the first 64 bits, for the rest is the visitor's own to choose. */
export function networkOf(ip: string): string {
  if (!ip.includes(':') || ip.startsWith('::ffff:')) return ip;
  const [head = ''] = ip.split('::');
  return head.split(':').slice(0, 4).join(':');
}
