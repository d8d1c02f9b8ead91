import httpProxy from '@fastify/http-proxy';
import { bearerToken } from '@hinomi/access';
import { HubError, type ErrorCode } from '@hinomi/contracts';
import { headerOf, problemReply, sendProblem, type HttpReply } from '@hinomi/service-kit';

/** A service beside the gateway that may run in a process of its own. */
export type OtherService = 'ingest' | 'shelter' | 'phr' | 'delivery';

/** What each answers, and what is said while it does not; a gateway in another process passes these on to it. */
const ROUTES: Readonly<Record<OtherService, { paths: readonly string[]; away: [ErrorCode, string] }>> = {
  ingest: {
    // Longer paths win: lists of shelters are taken in here, shelters themselves report elsewhere.
    paths: ['/api/v1/feeds', '/api/v1/drills', '/api/v1/shelters/import', '/api/v1/shelters/imports'],
    away: [
      'ingest.unavailable',
      'The part of the hub that takes reports does not answer at the moment: send it again.',
    ],
  },
  shelter: {
    paths: ['/api/v1/shelters', '/api/v1/photos'],
    away: [
      'shelter.unavailable',
      'The part of the hub that hears shelters does not answer at the moment: send it again.',
    ],
  },
  phr: {
    paths: ['/api/v1/phr', '/api/v1/needs'],
    away: [
      'vault.unavailable',
      'The part of the hub that keeps health records does not answer at the moment: try again.',
    ],
  },
  delivery: {
    paths: [
      '/api/v1/subscriptions',
      '/ogc',
      '/api/v1/catalogue',
      '/api/v1/cap',
      '/api/v1/sip4d-zip',
      '/catalogue',
      '/openapi.json',
      '/asyncapi.json',
    ],
    away: [
      'delivery.unavailable',
      'The part of the hub that serves agencies does not answer at the moment: try again. Nothing is lost meanwhile.',
    ],
  },
};

const NO_COMPRESSION = 'x-no-compression';

/** Time for the largest replay to be read, planned and answered. */
const ANSWER_LIMIT_MS = 60_000;

/** What this needs of Fastify. */
interface ProxyingServer {
  register(plugin: unknown, options: object): unknown;
}

/** Says whether a token still counts: it fails where it does not. */
export type StandsToken = (token: string) => Promise<unknown>;

/**
 * Passes a service's routes on, bytes as they come. The `Host` the client wrote and its token are kept: the service answers to
 * the hub's name, and decides itself what the token may do. Whether its account has changed since only a gateway learns in seconds, so
 * `stands` is asked first.
 */
export async function passOn(
  server: object,
  service: OtherService,
  url: string,
  stands: StandsToken | null = null,
): Promise<void> {
  const { paths, away } = ROUTES[service];
  for (const prefix of paths) {
    await (server as ProxyingServer).register(httpProxy, {
      upstream: url,
      prefix,
      rewritePrefix: prefix,
      preHandler: stands === null ? asItComes : [asItComes, refuseOutdated(stands)],
      http: { requestOptions: { timeout: ANSWER_LIMIT_MS } },
      replyOptions: { rewriteRequestHeaders: forwardedHeaders, rewriteHeaders: endToEnd, onError: isAway(...away) },
    });
  }
}

/**
 * The service has compressed what is worth it; here even the smallest answer, of which nobody knows the size, would be.
 * Read by `@fastify/compress`.
 */
async function asItComes(request: { headers: Headers }): Promise<void> {
  request.headers[NO_COMPRESSION] = 'passed on';
}

function refuseOutdated(stands: StandsToken) {
  return async (request: { headers: Headers }, reply: HttpReply): Promise<unknown> => {
    const token = bearerToken(headerOf(request, 'authorization'));
    // What comes without one is the service's to refuse.
    if (token === undefined) return undefined;
    try {
      await stands(token);
    } catch (error) {
      // Nobody knows better now than the service, which looks at the token itself; a report must not wait for a database.
      if (error instanceof HubError && error.retryable) return undefined;
      sendProblem(reply, problemReply(error));
      return reply;
    }
    return undefined;
  };
}

type Headers = Record<string, string | string[] | undefined>;

/** They speak of one connection only, and this proxy ends one and opens another (RFC 9110 section 7.6.1). */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  // Answered by this server already.
  'expect',
];

function forwardedHeaders(request: { headers: Headers }, headers: Headers): Headers {
  const { [NO_COMPRESSION]: _, ...rest } = endToEnd(headers);
  return { ...rest, host: request.headers['host'] };
}

function endToEnd(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)));
}

function isAway(code: ErrorCode, sentence: string) {
  return (reply: HttpReply, { error: cause }: { error: Error }): void =>
    sendProblem(reply, problemReply(new HubError(code, sentence, { retryable: true, cause })));
}
