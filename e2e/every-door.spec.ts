import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEMO_CLIENTS, ROLES, type DemoClient, type Role } from '@hinomi/contracts';
import { temporaryFolder } from '@hinomi/testing';
import { exportJWK, generateKeyPair } from 'jose';
import { io } from 'socket.io-client';
import { EaredHub } from './doors/eared-hub.js';

const LONG_MS = 120_000;

/** Who gets through a door: everybody without a token, or these roles. */
type Door = 'open' | readonly Role[];
const EVERYONE = ROLES;
const RESPONDERS: readonly Role[] = ROLES.filter((role) => role !== 'public');
const REPORTERS: readonly Role[] = ['admin', 'operator', 'shelter'];
const HEADQUARTERS: readonly Role[] = ['admin', 'operator'];
const ADMIN: readonly Role[] = ['admin'];
const OPENERS: readonly Role[] = RESPONDERS.filter((role) => role !== 'pharmacist');
const CARE: readonly Role[] = ['medic'];
const RECEPTION: readonly Role[] = ['shelter', 'medic'];
const AGENCIES: readonly Role[] = ['agency', 'operator', 'admin'];
const PHARMACY: readonly Role[] = ['pharmacist'];

/** Every door of the hub. A route or message that is not in this table fails the test. */
const DOORS: Readonly<Record<string, Door>> = {
  'GET /healthz': 'open',
  'GET /readyz': 'open',
  'GET /metrics': 'open',
  'GET /api/v1/status': 'open',
  'GET /*': 'open',
  'GET /basemap/*': 'open',
  'GET /map-layers/*': 'open',

  'GET /.well-known/openid-configuration': 'open',
  'GET /oauth/jwks': 'open',
  'POST /oauth/token': 'open',
  'OPTIONS /oauth/token': 'open',
  'GET /oauth/authorize': 'open',
  'GET /oauth/authorize/:uid': 'open',
  'POST /oauth/revoke': 'open',
  'GET /oauth/end-session': 'open',
  'POST /oauth/end-session/confirm': 'open',
  'GET /oauth/end-session/success': 'open',
  'GET /sign-in/assets/sign-in.css': 'open',
  'GET /sign-in/assets/:font': 'open',
  'GET /sign-in/setup': 'open',
  'POST /sign-in/setup': 'open',
  'GET /sign-in/password': 'open',
  'POST /sign-in/password': 'open',
  'GET /sign-in/:uid': 'open',
  'POST /sign-in/:uid': 'open',

  'GET /find': 'open',
  'GET /find/*': 'open',
  'POST /find/*': 'open',
  'GET /find/find.css': 'open',
  'GET /find/find.js': 'open',
  'GET /api/v1/public/shelters': 'open',
  'POST /api/v1/public/shelters': 'open',
  'GET /api/v1/public/openapi.json': 'open',

  'GET /api/v1/me': EVERYONE,
  'GET /api/v1/accounts': ADMIN,
  'POST /api/v1/accounts': ADMIN,
  'PATCH /api/v1/accounts/:id': ADMIN,
  'GET /api/v1/clients': ADMIN,
  'POST /api/v1/clients': ADMIN,
  'PATCH /api/v1/clients/:id': ADMIN,
  'GET /api/v1/tablets': HEADQUARTERS,
  'POST /api/v1/tablets': HEADQUARTERS,
  'POST /api/v1/tablets/enrol': 'open',
  'POST /api/v1/tablets/:id/revoke': HEADQUARTERS,

  'GET /api/v1/picture': EVERYONE,
  'GET /api/v1/picture/changes': EVERYONE,
  'GET /api/v1/features/:id': EVERYONE,
  'GET /api/v1/features/:id/history': EVERYONE,
  'GET /api/v1/areas/:edition/:code': EVERYONE,
  'GET /api/v1/tiles/:layer/:z/:x/:y.mvt': EVERYONE,
  'POST /api/v1/shelters/import': HEADQUARTERS,
  'GET /api/v1/shelters/imports': HEADQUARTERS,
  'GET /api/v1/shelters/imports/:id': HEADQUARTERS,
  'PATCH /api/v1/shelters/imports/:id': HEADQUARTERS,
  'POST /api/v1/shelters/imports/:id/start': HEADQUARTERS,
  'POST /api/v1/shelters/imports/:id/cancel': HEADQUARTERS,
  'POST /api/v1/shelters/imports/:id/undo': HEADQUARTERS,
  'GET /api/v1/shelters': RESPONDERS,
  'POST /api/v1/shelters': OPENERS,
  'GET /api/v1/shelters/silent': RESPONDERS,
  'GET /api/v1/shelters/alike': RESPONDERS,
  'GET /api/v1/shelters/:id': RESPONDERS,
  'GET /api/v1/shelters/:id/deficits': RESPONDERS,
  'GET /api/v1/shelters/waiting': HEADQUARTERS,
  'POST /api/v1/shelters/:id/reports': REPORTERS,
  'POST /api/v1/shelters/:id/photos': REPORTERS,
  'GET /api/v1/photos/:id': RESPONDERS,
  'DELETE /api/v1/photos/:id': REPORTERS,
  'POST /api/v1/shelters/:id/needs/over': REPORTERS,
  'POST /api/v1/phr/records': CARE,
  'GET /api/v1/phr/records/:id': CARE,
  'PUT /api/v1/phr/records/:id': CARE,
  'GET /api/v1/phr/persons': CARE,
  'POST /api/v1/phr/search': CARE,
  'POST /api/v1/phr/persons/:id/move': CARE,
  'POST /api/v1/phr/persons/:id/leave': CARE,
  'POST /api/v1/phr/persons/:id/break-glass': CARE,
  'DELETE /api/v1/phr/persons/:id': CARE,
  'GET /api/v1/phr/key': RECEPTION,
  'POST /api/v1/phr/sealed': RECEPTION,
  'POST /api/v1/phr/persons/:id/needs': CARE,
  'POST /api/v1/phr/persons/:id/tasks': CARE,
  'GET /api/v1/phr/tasks': CARE,
  'POST /api/v1/phr/tasks/:id': CARE,
  'GET /api/v1/phr/pharmacy/tasks': PHARMACY,
  'POST /api/v1/phr/pharmacy/tasks/:id': PHARMACY,
  'GET /api/v1/phr/audit': HEADQUARTERS,
  'GET /api/v1/phr/audit/unacknowledged': HEADQUARTERS,
  'POST /api/v1/phr/audit/:seq/acknowledge': HEADQUARTERS,
  'GET /api/v1/phr/audit/verification': HEADQUARTERS,
  'GET /api/v1/needs/catalogue': EVERYONE,
  'GET /api/v1/needs': EVERYONE,
  'GET /api/v1/rollups': EVERYONE,
  'POST /api/v1/rollups': EVERYONE,
  'POST /api/v1/search': EVERYONE,
  'GET /api/v1/silence': EVERYONE,
  'GET /api/v1/map/layers': EVERYONE,
  'GET /api/v1/decisions': HEADQUARTERS,
  'POST /api/v1/decisions': HEADQUARTERS,
  'DELETE /api/v1/decisions/:id': HEADQUARTERS,
  'GET /api/v1/chronology': HEADQUARTERS,
  'POST /api/v1/chronology': HEADQUARTERS,
  'GET /api/v1/chronology/export': HEADQUARTERS,
  'POST /api/v1/chronology/attachments': HEADQUARTERS,
  'GET /api/v1/chronology/:entry/attachments/:id': HEADQUARTERS,
  'GET /api/v1/drawings': HEADQUARTERS,
  'POST /api/v1/drawings': ['operator'],
  'GET /api/v1/orders': HEADQUARTERS,
  'GET /api/v1/orders/municipalities': ['operator'],
  'GET /api/v1/orders/:id': HEADQUARTERS,
  'POST /api/v1/orders': ['operator'],
  'POST /api/v1/orders/:id/steps': ['operator'],
  'GET /api/v1/field-reports': HEADQUARTERS,
  'GET /api/v1/field-reports/:id': HEADQUARTERS,
  'POST /api/v1/field-reports': HEADQUARTERS,
  'POST /api/v1/field-reports/:id/steps': HEADQUARTERS,
  'GET /api/v1/feeds': EVERYONE,
  'POST /api/v1/feeds/:format': HEADQUARTERS,
  'GET /api/v1/drills': EVERYONE,
  'POST /api/v1/drills/:name/start': HEADQUARTERS,
  'POST /api/v1/drills/:name/stop': HEADQUARTERS,
  'POST /api/v1/drills/replay': HEADQUARTERS,
  'GET /api/v1/feeds/quarantine': HEADQUARTERS,
  'GET /api/v1/feeds/quarantine/:id': HEADQUARTERS,
  'POST /api/v1/feeds/quarantine/:id/replay': HEADQUARTERS,
  'POST /api/v1/feeds/quarantine/replay': HEADQUARTERS,
  'POST /api/v1/feeds/replay': HEADQUARTERS,

  'GET /api/v1/subscriptions': AGENCIES,
  'POST /api/v1/subscriptions': AGENCIES,
  'GET /api/v1/subscriptions/:id': AGENCIES,
  'DELETE /api/v1/subscriptions/:id': AGENCIES,
  'GET /api/v1/subscriptions/:id/state': AGENCIES,
  'GET /api/v1/subscriptions/:id/changes': AGENCIES,
  'GET /api/v1/subscriptions/:id/events': AGENCIES,
  'GET /api/v1/subscriptions/:id/deliveries': AGENCIES,
  'POST /api/v1/subscriptions/:id/pause': AGENCIES,
  'POST /api/v1/subscriptions/:id/resume': AGENCIES,
  'POST /api/v1/subscriptions/:id/replay': AGENCIES,
  'POST /api/v1/subscriptions/:id/secret': AGENCIES,

  'GET /api/v1/cap/feed.atom': 'open',
  'GET /api/v1/cap/alerts/:file': 'open',
  'GET /api/v1/cap/alerts.atom': EVERYONE,
  'GET /api/v1/cap/seen/:file': EVERYONE,
  'GET /api/v1/sip4d-zip': EVERYONE,
  'GET /api/v1/sip4d-zip/:layer': EVERYONE,

  'message here': HEADQUARTERS,
  'message watch': EVERYONE,
};

