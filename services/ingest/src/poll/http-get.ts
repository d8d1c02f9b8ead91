import { Agent as HttpAgent, request as requestHttp, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { ResolvedCredentials } from '../sources/credentials.js';
import { addressWith, headersWith } from '../sources/present-credentials.js';
import { connectionTo } from './allowed-address.js';

/** What makes the next request conditional (RFC 9110 section 13). */
export interface Validators {
  etag: string | null;
  lastModified: string | null;
}

export interface GetRequest {
  /** Sent as it is, so that a publisher knows whom to ask. */
  userAgent: string;
  /** For the whole answer, headers and body. */
  timeoutMs: number;
  /** Of the decoded body. */
  maxBytes: number;
  /** Hosts (`host` or `host:port`) that may answer, also after a redirect. */
  hosts: ReadonlySet<string>;
  /** Whether these hosts may be on loopback or in a private network. */
  privateAddresses: boolean;
  validators?: Validators | undefined;
  /** Sent to `origins` (as in `URL.origin`) and nowhere else. */
  access?: { credentials: ResolvedCredentials; origins: ReadonlySet<string> } | undefined;
  /** What is asked for where an address can give several things; anything otherwise. */
  accept?: string | undefined;
  /** Sent there (POST); such a request is not led elsewhere. */
  send?: { contentType: string; body: string } | undefined;
  signal: AbortSignal;
}

export type GetAnswer =
  | { outcome: 'fetched'; bytes: Uint8Array; validators: Validators }
  | { outcome: 'unchanged' }
  | { outcome: 'failed'; reason: string; retryAfterMs: number | null };

const MAX_REDIRECTS = 3;

const failed = (reason: string, retryAfterMs: number | null = null): GetAnswer => ({
  outcome: 'failed',
  reason,
  retryAfterMs,
});

/** One conditional GET, or a POST of what is to be sent. Whatever the other side does, the answer is a value, and comes within the time limit. */
export async function httpGet(url: URL, request: GetRequest): Promise<GetAnswer> {
  // Not AbortSignal.any: it keeps hold of every request for as long as the outer signal lives (Node 20).
  const cut = new AbortController();
  const stop = (): void => cut.abort();
  request.signal.addEventListener('abort', stop);
  const timer = setTimeout(stop, request.timeoutMs);
  try {
    if (request.signal.aborted) return failed('stopped');
    return await follow(url, request, cut.signal);
  } catch (error) {
    if (request.signal.aborted) return failed('stopped');
    return failed(cut.signal.aborted ? `no whole answer within ${request.timeoutMs} ms` : reasonOf(error));
  } finally {
    clearTimeout(timer);
    request.signal.removeEventListener('abort', stop);
  }
}

async function follow(from: URL, request: GetRequest, signal: AbortSignal): Promise<GetAnswer> {
  let url = from;
  let { access } = request;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const refusal = refusalOf(url, from, request.hosts);
    if (refusal !== null) return failed(refusal);
    // Whoever led elsewhere once does not lead the credentials back either.
    if (access && !access.origins.has(url.origin)) access = undefined;
    const response = await ask(url, { ...request, access }, signal);
    const { location } = response.headers;
    const status = response.statusCode ?? 0;
    if (status < 300 || status >= 400 || status === 304 || location === undefined || request.send !== undefined) {
      return answerOf(response, request, signal);
    }
    response.destroy();
    if (!URL.canParse(location, url.href)) return failed('redirects to nowhere');
    url = new URL(location, url);
  }
  return failed(`redirects more than ${MAX_REDIRECTS} times`);
}

/**
 * Connections are kept for the next document of the same host. Those that were opened without a look at the address are
 * kept apart, so that no other source goes over them.
 */
const KEPT = { keepAlive: true, maxFreeSockets: 8, timeout: 30_000 } as const;
const agents = () => ({ 'http:': new HttpAgent(KEPT), 'https:': new HttpsAgent(KEPT) });
const AGENTS = { looked: agents(), unlooked: agents() };

