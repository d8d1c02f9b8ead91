import type { IncomingMessage, ServerResponse } from 'node:http';
import { headerOf, type HttpReply, type HttpRequest } from '@hinomi/service-kit';
import { isLoopbackAddress } from './host-check.js';

/** A Fastify request with Node's own below it. */
export interface RawRequest extends HttpRequest {
  raw: IncomingMessage;
}

/** A Fastify reply that can be left to somebody else. */
export interface RawReply extends HttpReply {
  raw: ServerResponse;
  hijack(): unknown;
}

/** What Fastify's hooks would have added to an answer that the provider writes by itself. */
const HEADERS = {
  'content-security-policy':
    "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
};

/** From here on the provider answers, on Node's own request and response. */
export function handOver(reply: RawReply): ServerResponse {
  reply.hijack();
  for (const [name, value] of Object.entries(HEADERS)) reply.raw.setHeader(name, value);
  return reply.raw;
}

/** The request as if its body had not been read yet: the provider reads forms by itself. */
export function unread(request: IncomingMessage, form: Readonly<Record<string, unknown>>): IncomingMessage {
  const pairs = Object.entries(form).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((each): [string, string] => [name, String(each)]),
  );
  const bytes = Buffer.from(new URLSearchParams(pairs).toString());
  return Object.create(request, {
    readable: { value: true },
    readableEncoding: { value: null },
    headers: { value: { ...request.headers, 'content-length': String(bytes.length) } },
    iterator: {
      value: async function* () {
        yield bytes;
      },
    },
  }) as IncomingMessage;
}

/** A proxy on this machine makes everybody look nearby, but says so in a header. */
export function isNearby(request: HttpRequest): boolean {
  const forwarded = headerOf(request, 'forwarded') ?? headerOf(request, 'x-forwarded-for');
  return forwarded === undefined && isLoopbackAddress(request.ip);
}

/** The fields of a form post; nothing for any other body. */
export function formOf(request: HttpRequest, body: unknown): Record<string, unknown> | undefined {
  const isForm = headerOf(request, 'content-type')?.startsWith('application/x-www-form-urlencoded') ?? false;
  return isForm && typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : undefined;
}