/** Names that nothing has: an allowed caller then hears 404 or 400, and nothing is changed. */
const PARAMETERS: Readonly<Record<string, string>> = { format: 'no-such-format' };

/** What each message is said to, and with. */
const SAID: Readonly<Record<string, { namespace: string; asked: object }>> = {
  watch: { namespace: 'picture', asked: { interest: { exercise: false }, cursor: null } },
  here: { namespace: 'presence', asked: { no: 'report' } },
};

type Answer = 'in' | 'sign in' | 'denied' | `failed: ${string}`;

const folder = temporaryFolder('doors');
let hub: EaredHub;
const tokens = new Map<string, string>();

/** Tokens nobody should be let in with. */
async function badTokens(): Promise<Record<string, string>> {
  const { privateKey: foreign } = await generateKeyPair('ES256', { extractable: true });
  const good = tokens.get('demo-admin')!;
  const unsigned = [
    { alg: 'none', typ: 'at+jwt' },
    { ...(await exportJWK(foreign)), role: 'admin' },
  ];
  // The same words under the right key would be let in: the test tests what it says.
  expect(await knock('GET /api/v1/me', await hub.sign())).toBe('in');
  return {
    garbage: 'garbage',
    'another’s key': await hub.sign({}, foreign),
    'another issuer': await hub.sign({ issuer: 'https://id.elsewhere.example' }),
    'another audience': await hub.sign({ audience: 'elsewhere' }),
    'an expired one': await hub.sign({ ends: Math.floor(Date.now() / 1000) - 1 }),
    'an ID token': await hub.sign({ typ: 'JWT' }),
    'an unsigned one': `${unsigned.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`,
    'a changed one': `${good.slice(0, -4)}AAAA`,
  };
}

