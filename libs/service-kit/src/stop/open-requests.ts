import type { HealthRegistry } from '../health/health-registry.js';
import { problemReply, sendProblem } from '../problem-reply.js';
import type { HttpReply, HttpRequest } from '../http.js';
import { HubError } from '@hinomi/contracts';

interface HookedServer {
  addHook(name: string, hook: (request: HttpRequest, reply: HttpReply, done: () => void) => void): unknown;
}

/** Whoever watches must hear of the stop itself. */
const STILL_ANSWERED = /^\/(healthz|readyz|metrics)(\?|$)/;

/** The requests that are being answered, so that a stop can let them finish and take no more. */
export class OpenRequests {
  private readonly open = new Set<HttpRequest>();
  private onEmpty: (() => void) | null = null;

  constructor(private readonly health: HealthRegistry) {}

  /** Call before the server listens. */
  watch(server: object): void {
    const hooked = server as HookedServer;
    hooked.addHook('onRequest', (request, reply, done) => {
      if (this.health.isStopping && !STILL_ANSWERED.test(request.url)) {
        const refusal = new HubError('log.unavailable', 'This hub is being stopped; ask again.', { retryable: true });
        reply.header('connection', 'close');
        return sendProblem(reply, problemReply(refusal));
      }
      this.open.add(request);
      done();
    });
    const forget = (request: HttpRequest, _reply: HttpReply, done: () => void): void => {
      this.forget(request);
      done();
    };
    hooked.addHook('onResponse', forget);
    hooked.addHook('onRequestAbort', ((request: HttpRequest, done: () => void) => {
      this.forget(request);
      done();
    }) as never);
  }

  get count(): number {
    return this.open.size;
  }

  /** Not ready and taking no more from now on; resolves when what was begun is answered. */
  async finish(): Promise<void> {
    this.health.beginStop();
    if (this.open.size === 0) return;
    await new Promise<void>((resolve) => (this.onEmpty = resolve));
  }

  private forget(request: HttpRequest): void {
    this.open.delete(request);
    if (this.open.size === 0) this.onEmpty?.();
  }
}
