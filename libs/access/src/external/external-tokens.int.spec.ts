import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ProblemFilter } from '@hinomi/service-kit';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AccessModule } from '../access.module.js';
import { signInOffer, type AccessSettings, type ExternalIssuer } from '../access-settings.js';
import { loadIssuerKeys, type IssuerKeys } from '../issuer/signing-keys.js';
import { ExternalTokens } from './external-tokens.js';
import { SignJWT } from 'jose';

/** Another provider in another process: the same library as ours, with tokens as Keycloak shapes them. */
class StandIn {
  private constructor(
    readonly issuer: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(): Promise<StandIn> {
    const child = fork(fileURLToPath(new URL('./keycloak-stand-in.suite.mjs', import.meta.url)), {
      execArgv: [],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    const { issuer } = await said<{ issuer: string }>(child);
    return new StandIn(issuer, child);
  }

  async tokenOf(client: string): Promise<string> {
    const form = { grant_type: 'client_credentials', client_id: client, client_secret: 'secret' };
    const reply = await fetch(`${this.issuer}/token`, { method: 'POST', body: new URLSearchParams(form) });
    const body = (await reply.json()) as { access_token?: string };
    if (body.access_token === undefined) throw new Error(JSON.stringify(body));
    return body.access_token;
  }

  async renewKey(): Promise<void> {
    const renewed = said(this.child);
    this.child.send({});
    await renewed;
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await gone;
  }
}

function said<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as T));
    child.once('exit', (code) => reject(new Error(`the provider ended with ${code}`)));
  });
}

let provider: StandIn;
let app: NestFastifyApplication;
let base: string;

async function startHub(external: ExternalIssuer): Promise<NestFastifyApplication> {
  const settings: AccessSettings = { issuer: () => base, demonstration: false, external, now: Date.now };
  @Module({ imports: [AccessModule.register(settings)] })
  class TestModule {}
  const made = await NestFactory.create<NestFastifyApplication>(TestModule, new FastifyAdapter(), {
    logger: false,
    abortOnError: false,
  });
  made.useGlobalFilters(new ProblemFilter());
  await made.listen(0, '127.0.0.1');
  return made;
}

async function me(token: string, of = app) {
  const reply = await fetch(`${await of.getUrl()}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } });
  return { status: reply.status, headers: reply.headers, body: (await reply.json()) as Record<string, unknown> };
}

beforeAll(async () => {
  provider = await StandIn.start();
  app = await startHub({ url: provider.issuer });
  base = await app.getUrl();
});
afterAll(async () => {
  await app.close();
  await provider.stop();
});

describe('a provider elsewhere', () => {
  it('says who somebody is, as Keycloak writes it', async () => {
    expect((await me(await provider.tokenOf('kc-operator'))).body).toMatchObject({
      clientId: 'kc-operator',
      name: '花子',
      role: 'operator',
      agency: 'Ishikawa prefecture',
      jurisdiction: '17',
    });
    expect((await me(await provider.tokenOf('kc-lists'))).body).toMatchObject({
      role: 'shelter',
      agency: 'Wajima',
      jurisdiction: '17204',
      shelters: ['town/1', 'town/2'],
    });
    expect((await me(await provider.tokenOf('kc-one-shelter'))).body).toMatchObject({ shelters: ['town/1'] });
    expect((await me(await provider.tokenOf('kc-several'))).body).toMatchObject({
      role: 'admin',
      jurisdiction: null,
      shelters: null,
    });
  });

  it.each(['kc-no-role', 'kc-no-place', 'kc-no-shelter', 'kc-odd-shelters', 'kc-id-token', 'kc-other-audience'])(
    'lets nobody in with %s',
    async (client) => {
      expect(await me(await provider.tokenOf(client))).toMatchObject({
        status: 401,
        body: { code: 'access.token-invalid' },
      });
    },
  );

  it('is believed for its own keys only', async () => {
    const mine: IssuerKeys = await loadIssuerKeys(undefined);
    const forged = await new SignJWT({ realm_access: { roles: ['admin'] }, azp: 'x', typ: 'Bearer' })
      .setProtectedHeader({ alg: 'ES256', kid: mine.keyId })
      .setIssuer(provider.issuer)
      .setAudience('hinomi')
      .setSubject('x')
      .setExpirationTime('1m')
      .sign(mine.privateKey);
    expect((await me(forged)).status).toBe(401);
    expect((await me('garbage')).status).toBe(401);
  });

  it('is what this hub names as its issuer, and this hub makes no tokens', async () => {
    const discovery = await fetch(`${base}/.well-known/openid-configuration`);
    expect(await discovery.json()).toMatchObject({ issuer: provider.issuer });
    for (const door of ['/oauth/token', '/api/v1/accounts', '/sign-in/setup']) {
      expect((await fetch(`${base}${door}`, { method: door === '/oauth/token' ? 'POST' : 'GET' })).status).toBe(404);
    }
    const offer = signInOffer({
      issuer: () => base,
      demonstration: true,
      external: { url: provider.issuer, clientId: 'town' },
      now: Date.now,
    });
    expect(offer).toEqual({ issuer: provider.issuer, clientId: 'town', demonstration: false });
  });

  it('may name its claims otherwise', async () => {
    const claims = { role: 'hinomi.is', jurisdiction: 'hinomi.at' };
    const other = await startHub({ url: provider.issuer, claims });
    expect((await me(await provider.tokenOf('kc-custom'), other)).body).toMatchObject({
      role: 'medic',
      jurisdiction: '13',
    });
    await other.close();
  });

  it('may change its key', async () => {
    const tokens = new ExternalTokens({ url: provider.issuer }, Date.now, 0);
    expect(await tokens.payloadOf(await provider.tokenOf('kc-operator'))).toMatchObject({ azp: 'kc-operator' });
    await provider.renewKey();
    expect(await tokens.payloadOf(await provider.tokenOf('kc-operator'))).toMatchObject({ azp: 'kc-operator' });
  });

  it('that does not answer is tried again later, and those it let in before stay in', async () => {
    const gone = await StandIn.start();
    const [known, unknown] = [await startHub({ url: gone.issuer }), await startHub({ url: gone.issuer })];
    const token = await gone.tokenOf('kc-operator');
    expect((await me(token, known)).status).toBe(200);
    await gone.stop();
    expect((await me(token, known)).status).toBe(200);
    const answer = await me(token, unknown);
    expect(answer).toMatchObject({ status: 503, body: { code: 'access.issuer-unavailable' } });
    expect(answer.headers.get('retry-after')).not.toBeNull();
    await Promise.all([known.close(), unknown.close()]);
  });
});
