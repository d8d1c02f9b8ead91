import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ProblemFilter } from '@hinomi/service-kit';
import { decodeJwt, SignJWT } from 'jose';
import { AccessModule } from './access.module.js';
import { Allow, Open } from './access-guard.js';
import type { AccessSettings } from './access-settings.js';
import { CurrentPrincipal, type Principal } from './principal.js';
import { MachineTokens } from './issuer/machine-tokens.js';
import { ISSUER_KEYS, loadIssuerKeys, type IssuerKeys } from './issuer/signing-keys.js';

@Controller('doors')
class DoorsController {
  @Get('read')
  @Allow('picture:read')
  read(@CurrentPrincipal() principal: Principal): Principal {
    return principal;
  }

  @Post('run')
  @Allow('drills:run')
  run(@Body() body: unknown): unknown {
    return { ran: body };
  }

  @Get('open')
  @Open()
  open(): string {
    return 'open';
  }

  @Get('forgotten')
  forgotten(): string {
    return 'nobody may read this';
  }
}

@Module({ controllers: [DoorsController] })
class DoorsModule {}

const ISSUER = 'http://localhost:8080';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
let now = Date.parse('2026-11-23T09:00:00Z');

function settings(over: Partial<AccessSettings> = {}): AccessSettings {
  return { issuer: () => ISSUER, demonstration: true, now: () => now, ...over };
}

async function startApp(over: Partial<AccessSettings> = {}): Promise<NestFastifyApplication> {
  @Module({ imports: [AccessModule.register(settings(over)), DoorsModule] })
  class TestModule {}
  const app = await NestFactory.create<NestFastifyApplication>(TestModule, new FastifyAdapter({ bodyLimit: 2000 }), {
    logger: false,
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter());
  await app.listen(0, '127.0.0.1');
  return app;
}

/** A request over loopback; `form` makes it a form post, `json` a JSON post. */
async function call(
  target: NestFastifyApplication,
  path: string,
  {
    token,
    form,
    json,
    headers,
  }: { token?: string; form?: string; json?: unknown; headers?: Record<string, string> } = {},
) {
  const reply = await fetch(`${await target.getUrl()}${path}`, {
    ...(form === undefined && json === undefined ? {} : { method: 'POST' }),
    ...(form === undefined ? (json === undefined ? {} : { body: JSON.stringify(json) }) : { body: form }),
    headers: {
      ...(form === undefined ? {} : FORM),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
  });
  const text = await reply.text();
  return { status: reply.status, headers: reply.headers, text, body: jsonOf(text) };
}

function jsonOf(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

const signIn = (id: string, secret: string): string =>
  new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret }).toString();

let app: NestFastifyApplication;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await app.close();
});

async function tokenOf(client: string): Promise<string> {
  const { status, body } = await call(app, '/oauth/token', { form: signIn(client, 'demo') });
  expect(status).toBe(200);
  return body['access_token'] as string;
}

const get = (path: string, token?: string) => call(app, path, token === undefined ? {} : { token });

