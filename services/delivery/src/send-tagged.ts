import { headerOf, type HttpReply, type HttpRequest } from '@hinomi/service-kit';
import { HttpStatus } from '@nestjs/common';

/** What is kept by whoever asked, and asked for again by its tag. */
export interface TaggedBody {
  tag: string;
  type: string;
  cacheControl: string;
  body: string | Buffer;
  headers?: Readonly<Record<string, string>>;
}

/** Answers 304 to whoever has it already (RFC 9110 section 13.1.2; a tag made weak on the way is the same one). */
export function sendTagged(request: HttpRequest, reply: HttpReply, tagged: TaggedBody): void {
  const { tag, type, cacheControl, body, headers = {} } = tagged;
  reply.header('etag', tag).header('cache-control', cacheControl);
  if (headerOf(request, 'if-none-match')?.includes(tag)) {
    reply.status(HttpStatus.NOT_MODIFIED).send();
    return;
  }
  for (const [name, value] of Object.entries(headers)) reply.header(name, value);
  reply.status(HttpStatus.OK).header('content-type', type).send(body);
}
