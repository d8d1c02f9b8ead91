import { describe, expect, it } from '@jest/globals';
import { ERROR_CODES, HubError } from '@hinomi/contracts';
import { MethodNotAllowedException, NotFoundException } from '@nestjs/common';
import { z } from 'zod';
import { httpStatusOf, problemReply } from './problem-reply.js';

describe('problemReply', () => {
  it('gives every error code an HTTP number', () => {
    for (const code of ERROR_CODES) expect(httpStatusOf(code)).toBeGreaterThanOrEqual(400);
  });

  it('keeps code, message and place of a refused input', () => {
    const error = new HubError('report.unreadable', 'not XML', { place: { line: 3, column: 7 } });
    expect(problemReply(error)).toMatchObject({
      problem: { status: 422, code: 'report.unreadable', detail: 'not XML', place: { line: 3, column: 7 } },
      unexpected: false,
    });
  });

  it('asks to come again only for what is temporary', () => {
    const busy = problemReply(new HubError('log.unavailable', 'catching up', { retryable: true }));
    expect(busy.problem.status).toBe(503);
    expect(busy.headers['retry-after']).toBeDefined();
    expect(problemReply(new HubError('feature.not-found', 'no such')).headers['retry-after']).toBeUndefined();
  });

  it('tells how to sign in with 401, and that a token lacks the right with 403', () => {
    expect(problemReply(new HubError('access.token-missing', 'no token')).headers['www-authenticate']).toBe(
      'Bearer realm="hinomi"',
    );
    expect(problemReply(new HubError('access.denied', 'no')).headers['www-authenticate']).toContain(
      'insufficient_scope',
    );
  });

  it('keeps the number of an error of the framework', () => {
    expect(problemReply(new NotFoundException('Cannot GET /x')).problem).toMatchObject({
      status: 404,
      code: 'not-found',
    });
    expect(problemReply(new MethodNotAllowedException()).problem.status).toBe(405);
    const fastify = Object.assign(new Error('Body is too large'), { statusCode: 413 });
    expect(problemReply(fastify).problem).toMatchObject({ status: 413, code: 'report.too-large' });
  });

  it('quotes no address', () => {
    const unknown = new NotFoundException('Cannot GET /api/v1/phr/SECRET');
    const broken = Object.assign(new Error("'/SECRET%' is not a valid url component"), {
      statusCode: 400,
      code: 'FST_ERR_BAD_URL',
    });
    for (const error of [unknown, broken]) expect(JSON.stringify(problemReply(error).problem)).not.toContain('SECRET');
  });

  it('points at the field of a schema error', () => {
    const { error } = z.object({ speed: z.number() }).safeParse({ speed: 'fast' });
    expect(problemReply(error).problem).toMatchObject({
      status: 400,
      code: 'request.invalid',
      place: { path: '/speed' },
    });
  });

  it('says nothing of the inside when the error is a bug', () => {
    const { problem, unexpected } = problemReply(new TypeError('x is undefined at /secret/place'));
    expect(unexpected).toBe(true);
    expect(JSON.stringify(problem)).not.toContain('secret');
    expect(problem).toMatchObject({ status: 500, code: 'internal' });
  });
});
