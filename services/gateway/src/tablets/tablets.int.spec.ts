import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { ACCESS_TABLES } from '@hinomi/access';
import type { EnrolledTablet, FeatureId, FeatureV1, Me, TabletEntry, TabletReply } from '@hinomi/contracts';
import { openTestStore, type TestStore } from '@hinomi/store';
import { pictureFeature as feature } from '@hinomi/testing';
import { HISTORY_TABLES } from '../history/history-tables.js';
import { TestHub, until } from '../test-hub.suite.js';

const LONG_MS = 60_000;
const shelter = (id: string, code: string, aliases: string[] = []): FeatureV1 =>
  feature({
    id,
    layer: 'shelter',
    kind: 'shelter',
    areaCodes: [code.slice(0, 2), code],
    aliases: aliases as FeatureId[],
    properties: {
      type: 'thing',
      theme: 'shelter',
      name: `避難所 ${id}`,
      nameKana: null,
      identifiers: [],
      attributes: {},
      aliases: aliases as FeatureId[],
      oldestObservedAt: '2026-11-23T09:00:00.000Z' as never,
    },
  });

let store: TestStore;
let hub: TestHub;
let admin: string;
const secretOf = (): string => randomBytes(32).toString('base64url');

beforeAll(async () => {
  store = await openTestStore([ACCESS_TABLES, HISTORY_TABLES]);
  hub = new TestHub(store);
  await hub.start();
  await hub.write(shelter('town/1', '17202', ['pref/1']), shelter('town/2', '17204'));
  admin = await hub.tokenOf('demo-admin');
  await until(async () => (await hub.get('/api/v1/features/town%2F2', admin)).status === 200);
}, LONG_MS);
afterAll(async () => {
  await hub.stop();
  await store.remove();
}, LONG_MS);

async function ask<T>(method: string, path: string, token: string | null, body?: unknown) {
  const reply = await fetch(`${hub.base}${path}`, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: reply.status, json: (await reply.json()) as T };
}

async function codeFor(shelters: string[], token = admin): Promise<Required<TabletReply>> {
  const { status, json } = await ask<Required<TabletReply>>('POST', '/api/v1/tablets', token, {
    name: '受付',
    shelters,
  });
  expect([status, json]).toEqual([201, expect.anything()]);
  return json;
}
const enrol = (code: string, secret: string) =>
  ask<EnrolledTablet>('POST', '/api/v1/tablets/enrol', null, { code, secret });

async function tokenOf(clientId: string, secret: string): Promise<{ error?: string; access_token: string }> {
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret };
  const reply = await fetch(`${hub.base}/oauth/token`, { method: 'POST', body: new URLSearchParams(form) });
  return (await reply.json()) as { error?: string; access_token: string };
}

/** An operator of a municipality: a machine's client has the same attributes as a person. */
async function operatorOf(jurisdiction: string): Promise<string> {
  const clientId = `office-${jurisdiction}`;
  const wish = { clientId, name: '市役所', role: 'operator', agency: null, jurisdiction };
  const { json } = await ask<{ secret: string }>('POST', '/api/v1/clients', admin, wish);
  return (await tokenOf(clientId, json.secret)).access_token;
}

