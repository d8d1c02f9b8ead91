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
  validators?: Validators | undefined;
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

/** One conditional GET. Whatever the other side does, the answer is a value, and comes within the time limit. */
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
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const refusal = refusalOf(url, from, request.hosts);
    if (refusal !== null) return failed(refusal);
    const response = await fetch(url, { headers: headersOf(request), redirect: 'manual', signal });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || response.status === 304 || location === null) {
      return answerOf(response, request);
    }
    await response.body?.cancel();
    if (!URL.canParse(location, url.href)) return failed('redirects to nowhere');
    url = new URL(location, url);
  }
  return failed(`redirects more than ${MAX_REDIRECTS} times`);
}

function refusalOf(url: URL, from: URL, hosts: ReadonlySet<string>): string | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return `leads to ${url.protocol}, which is not followed`;
  if (from.protocol === 'https:' && url.protocol === 'http:') return 'leads from https back to http';
  return hosts.has(url.host) ? null : `leads to ${url.host}, which the source does not list`;
}

function headersOf({ userAgent, validators }: GetRequest): Headers {
  const headers = new Headers({ 'user-agent': userAgent });
  if (validators?.etag) headers.set('if-none-match', validators.etag);
  if (validators?.lastModified) headers.set('if-modified-since', validators.lastModified);
  return headers;
}

async function answerOf(response: Response, request: GetRequest): Promise<GetAnswer> {
  const conditional = Boolean(request.validators?.etag ?? request.validators?.lastModified);
  if (response.status === 304 && conditional) return { outcome: 'unchanged' };
  if (response.status !== 200) {
    await response.body?.cancel();
    const seconds = /^\d{1,6}$/.exec(response.headers.get('retry-after') ?? '')?.[0];
    return failed(`HTTP ${response.status}`, seconds === undefined ? null : Number(seconds) * 1000);
  }
  const bytes = await readBody(response, request.maxBytes);
  if (bytes === null) return failed(`the answer is larger than ${request.maxBytes} bytes`);
  const { headers } = response;
  return {
    outcome: 'fetched',
    bytes,
    validators: { etag: headers.get('etag'), lastModified: headers.get('last-modified') },
  };
}

/** Null as soon as there is more than allowed; what follows is not read. */
async function readBody(response: Response, maxBytes: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (response.body) {
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > maxBytes) return null;
      chunks.push(chunk);
    }
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** `fetch` hides what happened in the cause, and a cause of several attempts has a code only. */
function reasonOf(error: unknown): string {
  const { cause = error } = error as { cause?: unknown };
  const { code, message } = cause as { code?: unknown; message?: unknown };
  return String(message || code || error);
}