describe('the token endpoint', () => {
  it('gives a demonstration client a token for an hour', async () => {
    const authorization = `Basic ${Buffer.from('demo-operator:demo').toString('base64')}`;
    const reply = await call(app, '/oauth/token', {
      form: 'grant_type=client_credentials',
      headers: { authorization },
    });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('cache-control')).toBe('no-store');
    expect(reply.body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
    expect(decodeJwt(reply.body['access_token'] as string)).toMatchObject({
      iss: ISSUER,
      aud: 'hinomi',
      role: 'operator',
      client_id: 'demo-operator',
    });
  });

  it.each([
    ['a wrong secret', signIn('demo-admin', 'admin'), {}],
    ['an unknown client', signIn('root', 'demo'), {}],
    ['a name every object has', signIn('constructor', 'demo'), {}],
    ['a request through a proxy', signIn('demo-admin', 'demo'), { 'x-forwarded-for': '203.0.113.9' }],
  ])('refuses %s', async (_what, body, headers) => {
    expect(await call(app, '/oauth/token', { form: body, headers })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
  });

  it('does not know demonstration clients from another machine', async () => {
    expect(await app.get(MachineTokens).issue('demo-admin', 'demo', true)).not.toBeNull();
    expect(await app.get(MachineTokens).issue('demo-admin', 'demo', false)).toBeNull();
  });

  it('takes no JSON, though it holds the right words', async () => {
    const json = { grant_type: 'client_credentials', client_id: 'demo-admin', client_secret: 'demo' };
    expect(await call(app, '/oauth/token', { json })).toMatchObject({
      status: 400,
      body: { error: 'invalid_request' },
    });
  });

  it('describes itself and its keys without their secret part', async () => {
    const { body } = await get('/.well-known/openid-configuration');
    expect(body).toMatchObject({ issuer: ISSUER, token_endpoint: `${ISSUER}/oauth/token` });
    const jwks = await get('/oauth/jwks');
    expect(jwks.body).toMatchObject({ keys: [{ kty: 'EC', alg: 'ES256' }] });
    expect(JSON.stringify(jwks.body)).not.toContain('"d"');
  });
});

describe('the guard', () => {
  it('lets a token with the permission in, and names its owner', async () => {
    const { status, body } = await get('/doors/read', await tokenOf('demo-public'));
    expect(status).toBe(200);
    expect(body).toMatchObject({ clientId: 'demo-public', role: 'public', expiresAt: '2026-11-23T10:00:00.000Z' });
  });

  it('asks for a token', async () => {
    const { status, headers, body } = await get('/doors/read');
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe('Bearer realm="hinomi"');
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body).toMatchObject({ code: 'access.token-missing' });
  });

  it('refuses a token that is forged, foreign, unsigned or expired', async () => {
    const other = await loadIssuerKeys(undefined);
    const mine = app.get<IssuerKeys>(ISSUER_KEYS, { strict: false });
    const claims = { role: 'admin', client_id: 'demo-admin' };
    const sign = (key: typeof mine, change: (jwt: SignJWT) => SignJWT, typ = 'at+jwt'): Promise<string> =>
      change(
        new SignJWT(claims)
          .setProtectedHeader({ alg: 'ES256', kid: mine.keyId, typ })
          .setIssuer(ISSUER)
          .setAudience('hinomi')
          .setSubject('demo-admin')
          .setExpirationTime(now / 1000 + 60),
      ).sign(key.privateKey);
    expect((await get('/doors/read', await sign(mine, (jwt) => jwt))).status).toBe(200);
    const unsigned = `${btoa('{"alg":"none","typ":"at+jwt"}')}.${btoa(JSON.stringify({ ...claims, exp: now }))}.`;
    const bad = [
      await sign(other, (jwt) => jwt),
      await sign(mine, (jwt) => jwt.setIssuer('http://elsewhere')),
      await sign(mine, (jwt) => jwt.setAudience('elsewhere')),
      await sign(mine, (jwt) => jwt.setExpirationTime(now / 1000 - 1)),
      await sign(mine, (jwt) => jwt, 'JWT'),
      unsigned,
      'abc',
    ];
    for (const token of bad) {
      expect(await get('/doors/read', token)).toMatchObject({ status: 401, body: { code: 'access.token-invalid' } });
    }
  });

  it('refuses a token after its hour', async () => {
    const token = await tokenOf('demo-admin');
    now += 3601 * 1000;
    expect((await get('/doors/read', token)).status).toBe(401);
    now -= 3601 * 1000;
  });

  it('refuses a role without the permission', async () => {
    const ask = async (client: string) => call(app, '/doors/run', { token: await tokenOf(client), json: {} });
    expect(await ask('demo-operator')).toMatchObject({ status: 201 });
    expect(await ask('demo-agency')).toMatchObject({ status: 403, body: { code: 'access.denied' } });
  });

  it('keeps a door closed that names no permission, even for an administrator', async () => {
    expect((await get('/doors/forgotten', await tokenOf('demo-admin'))).status).toBe(403);
  });

  it('leaves an open door open', async () => {
    expect(await get('/doors/open')).toMatchObject({ status: 200, text: 'open' });
  });

  it('answers what the web server refuses as problems too', async () => {
    const token = await tokenOf('demo-operator');
    const post = async (body: string, type: string) => {
      const reply = await call(app, '/doors/run', { token, form: body, headers: { 'content-type': type } });
      expect(reply.headers.get('content-type')).toContain('application/problem+json');
      return reply.status;
    };
    expect(await post('{', 'application/json')).toBe(400);
    expect(await post('<a/>', 'application/xml')).toBe(415);
    expect(await post(JSON.stringify('x'.repeat(3000)), 'application/json')).toBe(413);
    expect(await get('/nowhere')).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });
});

it('refuses demonstration tokens when the hub runs without demonstration accounts', async () => {
  const token = await tokenOf('demo-admin');
  const strict = await startApp({ demonstration: false });
  const read = await call(strict, '/doors/read', { token });
  const again = await call(strict, '/oauth/token', { form: signIn('demo-admin', 'demo') });
  await strict.close();
  expect([read.status, again.status]).toEqual([401, 401]);
});
