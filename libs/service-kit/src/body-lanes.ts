import { HubError, type ErrorCode } from '@hinomi/contracts';
import { QueueLevel, type QueueState } from './health/queue-level.js';
import { headerOf, type HttpReply, type HttpRequest } from './http.js';
import { problemReply, sendProblem } from './problem-reply.js';

/** Requests with bodies that share a bound, so that none of another lane is in their way. */
export interface BodyLane {
  name: string;
  takes: (path: string) => boolean;
  /** Bodies under way at a time: being received, or waiting for their answer. */
  requests: number;
  bytes: number;
  /** What a body counts that does not say how long it is. */
  largest: number;
  /** What whoever finds it full is told: to come again. */
  code: ErrorCode;
  /** Once it is half full each sender shows their token first, so that who has none cannot fill the rest. */
  forSigned: boolean;
}

interface HookedServer {
  addHook(name: string, hook: (request: HttpRequest, reply: HttpReply, done: () => void) => void): unknown;
}

const WITH_BODY: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

interface Level {
  lane: BodyLane;
  requests: QueueLevel;
  bytes: QueueLevel;
}

/**
 * Bounds what this process holds of bodies, before it reads them: whoever finds their lane full hears 503 with `Retry-After`, and
 * nothing of theirs was stored. The first lane that takes a path has it.
 */
export class BodyLanes {
  private readonly lanes: readonly Level[];
  private readonly leaving = new Map<HttpRequest, () => void>();

  /** `stands`: fails for a request whose token does not count. */
  constructor(
    lanes: readonly BodyLane[],
    private readonly stands: (request: HttpRequest) => Promise<unknown>,
  ) {
    this.lanes = lanes.map((lane) => ({
      lane,
      requests: new QueueLevel(`http.${lane.name}`, lane.requests),
      bytes: new QueueLevel(`http.${lane.name}-bytes`, lane.bytes),
    }));
  }

  get states(): QueueState[] {
    return this.lanes.flatMap(({ requests, bytes }) => [requests.state, bytes.state]);
  }

  /** Call before the server listens. */
  watch(server: object): void {
    const hooked = server as HookedServer;
    hooked.addHook('onRequest', (request, reply, done) => {
      this.admit(request).then(done, (error: unknown) => sendProblem(reply, problemReply(error)));
    });
    hooked.addHook('onResponse', (request, _reply, done) => {
      this.leave(request);
      done();
    });
    hooked.addHook('onRequestAbort', ((request: HttpRequest, done: () => void) => {
      this.leave(request);
      done();
    }) as never);
  }

  private async admit(request: HttpRequest): Promise<void> {
    if (!WITH_BODY.has(request.method)) return;
    const path = request.url.split('?')[0] ?? '';
    const level = this.lanes.find(({ lane }) => lane.takes(path));
    if (level === undefined) return;
    const length = Number(headerOf(request, 'content-length') ?? level.lane.largest);
    // Longer than what is ever read: the reader refuses it by its length.
    const bytes = Math.min(Number.isFinite(length) ? length : level.lane.largest, level.lane.largest);
    if (level.lane.forSigned && isHalfFull(level)) await this.stands(request);
    if (!level.requests.fits(1) || !level.bytes.fits(bytes)) throw full(level);
    level.requests.add(1);
    level.bytes.add(bytes);
    this.leaving.set(request, () => {
      level.requests.remove(1);
      level.bytes.remove(bytes);
    });
  }

  private leave(request: HttpRequest): void {
    this.leaving.get(request)?.();
    this.leaving.delete(request);
  }
}

function isHalfFull({ requests, bytes }: Level): boolean {
  return requests.size * 2 >= requests.bound || bytes.size * 2 >= bytes.bound;
}

function full({ lane, requests, bytes }: Level): HubError {
  (requests.fits(1) ? bytes : requests).noteFull();
  return new HubError(lane.code, 'More is being received than the hub keeps up with: send it again.', {
    retryable: true,
  });
}