function ask(url: URL, get: GetRequest, signal: AbortSignal, again = true): Promise<IncomingMessage> {
  const { privateAddresses, access } = get;
  const address = addressWith(url, access?.credentials);
  const kept = privateAddresses ? AGENTS.unlooked : AGENTS.looked;
  return new Promise((resolve, reject) => {
    const method = get.send === undefined ? 'GET' : 'POST';
    const options = { ...connectionTo(url.hostname, { privateAddresses }), method, headers: headersOf(get), signal };
    const asked =
      url.protocol === 'https:'
        ? requestHttps(address, { ...options, agent: kept['https:'] })
        : requestHttp(address, { ...options, agent: kept['http:'] });
    asked.on('response', resolve).on('error', (error: NodeJS.ErrnoException) => {
      // The publisher closed a kept connection at the moment it was used; that says nothing about the publisher.
      const closed = asked.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
      if (closed && again && !signal.aborted) ask(url, get, signal, false).then(resolve, reject);
      else reject(error);
    });
    asked.end(get.send?.body);
  });
}

function refusalOf(url: URL, from: URL, hosts: ReadonlySet<string>): string | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return `leads to ${url.protocol}, which is not followed`;
  if (from.protocol === 'https:' && url.protocol === 'http:') return 'leads from https back to http';
  return hosts.has(url.host) ? null : `leads to ${url.host}, which the source does not list`;
}

function headersOf({ userAgent, validators, access, accept = '*/*', send }: GetRequest): Record<string, string> {
  return {
    ...(send && { 'content-type': send.contentType, 'content-length': String(Buffer.byteLength(send.body)) }),
    'user-agent': userAgent,
    accept,
    'accept-encoding': 'gzip, deflate, br',
    ...headersWith(access?.credentials),
    ...(validators?.etag ? { 'if-none-match': validators.etag } : {}),
    ...(validators?.lastModified ? { 'if-modified-since': validators.lastModified } : {}),
  };
}

async function answerOf(response: IncomingMessage, request: GetRequest, signal: AbortSignal): Promise<GetAnswer> {
  const { statusCode: status, headers } = response;
  const conditional = Boolean(request.validators?.etag ?? request.validators?.lastModified);
  if (status === 304 && conditional) {
    response.resume();
    return { outcome: 'unchanged' };
  }
  if (status !== 200 && status !== 201) {
    response.destroy();
    return failed(`HTTP ${status}`, patienceOf(headers['retry-after'] ?? ''));
  }
  const bytes = await readBody(unpacked(response), request.maxBytes, signal);
  if (bytes === null) {
    response.destroy();
    return failed(`the answer is larger than ${request.maxBytes} bytes`);
  }
  const validators = { etag: headers.etag ?? null, lastModified: headers['last-modified'] ?? null };
  return { outcome: 'fetched', bytes, validators };
}

/** Seconds or a date (RFC 9110 section 10.2.3); one that is past, or none at all, asks for nothing. */
function patienceOf(written: string): number | null {
  if (/^\d{1,12}$/.test(written)) return Number(written) * 1000;
  const ms = /GMT$/.test(written) ? Date.parse(written) - Date.now() : NaN;
  return ms > 0 ? ms : null;
}

function unpacked(response: IncomingMessage): Readable {
  const coding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (coding === 'identity' || coding === '') return response;
  const unpack = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress };
  const create = Object.hasOwn(unpack, coding) ? unpack[coding as keyof typeof unpack] : undefined;
  if (!create) {
    response.destroy();
    throw new Error(`the answer is packed with ${coding}, which is not read`);
  }
  // An error reaches whoever reads the stream.
  return pipeline(response, create(), () => undefined);
}

/** Null as soon as there is more than allowed; what follows is not read. */
async function readBody(body: Readable, maxBytes: number, signal: AbortSignal): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const cut = (): void => void body.destroy(new Error('cut'));
  signal.addEventListener('abort', cut);
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > maxBytes) return null;
      chunks.push(chunk);
    }
    return new Uint8Array(Buffer.concat(chunks));
  } finally {
    signal.removeEventListener('abort', cut);
  }
}

/** An error of several attempts has a code only. */
function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return String(message || code || error);
}