async function knock(door: string, token: string | undefined): Promise<Answer> {
  const [method = '', template = ''] = door.split(' ');
  if (method === 'message') return knockBySocket(template, token);
  const path = template
    .replaceAll(/:(\w+)/g, (_, name: string) => PARAMETERS[name] ?? 'no-such-thing')
    .replace('*', '');
  const reply = await fetch(new URL(path, hub.url), {
    method,
    redirect: 'manual',
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    ...(method === 'POST' || method === 'PATCH' ? { body: '{}', headers: jsonWith(token) } : {}),
  });
  const text = await reply.text();
  if (reply.status >= 500) return `failed: ${reply.status} ${text}`;
  const code = /"code":"(access\.[a-z-]+)"/.exec(text)?.[1];
  if (reply.status === 403 && code === 'access.denied') return 'denied';
  if (reply.status === 401 && code?.startsWith('access.token-')) return 'sign in';
  return 'in';
}

function jsonWith(token: string | undefined): Record<string, string> {
  return { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
}

async function knockBySocket(message: string, token: string | undefined): Promise<Answer> {
  const { namespace, asked } = SAID[message] ?? { namespace: 'picture', asked: {} };
  const socket = io(`${hub.url}${namespace}`, {
    auth: { token, console: 'every-door' },
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  });
  try {
    const refused = await new Promise<Error | null>((resolve) => {
      socket.once('connect', () => resolve(null));
      socket.once('connect_error', resolve);
    });
    if (refused !== null) {
      if (refused.message === 'access.denied') return 'denied';
      return refused.message.startsWith('access.token-') ? 'sign in' : `failed: ${refused.message}`;
    }
    const { outcome, code = '' } = (await socket.timeout(10_000).emitWithAck(message, asked)) as Record<string, string>;
    return outcome === 'refused' && code.startsWith('access.') ? 'denied' : 'in';
  } finally {
    socket.disconnect();
  }
}

beforeAll(async () => {
  hub = await EaredHub.start(folder.path);
  for (const client of Object.keys(DEMO_CLIENTS)) tokens.set(client, await hub.tokenOf(client));
}, LONG_MS);
afterAll(async () => {
  await hub?.end();
  folder.remove();
}, LONG_MS);

describe('every door', () => {
  it('is in the table, and the table has no other', () => {
    // Fastify answers HEAD wherever GET is; Socket.IO listens below it and has messages of its own.
    const routes = hub.heard.routes.filter((route) => !route.startsWith('HEAD ') && !route.includes(' /socket.io'));
    const messages = hub.heard.messages.map((message) => `message ${message}`);
    expect([...routes, ...messages].sort()).toEqual(Object.keys(DOORS).sort());
  });

  it(
    'opens to the roles of the table and to no other',
    async () => {
      const seen: Record<string, string> = {};
      const wanted: Record<string, string> = {};
      for (const [door, whom] of Object.entries(DOORS)) {
        for (const [client, role] of Object.entries(DEMO_CLIENTS) as [DemoClient, Role][]) {
          seen[`${door} as ${role}`] = await knock(door, tokens.get(client));
          wanted[`${door} as ${role}`] = whom === 'open' || whom.includes(role) ? 'in' : 'denied';
        }
      }
      expect(seen).toEqual(wanted);
    },
    LONG_MS,
  );

  it(
    'stays shut without a token, and with a bad one',
    async () => {
      const bad: Record<string, string | undefined> = { nothing: undefined, ...(await badTokens()) };
      const seen: Record<string, string> = {};
      const wanted: Record<string, string> = {};
      for (const [door, whom] of Object.entries(DOORS)) {
        for (const [what, token] of Object.entries(bad)) {
          seen[`${door} with ${what}`] = await knock(door, token);
          wanted[`${door} with ${what}`] = whom === 'open' ? 'in' : 'sign in';
        }
      }
      expect(seen).toEqual(wanted);
    },
    LONG_MS,
  );

  it('takes no token from the address', async () => {
    const reply = await fetch(`${hub.url}api/v1/me?access_token=${tokens.get('demo-admin')}`);
    expect(reply.status).toBe(401);
  });
});

describe('what is printed and logged', () => {
  it('has no token, password, code or secret in it', async () => {
    const admin = jsonWith(tokens.get('demo-admin'));
    const person = { username: 'hanako', name: '花子', role: 'operator', agency: null, jurisdiction: null };
    const machine = { clientId: 'gauges', name: 'Gauges', role: 'agency', agency: null, jurisdiction: '17' };
    const made = async (path: string, body: unknown): Promise<Record<string, string>> =>
      (await (
        await fetch(`${hub.url}${path}`, { method: 'POST', headers: admin, body: JSON.stringify(body) })
      ).json()) as Record<string, string>;
    const { password = '' } = await made('api/v1/accounts', person);
    const { secret = '' } = await made('api/v1/clients', machine);
    const machineToken = await hub.tokenOf('gauges', secret);
    await fetch(`${hub.url}sign-in/password`, {
      method: 'POST',
      body: new URLSearchParams({ username: 'hanako', password, newPassword: 'a tower on a hill' }),
    });
    await fetch(`${hub.url}sign-in/setup?code=a-one-time-code`);
    await fetch(`${hub.url}api/v1/me?access_token=a-token-in-the-address`);
    const text = hub.printed.join('\n');
    const secrets = [password, secret, machineToken, 'a tower on a hill', 'a-one-time-code', 'a-token-in-the-address'];
    expect(secrets.every((each) => each.length > 10)).toBe(true);
    expect([...secrets, ...tokens.values()].filter((each) => text.includes(each))).toEqual([]);
  });
});
