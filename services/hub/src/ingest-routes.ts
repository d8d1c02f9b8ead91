import httpProxy from '@fastify/http-proxy';
import { HubError } from '@hinomi/contracts';
import { problemReply, sendProblem, type HttpReply } from '@hinomi/service-kit';

/** Whatever ingest answers; a gateway in another process passes these on to it. */
const INGEST_PATHS = ['/api/v1/feeds', '/api/v1/drills'] as const;

/** Time for the largest replay to be read, planned and answered. */
const ANSWER_LIMIT_MS = 60_000;

/** What this needs of Fastify. */
interface ProxyingServer {
  register(plugin: unknown, options: object): unknown;
}

/**
 * Passes ingest's routes on, bytes as they come. The `Host` the client wrote and its token are kept: ingest answers to the
 * hub's name, and decides itself what the token may do.
 */
export async function passToIngest(server: object, ingestUrl: string): Promise<void> {
  for (const prefix of INGEST_PATHS) {
    await (server as ProxyingServer).register(httpProxy, {
      upstream: ingestUrl,
      prefix,
      rewritePrefix: prefix,
      http: { requestOptions: { timeout: ANSWER_LIMIT_MS } },
      replyOptions: { rewriteRequestHeaders: forwardedHeaders, rewriteHeaders: endToEnd, onError: ingestIsAway },
    });
  }
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
  return { ...endToEnd(headers), host: request.headers['host'] };
}

function endToEnd(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)));
}

function ingestIsAway(reply: HttpReply, { error: cause }: { error: Error }): void {
  const sentence = 'The part of the hub that takes reports does not answer at the moment: send it again.';
  sendProblem(reply, problemReply(new HubError('ingest.unavailable', sentence, { retryable: true, cause })));
}
