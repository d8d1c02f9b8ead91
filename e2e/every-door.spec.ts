import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deriveDoors, loadPolicies, Policies, POLICIES_DIR, readPolicyFiles, type Door } from '@hinomi/access';
import { DEMO_CLIENTS, ROLES } from '@hinomi/contracts';
import { temporaryFolder } from '@hinomi/testing';
import { exportJWK, generateKeyPair } from 'jose';
import { EaredHub } from './doors/eared-hub.js';
import { Knocking } from './doors/knocking.js';
import { askRudely, BREAKING, TO_FILES } from './doors/rude-requests.js';

const LONG_MS = 240_000;
/** Who gets through which door: the answer of the policies. */
const DOORS = deriveDoors(loadPolicies());

const folder = temporaryFolder('doors');
let hub: EaredHub;
let knocking: Knocking;
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
  expect(await knocking.at('GET /api/v1/me', await hub.sign())).toBe('in');
  return {
    garbage: 'garbage',
    'another’s key': await hub.sign({}, foreign),
    'another issuer': await hub.sign({ issuer: 'https://id.elsewhere.example' }),
    'another audience': await hub.sign({ audience: 'elsewhere' }),
    'an expired one': await hub.sign({ ends: Math.floor(Date.now() / 1000) - 1 }),
    'an ID token': await hub.sign({ typ: 'JWT' }),
    'a role there is not': await hub.sign({ claims: { role: 'root' } }),
    'an unsigned one': `${unsigned.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`,
    'a changed one': `${good.slice(0, -4)}AAAA`,
  };
}

/** What each role hears at doors, and what it should. */
async function tried(doors: readonly Door[]) {
  const seen: Record<string, string> = {};
  const wanted: Record<string, string> = {};
  for (const { door, whom } of doors) {
    for (const [client, role] of Object.entries(DEMO_CLIENTS)) {
      seen[`${door} as ${role}`] = await knocking.at(door, tokens.get(client));
      wanted[`${door} as ${role}`] = whom === 'everybody' || whom.includes(role) ? 'in' : 'denied';
    }
  }
  return { seen, wanted };
}

beforeAll(async () => {
  hub = await EaredHub.start(folder.path);
  knocking = new Knocking(hub);
  for (const client of Object.keys(DEMO_CLIENTS)) tokens.set(client, await hub.tokenOf(client));
}, LONG_MS);
afterAll(async () => {
  await hub?.end();
  folder.remove();
}, LONG_MS);

describe('every door', () => {
  it('is described, and no door is described that is not there', () => {
    // Fastify answers HEAD wherever GET is; Socket.IO listens below it and has messages of its own.
    const routes = hub.heard.routes.filter((route) => !route.startsWith('HEAD ') && !route.includes(' /socket.io'));
    const messages = hub.heard.rules.map(([door]) => door).filter((door) => door.startsWith('message '));
    expect([...routes, ...messages].sort()).toEqual(DOORS.map(({ door }) => door).sort());
  });

  it('asks for the permission that its description names', () => {
    const described = new Map(DOORS.map(({ door, access }) => [door, access]));
    expect(hub.heard.rules.length).toBeGreaterThan(100);
    expect(hub.heard.rules.filter(([door, rule]) => described.get(door) !== rule)).toEqual([]);
  });

  it(
    'opens to the roles that the policies name and to no other',
    async () => {
      const { seen, wanted } = await tried(DOORS);
      expect(Object.keys(seen)).toHaveLength(DOORS.length * ROLES.length);
      expect(seen).toEqual(wanted);
    },
    LONG_MS,
  );

  it(
    'stays shut without a token, with a bad one, and with a good one in the address',
    async () => {
      const bad: Record<string, string | undefined> = { nothing: undefined, ...(await badTokens()) };
      const seen: Record<string, string> = {};
      const wanted: Record<string, string> = {};
      for (const { door, whom } of DOORS) {
        const expected = whom === 'everybody' ? 'in' : 'sign in';
        for (const [what, token] of Object.entries(bad)) {
          seen[`${door} with ${what}`] = await knocking.at(door, token);
          wanted[`${door} with ${what}`] = expected;
        }
        seen[`${door} with a token in the address`] = await knocking.at(door, tokens.get('demo-admin'), true);
        wanted[`${door} with a token in the address`] = expected;
      }
      expect(seen).toEqual(wanted);
    },
    LONG_MS,
  );

  it('answers with headers that let nothing run, frame or guess, whoever asks', () => {
    expect(Object.fromEntries(knocking.wrong)).toEqual({});
  });

  it('turns with the policies', async () => {
    const { schema, policies } = readPolicyFiles(POLICIES_DIR);
    const turned = policies.map(({ file, text }) => ({
      file,
      text: text.replaceAll('principal.role == "medic"', 'principal.role == "admin"'),
    }));
    const texts = { schema, policies: turned };
    const others = deriveDoors(new Policies(texts)).filter(({ access }) => access === 'vault:care');
    expect(others.map(({ whom }) => whom)).toEqual(others.map(() => ['admin']));
    await hub.decideBy(texts);
    try {
      const { seen, wanted } = await tried(others);
      expect(seen).toEqual(wanted);
    } finally {
      await hub.decideBy(null);
    }
    expect(await knocking.at('GET /api/v1/phr/tasks', tokens.get('demo-admin'))).toBe('denied');
  });
});

describe('a rude request', () => {
  it('leads to no file but the pages’ own', async () => {
    const told: string[] = [];
    for (const rude of TO_FILES) {
      const [status, , text] = await askRudely(hub.url, rude, tokens.get('demo-admin')!);
      if (status >= 500 || /root:|"workspaces"/.test(text)) told.push(`${rude.path}: ${status} ${text.slice(0, 200)}`);
    }
    expect(told).toEqual([]);
  });

  it('is refused without a word about the inside, sends nobody elsewhere, and changes no right', async () => {
    const told: string[] = [];
    for (const rude of BREAKING) {
      const [status, location, text] = await askRudely(hub.url, rude, tokens.get('demo-public')!);
      const isTelling = /node_modules|\bat .*\(?(file:|\/)|\.ts:\d|SELECT |ECONN/.test(text);
      const leads = location !== '' && new URL(location, hub.url).host !== new URL(hub.url).host;
      if (status >= 500 || isTelling || leads) told.push(`${rude.path}: ${status} ${location} ${text.slice(0, 200)}`);
    }
    expect(told).toEqual([]);
    expect(await knocking.at('GET /api/v1/accounts', tokens.get('demo-public'))).toBe('denied');
    expect(await knocking.at('GET /api/v1/me')).toBe('sign in');
  });
});

describe('what is printed and logged', () => {
  it('has no token, password, code or secret in it', async () => {
    const admin = { 'content-type': 'application/json', authorization: `Bearer ${tokens.get('demo-admin')}` };
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
