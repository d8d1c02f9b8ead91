import { HubError } from '@hinomi/contracts';
import type { BodyServer } from '@hinomi/service-kit';
import { MAX_REPORT_BYTES } from './receive-report.js';

const REPORT_TYPE = 'application/x-hinomi-report';
const LIST_TYPE = 'application/x-hinomi-list';
const REPLAY_TYPE = 'application/x-hinomi-replay';

/** A folder of telegrams as base64: several of the largest reports. */
const MAX_REPLAY_BYTES = 64 * 1024 * 1024;
/** The national lists have 15 MB each. */
export const MAX_LIST_BYTES = 64 * 1024 * 1024;
/** Above the door's own limit, so that the door gives the reason. */
const REPORT_BODY_LIMIT = MAX_REPORT_BYTES + 1024 * 1024;

/**
 * Lets `POST /api/v1/feeds/{format}` take the bytes of a report as they are, whatever content type the sender claims,
 * `POST /api/v1/shelters/import` those of a list, and `POST /api/v1/drills/replay` a folder of reports. No other endpoint is touched. Call before the server listens.
 */
export function acceptAnyBody(server: BodyServer): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const path = request.url.split('?')[0] ?? '';
    if (request.method === 'POST' && /^\/api\/v1\/feeds\/[^/]+\/?$/.test(path)) {
      request.headers['content-type'] = REPORT_TYPE;
    } else if (request.method === 'POST' && /^\/api\/v1\/drills\/replay\/?$/.test(path)) {
      request.headers['content-type'] = REPLAY_TYPE;
    } else if (request.method === 'POST' && /^\/api\/v1\/shelters\/import\/?$/.test(path)) {
      request.headers['content-type'] = LIST_TYPE;
    }
    done();
  });
  server.addContentTypeParser(
    REPORT_TYPE,
    { parseAs: 'buffer', bodyLimit: REPORT_BODY_LIMIT },
    (_request, body, done) => done(null, body),
  );
  server.addContentTypeParser(LIST_TYPE, { parseAs: 'buffer', bodyLimit: MAX_LIST_BYTES }, (_request, body, done) =>
    done(null, body),
  );
  server.addContentTypeParser(
    REPLAY_TYPE,
    { parseAs: 'buffer', bodyLimit: MAX_REPLAY_BYTES },
    (_request, body, done) => {
      try {
        done(null, JSON.parse(body.toString('utf8')));
      } catch (cause) {
        done(new HubError('request.invalid', 'the body is not JSON', { cause }));
      }
    },
  );
}
