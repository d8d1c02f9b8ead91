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

/** The connection's own reply, which closes when it is out, or when whoever asked is gone. */
interface RawReply extends HttpReply {
  raw: { destroyed: boolean; once(event: 'close', listener: () => void): unknown };
}

interface HookedServer {
  addHook(name: 'onRequest', hook: (request: HttpRequest, reply: RawReply, done: () => void) => void): unknown;
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
      this.admit(request, reply).then(done, (error: unknown) => sendProblem(reply, problemReply(error)));
    });
  }

  private async admit(request: HttpRequest, { raw }: RawReply): Promise<void> {
    if (!WITH_BODY.has(request.method)) return;
    const path = request.url.split('?')[0] ?? '';
    const level = this.lanes.find(({ lane }) => lane.takes(path));
    if (level === undefined) return;
    const length = Number(headerOf(request, 'content-length') ?? level.lane.largest);
    // Longer than what is ever read: the reader refuses it by its length.
    const bytes = Math.min(Number.isFinite(length) ? length : level.lane.largest, level.lane.largest);
    if (level.lane.forSigned && isHalfFull(level)) await this.stands(request);
    if (!level.requests.fits(1) || !level.bytes.fits(bytes)) throw full(level);
    if (raw.destroyed) return;
    level.requests.add(1);
    level.bytes.add(bytes);
    // Also where the sender left before the answer, which Fastify tells of only while the body is not read.
    raw.once('close', () => {
      level.requests.remove(1);
      level.bytes.remove(bytes);
    });
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
