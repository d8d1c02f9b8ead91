import type { Metrics } from './metrics.js';

/** What this needs of the web server (Fastify), as a plain interface. */
interface HookedServer {
  addHook(name: 'onResponse', hook: (request: MeteredRequest, reply: MeteredReply, done: () => void) => void): unknown;
}
interface MeteredRequest {
  method: string;
  /** The route's pattern, e.g. `/api/v1/features/:id`; never the address itself, which has no bound. */
  routeOptions?: { url?: string | undefined };
}
interface MeteredReply {
  statusCode: number;
  elapsedTime: number;
}

/** Meters every answered request by route, method and class of status. Call before the server listens. */
export function meterHttp(server: object, metrics: Metrics): void {
  const durations = metrics.histogram('http_request_seconds', 'Until a request was answered.', [
    'route',
    'method',
    'status',
  ]);
  (server as HookedServer).addHook('onResponse', (request, reply, done) => {
    const labels = {
      route: request.routeOptions?.url ?? 'none',
      method: request.method,
      status: `${Math.floor(reply.statusCode / 100)}xx`,
    };
    durations.observe(labels, reply.elapsedTime / 1_000);
    done();
  });
}
