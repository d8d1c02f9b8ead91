/** What this needs of the web server (Fastify), as a plain interface. */
export interface RecordServer {
  addHook(
    name: 'onRequest',
    hook: (
      request: { method: string; url: string; headers: Record<string, unknown> },
      reply: unknown,
      done: () => void,
    ) => void,
  ): unknown;
  addContentTypeParser(
    type: string,
    options: { parseAs: 'buffer'; bodyLimit: number },
    parser: (request: unknown, body: Buffer, done: (error: Error | null, body?: unknown) => void) => void,
  ): unknown;
}

const RECORD_TYPE = 'application/x-hinomi-record';

/** A person's whole file with its narratives; images have no place here. */
const MAX_RECORD_BYTES = 8 * 1024 * 1024;

/**
 * Lets the vault read every body under `/api/v1/phr` itself: a parser of the web server would quote what it cannot read. Call before
 * the server listens.
 */
export function acceptRecords(server: RecordServer): void {
  server.addHook('onRequest', (request, _reply, done) => {
    if (/^\/api\/v1\/phr\//.test(request.url) && request.method !== 'GET')
      request.headers['content-type'] = RECORD_TYPE;
    done();
  });
  server.addContentTypeParser(RECORD_TYPE, { parseAs: 'buffer', bodyLimit: MAX_RECORD_BYTES }, (_request, body, done) =>
    done(null, body),
  );
}
