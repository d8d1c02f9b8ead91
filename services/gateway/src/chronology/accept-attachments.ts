import { MAX_ATTACHMENT_BYTES } from '@hinomi/contracts';
import type { BodyServer } from '@hinomi/service-kit';

const TYPE = 'application/x-hinomi-attachment';
/** Above the door's own limit, so that the door gives the reason. */
const BODY_LIMIT = MAX_ATTACHMENT_BYTES + 1024 * 1024;

/** Lets the files of the log book in as they are, whatever type the sender claims. Call before the server listens. */
export function acceptAttachments(server: BodyServer): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const path = request.url.split('?')[0] ?? '';
    if (request.method === 'POST' && /^\/api\/v1\/chronology\/attachments\/?$/.test(path))
      request.headers['content-type'] = TYPE;
    done();
  });
  server.addContentTypeParser(TYPE, { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
    done(null, body),
  );
}
