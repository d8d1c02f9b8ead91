import type { BodyServer } from '@hinomi/service-kit';

const RECORD_TYPE = 'application/x-hinomi-record';

/** A person's whole file with its narratives; images have no place here. */
const MAX_RECORD_BYTES = 8 * 1024 * 1024;

/**
 * Lets the vault read every body under `/api/v1/phr` itself: a parser of the web server would quote what it cannot read. Call before
 * the server listens.
 */
export function acceptRecords(server: BodyServer): void {
  server.addHook('onRequest', (request, _reply, done) => {
    if (/^\/api\/v1\/phr\//.test(request.url) && request.method !== 'GET')
      request.headers['content-type'] = RECORD_TYPE;
    done();
  });
  server.addContentTypeParser(RECORD_TYPE, { parseAs: 'buffer', bodyLimit: MAX_RECORD_BYTES }, (_request, body, done) =>
    done(null, body),
  );
}
