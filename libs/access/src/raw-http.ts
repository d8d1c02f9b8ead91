import { IncomingMessage, type ServerResponse } from 'node:http';
import { headerOf, type HttpReply, type HttpRequest } from '@hinomi/service-kit';
import { isLoopbackAddress } from './host-check.js';
import { securityHeaders } from './security-headers.js';

/** A Fastify request with Node's own below it. */
export interface RawRequest extends HttpRequest {
  raw: IncomingMessage;
}

/** A Fastify reply that can be left to somebody else. */
export interface RawReply extends HttpReply {
  raw: ServerResponse;
  hijack(): unknown;
  getHeaders(): Readonly<Record<string, string | number | string[] | undefined>>;
}

/** Whoever has an issuer of its own speaks to no other. */
const HEADERS = securityHeaders(null);

/**
 * From here on the provider answers, on Node's own request and response: Fastify's later hooks do not run, and what earlier
 * ones put on the answer is carried over.
 */
export function handOver(reply: RawReply): ServerResponse {
  const headers = { ...reply.getHeaders(), ...HEADERS };
  reply.hijack();
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) reply.raw.setHeader(name, value);
  return reply.raw;
}

/** The request as if its body had not been read yet: the provider reads forms by itself. */
export function unread(request: IncomingMessage, form: Readonly<Record<string, unknown>>): IncomingMessage {
  const pairs = Object.entries(form).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((each): [string, string] => [name, String(each)]),
  );
  const bytes = Buffer.from(new URLSearchParams(pairs).toString());
  const again = new IncomingMessage(request.socket);
  const { method, url, httpVersion, headers } = request;
  Object.assign(again, { method, url, httpVersion, complete: true });
  again.headers = { ...headers, 'content-length': String(bytes.length) };
  again.push(bytes);
  again.push(null);
  return again;
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