describe('a tablet', () => {
  it('is enrolled with a code that works once, and signs in as itself for its shelters', async () => {
    const { tablet, code } = await codeFor(['pref/1']);
    expect(code).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/);
    expect(tablet).toMatchObject({ state: 'code', enrolledBy: 'demo-admin', lastSeenAt: null });
    const secret = secretOf();
    const { status, json } = await enrol(code.toUpperCase().replaceAll('-', ' '), secret);
    expect([status, json]).toEqual([
      200,
      {
        clientId: tablet.id,
        name: '受付',
        shelters: [{ id: 'town/1', name: '避難所 town/1', municipality: '17202', exercise: null }],
      },
    ]);
    // The answer was lost: the same tablet asks again. Another one does not get in.
    expect((await enrol(code, secret)).status).toBe(200);
    expect(await enrol(code, secretOf())).toMatchObject({ status: 422, json: { code: 'tablet.code-invalid' } });
    const token = (await tokenOf(tablet.id, secret)).access_token;
    expect((await ask<Me>('GET', '/api/v1/me', token)).json).toMatchObject({
      ...{ subject: tablet.id, name: '受付', role: 'shelter', shelters: ['pref/1'] },
    });
    expect(await ask('GET', '/api/v1/tablets', token)).toMatchObject({ status: 403 });
    const { json: listed } = await ask<{ tablets: TabletEntry[] }>('GET', '/api/v1/tablets', admin);
    expect(listed.tablets).toMatchObject([{ id: tablet.id, state: 'in-use', lastSeenAt: expect.any(String) }]);
  });

  it('is refused at once when it was revoked, and is told so', async () => {
    const { tablet, code } = await codeFor(['town/1']);
    const secret = secretOf();
    await enrol(code, secret);
    const token = (await tokenOf(tablet.id, secret)).access_token;
    expect((await ask('GET', '/api/v1/me', token)).status).toBe(200);
    const path = `/api/v1/tablets/${encodeURIComponent(tablet.id)}/revoke`;
    expect(await ask('POST', path, admin, {})).toMatchObject({ status: 200, json: { tablet: { state: 'revoked' } } });
    expect(await ask('GET', '/api/v1/me', token)).toMatchObject({ status: 401 });
    expect(await tokenOf(tablet.id, secret)).toMatchObject({ error: 'unauthorized_client' });
    expect(await tokenOf(tablet.id, secretOf())).toMatchObject({ error: 'invalid_client' });
    expect((await enrol(code, secret)).status).toBe(422);
  });

  it('has to be enrolled anew when nobody used it for two months', async () => {
    const { tablet, code } = await codeFor(['town/1']);
    const secret = secretOf();
    expect((await enrol(code, secret)).status).toBe(200);
    expect(await tokenOf(tablet.id, secret)).toMatchObject({ expires_in: 600 });
    hub.lateMs += 61 * 86_400_000;
    try {
      expect(await tokenOf(tablet.id, secret)).toMatchObject({ error: 'unauthorized_client' });
    } finally {
      hub.lateMs = 0;
    }
  });

  it('is of the municipality that enrols it: others neither see nor revoke it', async () => {
    const [own, other] = [await operatorOf('17202'), await operatorOf('17204')];
    const { tablet } = await codeFor(['town/1'], own);
    const listed = async (token: string) =>
      (await ask<{ tablets: TabletEntry[] }>('GET', '/api/v1/tablets', token)).json.tablets.map(({ id }) => id);
    expect(await listed(own)).toContain(tablet.id);
    expect(await listed(other)).toEqual([]);
    const path = `/api/v1/tablets/${encodeURIComponent(tablet.id)}/revoke`;
    expect(await ask('POST', path, other, {})).toMatchObject({ status: 404, json: { code: 'tablet.not-found' } });
    const asked = { name: '受付', shelters: ['town/2', 'town/1'] };
    expect(await ask('POST', '/api/v1/tablets', other, asked)).toMatchObject({
      status: 403,
      json: { code: 'shelter.not-yours', place: { path: '/shelters/1' } },
    });
    expect(await ask('POST', '/api/v1/tablets', other, { ...asked, shelters: ['town/9'] })).toMatchObject({
      status: 404,
      json: { code: 'feature.not-found' },
    });
  });

  it('is not enrolled with a code of yesterday', async () => {
    const { code } = await codeFor(['town/1']);
    hub.lateMs += 25 * 3_600_000;
    try {
      expect(await enrol(code, secretOf())).toMatchObject({ status: 422, json: { code: 'tablet.code-invalid' } });
    } finally {
      hub.lateMs = 0;
    }
  });
});
