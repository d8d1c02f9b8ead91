import { MAX_PHOTO_BYTES } from '@hinomi/contracts';
import type { BodyServer } from '@hinomi/service-kit';

/** Above the door's own limit, so that the door gives the reason. */
const BODY_LIMIT = MAX_PHOTO_BYTES + 64 * 1024;

/** Lets the bytes of a photo in as they are. Call before the server listens. */
export function acceptPhotos(server: BodyServer): void {
  server.addContentTypeParser('image/jpeg', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
    done(null, body),
  );
}
