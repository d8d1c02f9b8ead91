import { X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import type http from 'node:http';
import https from 'node:https';
import path from 'node:path';
import tls from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { HubEnded, HubProcess, eventually, temporaryFolder } from '@hinomi/testing';
import { NEEDS_CHROMIUM, chromiumPath, launchBrowser, violationsOf } from './browser.js';
import { command, failingCommand } from './command.js';
import { NEEDS_CERTUTIL, hasCertutil, trustingHome } from './trusting-home.js';

jest.setTimeout(240_000);

const TLS = 'services/hub/dist/tls/make-tls.js';
const HOST = 'hinomi.test';
const OTHER = 'other.test';
const PASSWORD = 'tower-over-the-harbour-7';
/** The name leads to this machine; the traffic stays on loopback. */
const NAMED = { HINOMI_HOST: HOST, HINOMI_BIND: '127.0.0.1' };
const RESOLVE = [`--host-resolver-rules=MAP ${HOST} 127.0.0.1, MAP ${OTHER} 127.0.0.1`];

const lacking = [...(chromiumPath === null ? [NEEDS_CHROMIUM] : []), ...(hasCertutil ? [] : [NEEDS_CERTUTIL])];
const withBrowser = lacking.length > 0 ? describe.skip : describe;
const suffix = lacking.length > 0 ? ` (${lacking.join('; ')})` : '';

const folder = temporaryFolder('https');
const dataDir = path.join(folder.path, 'data');
const authorityFile = path.join(dataDir, 'tls/authority.pem');
let hub: HubProcess;
let authority: string;

interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

/** Asks the hub over HTTPS as a program does that knows the authority. */
function ask(pathname: string, more: https.RequestOptions & { body?: string } = {}): Promise<Answer> {
  const { headers = { host: `${HOST}:${hub.port}` }, body, ...options } = more;
  return new Promise((resolve, reject) => {
    const target = { host: '127.0.0.1', port: hub.port, servername: HOST, ca: authority, path: pathname, agent: false };
    const request = https.request({ ...target, ...options, headers } as https.RequestOptions, (reply) => {
      const parts: Buffer[] = [];
      reply.on('data', (part: Buffer) => parts.push(part));
      reply.once('end', () => {
        const { statusCode: status = 0, headers: found } = reply;
        resolve({ status, headers: found, body: Buffer.concat(parts).toString() });
      });
    });
    request.once('error', reject).end(body);
  });
}

/** The fingerprint of the certificate that the hub shows to a caller who knows the authority. */
function shown(): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = tls.connect({ host: '127.0.0.1', port: hub.port, servername: HOST, ca: authority }, () => {
      resolve(socket.getPeerCertificate().fingerprint256);
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

beforeAll(async () => {
  command(TLS, [HOST], { HINOMI_DATA_DIR: dataDir });
  authority = readFileSync(authorityFile, 'utf8');
  hub = await HubProcess.start({ dataDir, env: NAMED });
});
afterAll(async () => {
  await hub?.end('SIGINT');
  folder.remove();
});

describe('a hub that others reach', () => {
  it('does not start without a certificate, and says how to make one', async () => {
    const bare = temporaryFolder('https-bare');
    const env = { HINOMI_HOST: HOST };
    const ended = await HubProcess.start({ dataDir: bare.path, env }).catch((error: unknown) => error as HubEnded);
    bare.remove();
    expect(ended).toBeInstanceOf(HubEnded);
    expect((ended as HubEnded).output.trim()).toMatch(/^[^\n]*HTTPS only[^\n]*npm run tls -- hinomi\.test[^\n]*$/);
  });

  it('does not start under a name that its certificate does not cover', async () => {
    const env = { ...NAMED, HINOMI_HOST: OTHER };
    const ended = await HubProcess.start({ dataDir, env }).catch((error: unknown) => error as HubEnded);
    expect((ended as HubEnded).output).toMatch(/does not cover other\.test; it is for hinomi\.test/);
  });

  it('says its address, and where the first administrator is made', () => {
    expect(hub.url).toBe(`https://${HOST}:${hub.port}/`);
    expect(hub.output).toContain(`${hub.url}sign-in/setup?code=`);
  });

  it('is trusted by whoever knows the authority, and by nobody else', async () => {
    expect(await ask('/healthz')).toMatchObject({ status: 200 });
    await expect(ask('/healthz', { ca: tls.rootCertificates[0] })).rejects.toThrow(/certificate/);
    await expect(ask('/healthz', { servername: OTHER })).rejects.toThrow(/does not match/);
  });

  it('answers under its own name and to its own machine only, and says what to set', async () => {
    const refused = await ask('/healthz', { headers: { host: `${OTHER}:${hub.port}` } });
    expect(refused.status).toBe(421);
    expect(JSON.parse(refused.body).detail).toMatch(/npm run tls -- other\.test.*HINOMI_HOST=other\.test/);
    expect(await ask('/healthz', { servername: 'localhost', headers: { host: 'localhost' } })).toMatchObject({
      status: 200,
    });
  });

  it('has no demonstration people, clients or tokens', async () => {
    const { issuer, token_endpoint: token } = JSON.parse((await ask('/.well-known/openid-configuration')).body);
    expect([issuer, token]).toEqual([`https://${HOST}:${hub.port}`, `https://${HOST}:${hub.port}/oauth/token`]);
    for (const client of ['demo-admin', 'demo-operator', 'demo-public']) {
      const body = `grant_type=client_credentials&client_id=${client}&client_secret=demo`;
      const headers = { host: `${HOST}:${hub.port}`, 'content-type': 'application/x-www-form-urlencoded' };
      expect(await ask('/oauth/token', { method: 'POST', headers, body })).toMatchObject({ status: 401 });
    }
    expect(JSON.parse((await ask('/api/v1/status')).body)).toMatchObject({ demonstration: false });
    expect((await ask('/api/v1/picture')).status).toBe(401);
  });

  it('lets no page of another address open a socket or change anything', async () => {
    const from = (origin: string) => ({ host: `${HOST}:${hub.port}`, origin });
    const socket = '/socket.io/?EIO=4&transport=polling';
    expect((await ask(socket, { headers: from('https://evil.example') })).status).toBe(403);
    expect((await ask(socket, { headers: from(`http://${HOST}:${hub.port}`) })).status).toBe(403);
    expect((await ask(socket, { headers: from(`https://${HOST}:${hub.port}`) })).status).toBe(200);
    const posted = await ask('/oauth/token', { method: 'POST', headers: from('https://evil.example') });
    expect([posted.status, JSON.parse(posted.body).code]).toEqual([403, 'access.origin-refused']);
    expect((await ask('/api/v1/status', { headers: from('https://evil.example') })).headers).not.toHaveProperty(
      'access-control-allow-origin',
    );
  });

  it('binds its cookies to itself and to HTTPS', async () => {
    const query = new URLSearchParams({
      ...{ client_id: 'hinomi-web', response_type: 'code', scope: 'openid', redirect_uri: hub.url },
      ...{ code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' },
    });
    const begun = await ask(`/oauth/authorize?${query.toString()}`);
    const cookies = [begun, await ask('/oauth/end-session')].flatMap(({ headers }) => headers['set-cookie'] ?? []);
    const names = new Set(cookies.map((cookie) => cookie.split('=', 1)[0]!.replace(/\.sig$/, '')));
    expect([...names].sort()).toEqual([
      '__Host-hinomi-session',
      '__Secure-hinomi-sign-in',
      '__Secure-hinomi-sign-in-end',
    ]);
    const loose = cookies.filter((cookie) =>
      ['; secure', '; httponly', '; samesite=lax'].some((word) => !cookie.toLowerCase().includes(word)),
    );
    expect([loose, cookies.filter((cookie) => /domain=/i.test(cookie))]).toEqual([[], []]);
    expect(cookies.filter((each) => each.startsWith('__Host-') && !/; path=\/(;|$)/.test(each))).toEqual([]);
  });

  it('answers plain HTTP with the right address and nothing else', async () => {
    const reply = await fetch(`http://127.0.0.1:${hub.port}/api/v1/status`, { redirect: 'manual' });
    expect([reply.status, reply.headers.get('location')]).toEqual([307, `${hub.url}api/v1/status`]);
    const posted = await fetch(`http://127.0.0.1:${hub.port}/oauth/token`, { method: 'POST', body: 'secret' });
    expect([posted.status, await posted.text()]).toEqual([400, expect.stringMatching(/HTTPS only/)]);
  });

  it('shows a renewed certificate of the same authority without a restart', async () => {
    const before = await shown();
    command(TLS, [], { HINOMI_DATA_DIR: dataDir });
    const renewed = new X509Certificate(readFileSync(path.join(dataDir, 'tls/cert.pem'))).fingerprint256;
    expect(renewed).not.toBe(before);
    expect(await eventually(shown, (now) => now !== before)).toBe(renewed);
  });

  it('is not widened by a slip of the operator', () => {
    const slip = (...args: string[]) => failingCommand(TLS, args, { HINOMI_DATA_DIR: dataDir }).stderr;
    expect(slip('https://hinomi.test:8080')).toMatch(/give the name alone, hinomi\.test/);
    expect(slip(OTHER)).toMatch(/vouches for hinomi\.test only, and not for other\.test.*--new-authority/);
    expect(slip('--new-autority')).toMatch(/is no option/);
  });
});

withBrowser(`a tablet at a hub that others reach${suffix}`, () => {
  let trusting: Browser;
  let stranger: Browser;
  const pages: Page[] = [];
  const open = async (browser: Browser, more: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1024, height: 768 }, locale: 'ja-JP', ...more });
    const page = await context.newPage();
    pages.push(page);
    return page;
  };
  const shoot = async (page: Page, name: string): Promise<void> => {
    mkdirSync('e2e/artifacts', { recursive: true });
    await page.screenshot({ path: `e2e/artifacts/${name}.png`, fullPage: true });
  };

  beforeAll(async () => {
    const home = trustingHome(path.join(folder.path, 'home'), authorityFile);
    trusting = await launchBrowser({ args: RESOLVE, home });
    stranger = await launchBrowser({ args: RESOLVE, home: path.join(folder.path, 'empty') });
  });
  afterEach(async () => {
    await Promise.all(pages.splice(0).map((page) => page.context().close()));
  });
  afterAll(async () => {
    await trusting?.close();
    await stranger?.close();
  });

  it('refuses the hub while it does not trust the authority', async () => {
    const page = await open(stranger);
    await expect(page.goto(hub.url)).rejects.toThrow(/ERR_CERT_AUTHORITY_INVALID/);
  });

  it('opens it without a warning once it does, also when https:// was forgotten', async () => {
    const page = await open(trusting);
    await page.goto(`http://${HOST}:${hub.port}/trust`);
    expect(page.url()).toBe(`${hub.url}trust`);
    expect(await page.evaluate(() => window.isSecureContext)).toBe(true);
  });

  it('refuses it under a second name', async () => {
    const page = await open(trusting);
    await expect(page.goto(`https://${OTHER}:${hub.port}/`)).rejects.toThrow(/ERR_CERT_COMMON_NAME_INVALID/);
  });

  it.each([
    ['ja', 'この端末にハブを信頼させる'],
    ['en', 'Make this device trust the hub'],
    ['easy', 'ハブを'],
  ])('reads in %s how to trust it, accessibly', async (language, title) => {
    const page = await open(trusting);
    await page.goto(`${hub.url}trust?lang=${language}`);
    expect(await page.locator('h1').textContent()).toContain(title);
    const fingerprint = new X509Certificate(authority).fingerprint256.replaceAll(':', '');
    const told = (await page.getByTestId('sha256').textContent()) ?? '';
    expect(told.replaceAll(/[^0-9A-F]/g, '')).toBe(fingerprint);
    await page
      .locator('details')
      .evaluateAll((all) => all.forEach((each) => ((each as HTMLDetailsElement).open = true)));
    expect(await violationsOf(page)).toEqual([]);
    expect(await page.locator('img').evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
    await shoot(page, `trust-${language}`);
  });

  it.each([
    ['ipad', 'Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15'],
    ['android', 'Mozilla/5.0 (Linux; Android 15; SM-X210) AppleWebKit/537.36 Chrome/140 Safari/537.36'],
  ])('sees the steps of an %s first, without a sideways scroll', async (device, userAgent) => {
    const page = await open(trusting, { userAgent, viewport: { width: 360, height: 740 } });
    await page.goto(`${hub.url}trust`);
    expect(await page.locator('details[open]').getAttribute('data-device')).toBe(device);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });

  it('is handed the authority, and nothing secret', async () => {
    const certificate = await ask('/trust/hinomi-authority.crt');
    expect(certificate.headers['content-type']).toBe('application/x-x509-ca-cert');
    const profile = await ask('/trust/hinomi-authority.mobileconfig');
    expect(profile.headers['content-type']).toBe('application/x-apple-aspen-config');
    const der = /<key>PayloadContent<\/key><data>([^<]+)<\/data>/.exec(profile.body)?.[1] ?? '';
    expect(new X509Certificate(Buffer.from(der, 'base64')).fingerprint256).toBe(
      new X509Certificate(authority).fingerprint256,
    );
    for (const file of ['key.pem', 'authority-key.pem', '../tls/key.pem', '%2e%2e%2ftls%2fkey.pem']) {
      expect([403, 404]).toContain((await ask(`/trust/${file}`)).status);
    }
  });

  it('signs in as a real administrator and sees the live picture', async () => {
    const page = await open(trusting);
    const sockets: string[] = [];
    page.on('websocket', (socket) => sockets.push(socket.url()));
    await page.goto(/https:\S+\/sign-in\/setup\?code=\S+/.exec(hub.output)?.[0] ?? '');
    await page.locator('[name="name"]').fill('本部 花子');
    await page.locator('[name="username"]').fill('hanako');
    await page.locator('[name="newPassword"]').fill(PASSWORD);
    await page.locator('button[type="submit"]').click();
    // The set-up makes the account and signs nobody in: the page sends to the sign-in, as it sends everybody.
    await page.locator('[name="password"]').waitFor({ timeout: 60_000 });
    await page.locator('[name="username"]').fill('hanako');
    await page.locator('[name="password"]').fill(PASSWORD);
    await page.locator('button[type="submit"]').first().click();
    await page.locator('[data-testid="live-state"][data-state="live"]').waitFor({ timeout: 60_000 });
    expect(sockets.some((url) => url.startsWith(`wss://${HOST}:${hub.port}/`))).toBe(true);
    const cookies = await page.context().cookies();
    expect(cookies.length).toBeGreaterThan(0);
    expect(cookies.filter(({ secure, httpOnly, sameSite }) => !secure || !httpOnly || sameSite === 'None')).toEqual([]);
    await shoot(page, 'https-console');
  });
});
