import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Account, AccountReply, MachineClientReply, Me, NewAccount, Role } from '@hinomi/contracts';
import { ProblemFilter } from '@hinomi/service-kit';
import { openTestStore, type TestStore } from '@hinomi/store';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { AccessModule } from './access.module.js';
import { ACCESS_TABLES } from './access-tables.js';
import { HostCheck } from './host-check.js';
import { AccountRow } from './accounts/account.entity.js';
import { IssuedRow } from './issuer/issued.entity.js';
import { securityHeaders } from './security-headers.js';
import { FirstAdministrator } from './sign-in/first-administrator.js';
import { TestBrowser } from './sign-in.suite.js';

const LONG_MS = 60_000;
const PASSWORD = 'a tower on a hill';

interface Hub {
  app: NestFastifyApplication;
  base: string;
}

let store: TestStore;
let hub: Hub;
let admin: string;

/** `base`: of another gateway on the same store, which the issuer's name is the same for. */
async function startHub(demonstration: boolean, issuer?: string): Promise<Hub> {
  let base = '';
  @Module({
    imports: [AccessModule.register({ issuer: () => issuer ?? base, demonstration, store, now: Date.now })],
  })
  class TestModule {}
  const app = await NestFactory.create<NestFastifyApplication>(TestModule, new FastifyAdapter(), {
    logger: false,
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter());
  // As the hub does for every request.
  const { refuseOthers } = new HostCheck({ host: 'localhost', tls: 'none' });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', refuseOthers);
  fastify.addHook('onRequest', async (_request, reply) => void reply.header('strict-transport-security', 'max-age=9'));
  await app.listen(0, '127.0.0.1');
  base = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  return { app, base };
}

async function call(path: string, token: string, json?: unknown, method = 'POST', base = hub.base) {
  const reply = await fetch(`${base}${path}`, {
    ...(json === undefined ? {} : { method, body: JSON.stringify(json) }),
    headers: {
      authorization: `Bearer ${token}`,
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    },
  });
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
}

async function makePerson(
  username: string,
  role: Role,
  over: Partial<NewAccount> = {},
): Promise<Required<AccountReply>> {
  const wish = { username, name: `Person ${username}`, role, agency: null, jurisdiction: null, ...over };
  const { status, body } = await call('/api/v1/accounts', admin, wish);
  expect(status).toBe(201);
  return body as unknown as Required<AccountReply>;
}

const browser = (base = hub.base, headers = {}) => new TestBrowser(base, headers);
/** What a page says went wrong. */
const wrongIn = (page: string) => /role="alert">([^<]*)</.exec(page)?.[1];
const meOf = async (token: string, base = hub.base) => call('/api/v1/me', token, undefined, 'GET', base);

beforeAll(async () => {
  store = await openTestStore([ACCESS_TABLES]);
  hub = await startHub(false);
}, LONG_MS);
afterAll(async () => {
  await hub.app.close();
  await store.remove();
}, LONG_MS);

describe('the first administrator', () => {
  it('is made at the address that was printed, once', async () => {
    const address = await hub.app.get(FirstAdministrator).setupAddress();
    expect(address).toMatch(/\/sign-in\/setup\?code=.{43}$/);
    const code = new URL(address!).searchParams.get('code')!;
    const form = await fetch(address!);
    expect(form.status).toBe(200);
    expect(await form.text()).toContain('最初の管理者を登録');

    const make = (over: Record<string, string>) =>
      browser().post('/sign-in/setup', { code, username: 'hanako', name: '花子', newPassword: PASSWORD, ...over });
    expect((await make({ newPassword: 'short' })).status).toBe(422);
    expect((await make({ newPassword: 'hanako hanako' })).status).toBe(422);
    expect((await make({ code: 'guessed' })).status).toBe(403);
    const nameless = await make({ name: ' ', lang: 'en' });
    expect([nameless.status, wrongIn(await nameless.text())]).toEqual([422, 'Write the full name.']);
    expect((await make({})).status).toBe(303);
    expect((await make({ username: 'second' })).status).toBe(403);
    expect((await fetch(address!)).status).toBe(403);
    expect(await hub.app.get(FirstAdministrator).setupAddress()).toBeNull();
  });

  it('signs in and keeps no readable password', async () => {
    const granted = await browser().signIn('hanako', PASSWORD);
    admin = granted['access_token']!;
    expect((await meOf(admin)).body).toMatchObject({ name: '花子', role: 'admin', clientId: 'hinomi-web' });
    const row = await store.dataSource.manager.findOneByOrFail(AccountRow, { username: 'hanako' });
    expect(row.passwordHash).toMatch(/^\$argon2id\$/);
  });
});

describe('signing in', () => {
  it('gives tokens of ten minutes that say who it is, and an id token for the page', async () => {
    const { password } = await makePerson('taro', 'shelter', { agency: 'Wajima city', jurisdiction: '17204' });
    const granted = await browser().signIn('taro', password);
    const claims = decodeJwt(granted['access_token']!);
    expect(decodeProtectedHeader(granted['access_token']!)).toMatchObject({ typ: 'at+jwt', alg: 'ES256' });
    expect(claims).toMatchObject({ iss: hub.base, aud: 'hinomi', role: 'shelter', jurisdiction: '17204' });
    expect(claims.exp! - claims.iat!).toBe(600);
    expect(decodeJwt(granted['id_token']!)).toMatchObject({ aud: 'hinomi-web', preferred_username: 'taro' });
    const me = (await meOf(granted['access_token']!)).body as unknown as Me;
    expect(me).toMatchObject({ name: 'Person taro', agency: 'Wajima city', jurisdiction: '17204' });
    expect(me.permissions).not.toContain('feeds:write');
    // The id token is for the page, not for the hub.
    expect((await meOf(granted['id_token']!)).status).toBe(401);
  });

  it('shows a form without script, in three languages, that password managers know', async () => {
    const visitor = browser();
    const form = await visitor.begin({ ui_locales: 'en' });
    const texts = await Promise.all(
      ['', '?lang=ja', '?lang=easy'].map(async (query) => (await visitor.send(form + query)).text()),
    );
    expect(texts.map((text) => /<h1>(.*)<\/h1>/.exec(text)?.[1])).toEqual(['Sign in', 'サインイン', 'はいる']);
    for (const text of texts) {
      expect(text).not.toContain('<script');
      expect(text).toContain('autocomplete="username"');
      expect(text).toContain('autocomplete="current-password"');
      expect(text).not.toContain('demo-');
    }
  });

  it('says in words that the password is wrong, whoever it is, and gives no code', async () => {
    const visitor = browser();
    const form = await visitor.begin();
    for (const username of ['hanako', 'nobody', 'demo-admin', 'constructor', '<script>']) {
      const reply = await visitor.post(form, { username, password: 'demo', lang: 'ja' });
      const text = await reply.text();
      expect([reply.status, text.includes('利用者名かパスワードが違います。')]).toEqual([401, true]);
      expect(text).not.toContain('<script>');
    }
  });

  it('makes who guesses on wait, but not the others', async () => {
    await makePerson('guessed', 'agency');
    const visitor = browser();
    const form = await visitor.begin();
    const guess = async (): Promise<number> =>
      (await visitor.post(form, { username: 'guessed', password: 'guess' })).status;
    const answers = [];
    for (let n = 0; n < 7; n++) answers.push(await guess());
    expect(answers).toEqual([401, 401, 401, 401, 401, 429, 429]);
    expect(await browser().signIn('hanako', PASSWORD)).toHaveProperty('access_token');
  });

  it('needs the page’s own form: a post from elsewhere, or without its cookie, signs nobody in', async () => {
    const visitor = browser();
    const form = await visitor.begin();
    const right = { username: 'hanako', password: PASSWORD };
    const foreign = await visitor.send(form, {
      method: 'POST',
      body: new URLSearchParams(right),
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(foreign.status).toBe(403);
    expect((await browser().post(form, right)).status).toBe(410);
  });

  it('answers by the provider with the headers of every answer, and those that were on it', async () => {
    const { headers } = await browser().send('/oauth/authorize?client_id=hinomi-web&redirect_uri=x');
    for (const [name, value] of Object.entries(securityHeaders(null))) expect(headers.get(name)).toBe(value);
    expect(headers.get('strict-transport-security')).toBe('max-age=9');
  });

  it('sends codes to the page only, and only to who asked for them', async () => {
    expect(await browser().begin({ redirect_uri: 'https://elsewhere.example/' })).toContain('400');
    expect(await browser().begin({ code_challenge: '' })).toContain('error=invalid_request');
    const visitor = browser();
    const code = await visitor.finish(
      await visitor.post(await visitor.begin(), { username: 'hanako', password: PASSWORD }),
    );
    expect((await browser().exchange(code)).status).toBe(400);
    expect((await visitor.exchange(code)).status).toBe(200);
    expect((await visitor.exchange(code)).status).toBe(400);
  });
});

describe('a session', () => {
  it('renews with a token that is used once, and ends when an old one comes back', async () => {
    const visitor = browser();
    const first = await visitor.signIn('hanako', PASSWORD);
    const renew = (token: string) => visitor.grant({ grant_type: 'refresh_token', refresh_token: token });
    const second = await renew(first['refresh_token']!);
    expect(second.status).toBe(200);
    expect(second.body['refresh_token']).not.toBe(first['refresh_token']);
    expect((await meOf(second.body['access_token']!)).status).toBe(200);
    expect((await renew(first['refresh_token']!)).status).toBe(400);
    expect((await renew(second.body['refresh_token']!)).status).toBe(400);
  });

  it('is used by one of two that come at the same moment', async () => {
    const visitor = browser();
    const { refresh_token: token } = await visitor.signIn('hanako', PASSWORD);
    const both = await Promise.all(
      [1, 2].map(() => visitor.grant({ grant_type: 'refresh_token', refresh_token: token! })),
    );
    expect(both.filter(({ status }) => status === 200).length).toBeLessThan(2);
  });

  it('lets the browser in again without the form, until it signs out', async () => {
    const visitor = browser();
    const { id_token: idToken, refresh_token: token } = await visitor.signIn('hanako', PASSWORD);
    expect(await visitor.begin()).toContain('code=');
    const query = new URLSearchParams({ id_token_hint: idToken!, post_logout_redirect_uri: `${hub.base}/` });
    const asks = await visitor.send(`/oauth/end-session?${query.toString()}`);
    const text = await asks.text();
    expect(text).toContain('サインアウトしますか');
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
    const done = await visitor.post('/oauth/end-session/confirm', { xsrf, logout: 'yes' });
    expect(done.headers.get('location')).toBe(`${hub.base}/`);
    expect(await visitor.begin()).toContain('/sign-in/');
    expect((await visitor.grant({ grant_type: 'refresh_token', refresh_token: token! })).status).toBe(400);
  });

  it('keeps tokens unreadable in the store', async () => {
    const { refresh_token: token } = await browser().signIn('hanako', PASSWORD);
    const rows = await store.dataSource.manager.find(IssuedRow);
    expect(rows.some(({ model }) => model === 'RefreshToken')).toBe(true);
    expect(JSON.stringify(rows)).not.toContain(token!);
  });
});

describe('a change of an account', () => {
  it('ends the tokens of before at once, and the next ones say the new', async () => {
    const { account, password } = await makePerson('moving', 'shelter', { jurisdiction: '17204' });
    const visitor = browser();
    const before = await visitor.signIn('moving', password);
    expect((await meOf(before['access_token']!)).status).toBe(200);
    await call(`/api/v1/accounts/${account.id}`, admin, { jurisdiction: '17205' }, 'PATCH');
    expect((await meOf(before['access_token']!)).body).toMatchObject({ code: 'access.token-invalid' });
    const after = await visitor.grant({ grant_type: 'refresh_token', refresh_token: before['refresh_token']! });
    expect((await meOf(after.body['access_token']!)).body).toMatchObject({ jurisdiction: '17205' });
  });

  it('ends everything of a disabled account', async () => {
    const { account, password } = await makePerson('leaving', 'operator');
    const visitor = browser();
    const before = await visitor.signIn('leaving', password);
    const reply = await call(`/api/v1/accounts/${account.id}`, admin, { disabled: true }, 'PATCH');
    expect(reply.body).toMatchObject({ account: { disabled: true } });
    expect((await meOf(before['access_token']!)).status).toBe(401);
    expect((await visitor.grant({ grant_type: 'refresh_token', refresh_token: before['refresh_token']! })).status).toBe(
      400,
    );
    expect(await visitor.begin()).toContain('/sign-in/');
    expect((await visitor.post(await visitor.begin(), { username: 'leaving', password })).status).toBe(401);
  });

  it(
    'reaches another gateway of the same store within five seconds',
    async () => {
      const other = await startHub(false, hub.base);
      const { account, password } = await makePerson('far', 'operator');
      const { access_token: token } = await browser().signIn('far', password);
      expect((await meOf(token!, other.base)).status).toBe(200);
      await call(`/api/v1/accounts/${account.id}`, admin, { role: 'public' }, 'PATCH');
      const changedAt = Date.now();
      while ((await meOf(token!, other.base)).status === 200) await new Promise((resolve) => setTimeout(resolve, 100));
      expect(Date.now() - changedAt).toBeLessThan(5_000);
      await other.app.close();
    },
    LONG_MS,
  );

  it('never takes the last administrator away', async () => {
    const { body } = await meOf(admin);
    const last = (json: unknown) => call(`/api/v1/accounts/${body['subject'] as string}`, admin, json, 'PATCH');
    expect(await last({ disabled: true })).toMatchObject({ status: 409, body: { code: 'account.last-administrator' } });
    expect((await last({ role: 'operator' })).status).toBe(409);
    expect((await meOf(admin)).status).toBe(200);
  });

  it('is made by administrators only, and of what an account is', async () => {
    const { password } = await makePerson('curious', 'operator');
    const { access_token: token } = await browser().signIn('curious', password);
    const wish = { username: 'new-one', name: 'N', role: 'admin', agency: null, jurisdiction: null };
    expect((await call('/api/v1/accounts', token!, wish)).status).toBe(403);
    expect((await call('/api/v1/accounts', admin, { ...wish, jurisdiction: 'Tokyo' })).status).toBe(400);
    expect((await call('/api/v1/accounts', admin, { ...wish, passwordHash: 'x' })).status).toBe(400);
    expect(await call('/api/v1/accounts', admin, { ...wish, username: 'curious' })).toMatchObject({ status: 409 });
    expect(await call('/api/v1/accounts', admin, { ...wish, username: 'demo-admin' })).toMatchObject({ status: 409 });
  });

  it('is of the jurisdiction of whoever makes it, where they have one', async () => {
    const { password } = await makePerson('town-admin', 'admin', { jurisdiction: '17204' });
    const { account: other } = await makePerson('elsewhere', 'operator');
    const { access_token: token } = await browser().signIn('town-admin', password!);
    const wish = { username: 'town-two', name: 'N', role: 'operator', agency: null, jurisdiction: '17204' };
    for (const jurisdiction of [null, '17', '17205']) {
      expect((await call('/api/v1/accounts', token!, { ...wish, jurisdiction })).status).toBe(403);
      const machine = { clientId: 'town-machine', name: 'M', role: 'agency', agency: null, jurisdiction };
      expect((await call('/api/v1/clients', token!, machine)).status).toBe(403);
    }
    const { status, body } = await call('/api/v1/accounts', token!, wish);
    expect(status).toBe(201);
    const { id } = (body as unknown as AccountReply).account;
    expect((await call(`/api/v1/accounts/${id}`, token!, { jurisdiction: null }, 'PATCH')).status).toBe(403);
    expect((await call(`/api/v1/accounts/${other.id}`, token!, { disabled: true }, 'PATCH')).status).toBe(404);
    const { accounts } = (await call('/api/v1/accounts', token!, undefined, 'GET')).body as { accounts: Account[] };
    expect(accounts.map(({ username }) => username)).toEqual(expect.arrayContaining(['town-admin', 'town-two']));
    expect(accounts.filter(({ jurisdiction }) => jurisdiction !== '17204')).toEqual([]);
  });

  it('lets a person choose another password, which ends what was open', async () => {
    const { password } = await makePerson('choosing', 'medic');
    const { access_token: token } = await browser().signIn('choosing', password);
    const change = (over: Record<string, string>) =>
      browser().post('/sign-in/password', { username: 'choosing', password, newPassword: PASSWORD, ...over });
    expect((await change({ password: 'wrong' })).status).toBe(422);
    expect((await change({})).status).toBe(200);
    expect((await meOf(token!)).status).toBe(401);
    expect(await browser().signIn('choosing', PASSWORD)).toHaveProperty('access_token');
  });

  it('knows the person however the name is typed, and makes guesses wait as the sign-in does', async () => {
    await makePerson('typing', 'medic');
    const guess = (username: string) =>
      browser().post('/sign-in/password', { username, password: 'guess', newPassword: PASSWORD });
    const answers = [];
    for (const username of ['typing', 'Typing', ' typing', 'TYPING ', 'typing', 'tYping'])
      answers.push((await guess(username)).status);
    expect(answers).toEqual([422, 422, 422, 422, 422, 429]);
    expect(Number((await guess('typing')).headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('a machine', () => {
  const tokenOf = async (id: string, secret: string) => {
    const form = { grant_type: 'client_credentials', client_id: id, client_secret: secret };
    const reply = await fetch(`${hub.base}/oauth/token`, { method: 'POST', body: new URLSearchParams(form) });
    return { status: reply.status, token: ((await reply.json()) as Record<string, string>)['access_token'] ?? '' };
  };

  it('gets a secret once, tokens of an hour, and loses them with a change', async () => {
    const wish = { clientId: 'river-gauges', name: 'Gauges', role: 'operator', agency: 'ishikawa', jurisdiction: '17' };
    const made = (await call('/api/v1/clients', admin, wish)).body as unknown as Required<MachineClientReply>;
    expect(JSON.stringify((await call('/api/v1/clients', admin, undefined, 'GET')).body)).not.toContain(made.secret);
    const { token } = await tokenOf('river-gauges', made.secret);
    expect((await meOf(token)).body).toMatchObject({
      clientId: 'river-gauges',
      agency: 'ishikawa',
      jurisdiction: '17',
    });
    expect((await tokenOf('river-gauges', 'guess')).status).toBe(401);

    const change = (json: unknown) => call(`/api/v1/clients/${made.client.id}`, admin, json, 'PATCH');
    const renewed = (await change({ resetSecret: true })).body as unknown as Required<MachineClientReply>;
    expect((await meOf(token)).status).toBe(401);
    expect((await tokenOf('river-gauges', made.secret)).status).toBe(401);
    const { token: newer } = await tokenOf('river-gauges', renewed.secret);
    expect((await meOf(newer)).status).toBe(200);
    await change({ disabled: true });
    expect((await meOf(newer)).status).toBe(401);
    expect((await tokenOf('river-gauges', renewed.secret)).status).toBe(401);
  });
});

describe('a demonstration', () => {
  it(
    'offers its people without a password, on this machine only',
    async () => {
      const warn = jest.spyOn(console, 'warn');
      const demo = await startHub(true);
      const visitor = browser(demo.base);
      const form = await visitor.begin();
      expect(await (await visitor.send(form)).text()).toContain('value="demo-medic"');
      const { body } = await visitor.exchange(
        await visitor.finish(await visitor.post(form, { demonstration: 'demo-medic' })),
      );
      expect((await meOf(body['access_token']!, demo.base)).body).toMatchObject({
        subject: 'demo-medic',
        role: 'medic',
      });
      expect(await browser(demo.base).signIn('demo-agency', 'demo')).toHaveProperty('refresh_token');

      const far = browser(demo.base, { 'x-forwarded-for': '203.0.113.9' });
      const farForm = await far.begin();
      expect(await (await far.send(farForm)).text()).not.toContain('demo-medic');
      expect((await far.post(farForm, { demonstration: 'demo-medic' })).status).toBe(401);
      expect((await far.post(farForm, { username: 'demo-medic', password: 'demo' })).status).toBe(401);
      expect((await meOf(body['access_token']!)).status).toBe(401);
      expect(warn).not.toHaveBeenCalled();
      await demo.app.close();
    },
    LONG_MS,
  );
});
