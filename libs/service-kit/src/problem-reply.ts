import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { HubError, type ErrorCode, type InputPlace, type Problem } from '@hinomi/contracts';
import { ZodError } from 'zod';
import type { HttpReply } from './http.js';

/** The only place where an error code meets an HTTP number. */
const STATUS: Readonly<Record<ErrorCode, number>> = {
  'report.unreadable': 422,
  'report.unsupported': 422,
  'report.too-large': 413,
  'report.invalid': 422,
  'report.empty': 422,
  'report.other-author': 403,
  'report.signature-invalid': 422,
  'report.signature-missing': 422,
  'format.unknown': 404,
  'request.invalid': 400,
  'request.too-many': 429,
  'event.too-large': 413,
  'event.invalid': 422,
  'topic.unknown': 500,
  'log.unavailable': 503,
  'log.in-use': 503,
  'log.closed': 503,
  'store.in-use': 503,
  'store.unavailable': 503,
  'ingest.unavailable': 503,
  'shelter.unavailable': 503,
  'delivery.unavailable': 503,
  'subscription.not-found': 404,
  'subscription.expired': 410,
  'channel.refused': 409,
  'photo.unreadable': 422,
  'photo.too-large': 413,
  'photo.too-many': 422,
  'photo.not-found': 404,
  'photo.store-full': 507,
  'attachment.unreadable': 422,
  'attachment.too-large': 413,
  'attachment.not-found': 404,
  'attachment.store-full': 507,
  'shelter.not-yours': 403,
  'feature.not-found': 404,
  'area.not-found': 404,
  'edition.not-found': 404,
  'quarantine.not-found': 404,
  'decision.not-found': 404,
  'drawing.not-found': 404,
  'drawing.overtaken': 409,
  'order.not-found': 404,
  'order.overtaken': 409,
  'field-report.not-found': 404,
  'field-report.overtaken': 409,
  'import.not-found': 404,
  'import.not-ready': 409,
  'import.overtaken': 409,
  'record.invalid': 422,
  'record.denied': 409,
  'record.not-found': 404,
  'record.erased': 410,
  'record.closed': 403,
  'record.repeated': 409,
  'record.other-person': 409,
  'envelope.invalid': 422,
  'envelope.unreadable': 422,
  'envelope.key-unknown': 422,
  'envelope.other-author': 422,
  'need.not-found': 404,
  'need.overtaken': 409,
  'task.not-found': 404,
  'task.not-ready': 409,
  'task.names-person': 422,
  'vault.tampered': 500,
  'vault.key-missing': 503,
  'vault.unavailable': 503,
  'drill.not-found': 404,
  'drill.already-running': 409,
  'drill.not-running': 409,
  'access.token-missing': 401,
  'access.token-invalid': 401,
  'access.denied': 403,
  'access.host-refused': 421,
  'access.origin-refused': 403,
  'tls.unusable': 503,
  'access.issuer-unavailable': 503,
  'policy.invalid': 500,
  'account.not-found': 404,
  'account.name-taken': 409,
  'account.last-administrator': 409,
  'tablet.not-found': 404,
  'tablet.code-invalid': 422,
  'tablet.too-many-tries': 429,
  'interest.invalid': 400,
  'not-found': 404,
  internal: 500,
};
const TEMPORARY = 503;

/** The errors of the token endpoint, which RFC 6749 section 5.2 gives a form of their own. */
export const TOKEN_ERROR_STATUS = {
  invalid_request: 400,
  invalid_client: 401,
  unauthorized_client: 400,
  unsupported_grant_type: 400,
  invalid_scope: 400,
} as const;
export type TokenErrorCode = keyof typeof TOKEN_ERROR_STATUS;

/** Long enough for a restart's catch-up to move on, short enough that nobody gives up. */
const RETRY_AFTER_SECONDS = 2;

export const PROBLEM_CONTENT_TYPE = 'application/problem+json; charset=utf-8';

/** Codes for what the web server itself refuses, before any of our code runs. */
const CODE_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  401: 'access.token-missing',
  403: 'access.denied',
  404: 'not-found',
  413: 'report.too-large',
  421: 'access.host-refused',
  503: 'log.unavailable',
};

const CHALLENGE: Partial<Record<ErrorCode, string>> = {
  'access.token-missing': 'Bearer realm="hinomi"',
  'access.token-invalid': 'Bearer realm="hinomi", error="invalid_token"',
  'access.denied': 'Bearer realm="hinomi", error="insufficient_scope"',
};

export interface ProblemReply {
  problem: Problem;
  headers: Readonly<Record<string, string>>;
  /** A bug: to be logged with its stack; the caller hears no detail. */
  unexpected: boolean;
}

/** Any error as an RFC 9457 problem with the headers that go with it. */
export function problemReply(error: unknown): ProblemReply {
  if (error instanceof HubError) return ofHubError(error);
  if (error instanceof ZodError) return ofZodError(error);
  const status = statusOf(error);
  if (status === null) return { ...reply('internal', STATUS.internal, 'Something went wrong here.'), unexpected: true };
  const code = CODE_OF_STATUS[status] ?? (status < STATUS.internal ? 'request.invalid' : 'internal');
  return reply(code, status, messageOf(error, status));
}

/** The HTTP number of an error code, for the few replies that are not problems. */
export function httpStatusOf(code: ErrorCode): number {
  return STATUS[code];
}

/** Writes a problem to a reply. */
export function sendProblem(target: HttpReply, { problem, headers }: ProblemReply): void {
  target.status(problem.status);
  for (const [name, value] of Object.entries(headers)) target.header(name, value);
  target.send(JSON.stringify(problem));
}

function ofHubError(error: HubError): ProblemReply {
  const status = error.retryable ? TEMPORARY : STATUS[error.code];
  const unexpected = status === STATUS.internal;
  return { ...reply(error.code, status, error.message, error.place), unexpected };
}

function ofZodError(error: ZodError): ProblemReply {
  const [issue] = error.issues;
  const path = `/${issue?.path.map(String).join('/') ?? ''}`;
  return reply('request.invalid', STATUS['request.invalid'], issue?.message ?? 'The request is not valid.', { path });
}

function reply(code: ErrorCode, status: number, detail: string, place?: InputPlace): ProblemReply {
  const challenge = CHALLENGE[code];
  return {
    problem: {
      type: 'about:blank',
      title: STATUS_CODES[status] ?? 'Error',
      status,
      detail,
      code,
      ...(place === undefined ? {} : { place }),
    },
    headers: {
      'content-type': PROBLEM_CONTENT_TYPE,
      'cache-control': 'no-store',
      ...(status === TEMPORARY ? { 'retry-after': String(RETRY_AFTER_SECONDS) } : {}),
      ...(challenge === undefined ? {} : { 'www-authenticate': challenge }),
    },
    unexpected: false,
  };
}

/** The number that Nest or Fastify gave an error; null for a bug. Their 500s are bugs too. */
function statusOf(error: unknown): number | null {
  const status =
    error instanceof HttpException
      ? error.getStatus()
      : typeof error === 'object' && error !== null && 'statusCode' in error
        ? error.statusCode
        : null;
  return typeof status === 'number' && status >= 400 && status < 600 && status !== STATUS.internal ? status : null;
}

/** The web server quotes an address that it does not know; what is in it may be about a person, and errors are passed on. */
function messageOf(error: unknown, status: number): string {
  if (status === STATUS['not-found']) return 'There is nothing at this address.';
  if (error instanceof Error && (error as { code?: unknown }).code === 'FST_ERR_BAD_URL')
    return 'The address cannot be read.';
  return error instanceof Error ? error.message : 'The request was refused.';
}
