import { execFile } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import type { DemoClient, SubscriptionReply, SubscriptionChanges } from '@hinomi/contracts';
import { eventually, HubProcess, temporaryFolder } from '@hinomi/testing';
import { AUDIT, BACKUP, command, failingCommand, FOLD, RESTORE, TELEGRAM } from './command.js';

jest.setTimeout(600_000);

const folder = temporaryFolder('backup');
const running = new Set<HubProcess>();
afterAll(async () => {
  for (const hub of running) await hub.end('SIGKILL');
  folder.remove();
});

const BACKUPS = path.join(folder.path, 'backups');
const PASSPHRASE = 'correct horse battery staple';
const PLACE = '01KAYB8Q3V5X0M2N4P6R8S0T2W';
const [EARTHQUAKE, RAIN] = [['earthquake'], ['rain']].map((args) => command(TELEGRAM, args)) as [string, string];

/** A command beside a hub that this process talks to: its connections must not grow old meanwhile. */
const aside = async (script: string, args: readonly string[], env: Record<string, string>): Promise<string> =>
  (
    await promisify(execFile)(process.execPath, [script, ...args], {
      env: { ...process.env, NODE_OPTIONS: '', ...env },
    })
  ).stdout;

/** A hub and what people do with it. */
class World {
  private sent = 1;

  private constructor(
    readonly hub: HubProcess,
    readonly dataDir: string,
  ) {}

  /** The address is in the tokens: whoever is to stay signed in finds the hub at the same one. */
  static async start(dataDir: string, port = 0): Promise<World> {
    const hub = await HubProcess.start({ dataDir, env: { HINOMI_PORT: String(port) } });
    running.add(hub);
    return new World(hub, dataDir);
  }

  get env(): Record<string, string> {
    return { HINOMI_DATA_DIR: this.dataDir, HINOMI_PORT: String(this.hub.port), HINOMI_BACKUP_PASSPHRASE: PASSPHRASE };
  }

  async ask<T>(
    client: DemoClient,
    method: string,
    where: string,
    body?: object | string,
  ): Promise<{ status: number; body: T }> {
    const isText = typeof body === 'string';
    const reply = await this.hub.fetch(`api/v1/${where}`, client, {
      method,
      ...(body !== undefined && {
        body: isText ? body : JSON.stringify(body),
        headers: { 'content-type': isText ? 'application/fhir+json' : 'application/json' },
      }),
    });
    const text = await reply.text();
    return { status: reply.status, body: (text === '' ? null : JSON.parse(text)) as T };
  }

  async tokenOf(clientId: string, secret: string): Promise<string> {
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: secret });
    const reply = await fetch(`${this.hub.url}oauth/token`, { method: 'POST', body });
    return ((await reply.json()) as { access_token: string }).access_token;
  }

  async isLetIn(token: string): Promise<boolean> {
    return (await fetch(`${this.hub.url}api/v1/picture`, { headers: { authorization: `Bearer ${token}` } })).ok;
  }

  /** The world's features as they are, byte by byte; without the counts of needs, which are published by the clock. */
  async picture(): Promise<string[]> {
    const { features } = await this.hub.picture();
    const reported = features.filter(({ properties }) => properties.kind !== 'need');
    return reported.map((feature) => JSON.stringify(feature)).sort();
  }

  async keeps(shelter: string, name: string): Promise<{ id: string; person: string }> {
    const patient = { resourceType: 'Patient', id: 'p', name: [{ text: name }], birthDate: '1950-04-01' };
    const medicine = { coding: [{ system: 'http://www.whocc.no/atc', code: 'A10AB01' }] };
    const document = {
      ...{ resourceType: 'MedicationRequest', status: 'active', medicationCodeableConcept: medicine },
      ...{ contained: [patient], subject: { reference: '#p' } },
    };
    const ground = { format: 'fhir-json', shelter, requestId: `record-${this.sent++}`, legalGround: 'vital-interest' };
    const { status, body } = await eventually(
      () =>
        this.ask<{ id: string; person: string }>(
          'demo-medic',
          'POST',
          `phr/records?${String(new URLSearchParams(ground))}`,
          JSON.stringify(document),
        ),
      (reply) => reply.status === 201,
      100,
    );
    expect(status).toBe(201);
    return body;
  }

  async reads(
    shelter: string,
    id: string,
    client: DemoClient = 'demo-medic',
  ): Promise<{ status: number; body: unknown }> {
    return this.ask(client, 'GET', `phr/records/${id}?purpose=treatment&shelter=${encodeURIComponent(shelter)}`);
  }

  async changes(subscription: string, since: number): Promise<SubscriptionChanges['changes']> {
    const { body } = await this.ask<SubscriptionChanges>(
      'demo-agency',
      'GET',
      `subscriptions/${subscription}/changes?since=${since}&wait=20`,
    );
    if (body.changes === undefined) throw new Error(JSON.stringify(body));
    return body.changes;
  }
}

const backupsIn = (dir: string): string[] =>
  readdirSync(dir)
    .filter((name) => name.endsWith('.backup'))
    .sort()
    .map((name) => path.join(dir, name));

describe('npm run backup and npm run restore', () => {
  let shelter = '';
  let first = '';
  const kept: Record<'stays' | 'goes', { id: string; person: string }> = {} as never;
  const machine = { clientId: 'noto-fire', secret: '', token: '' };
  const tablet = { clientId: '', secret: 'a'.repeat(43) };
  let subscription = '';
  let heard = 0;
  let picture: string[] = [];
  let record: unknown;
  let aheadAt = 0;
  let port = 0;

  it('copies a hub that goes on working, and refuses a weak passphrase', async () => {
    const world = await World.start(path.join(folder.path, 'first'));
    port = world.hub.port;
    const opened = await world.ask<{ id: string }>('demo-shelter', 'POST', 'shelters', {
      ...{ placeId: PLACE, name: '港の集会所', nameKana: null, kind: 'provisional', lngLat: [136.97, 37.04] },
      ...{ address: null, openedAt: new Date().toISOString(), exercise: null },
    });
    shelter = opened.body.id;
    kept.stays = await world.keeps(shelter, '見本一');
    kept.goes = await world.keeps(shelter, '見本二');
    record = (await world.reads(shelter, kept.stays.id)).body;
    const client = { clientId: machine.clientId, name: '能登消防', role: 'agency', agency: 'noto', jurisdiction: null };
    machine.secret = (await world.ask<{ secret: string }>('demo-admin', 'POST', 'clients', client)).body.secret;
    machine.token = await world.tokenOf(machine.clientId, machine.secret);
    const enrolment = await world.ask<{ code: string }>('demo-operator', 'POST', 'tablets', {
      name: '見本',
      shelters: [shelter],
    });
    const enrolled = await world.ask<{ clientId: string }>('demo-public', 'POST', 'tablets/enrol', {
      code: enrolment.body.code,
      secret: tablet.secret,
    });
    tablet.clientId = enrolled.body.clientId;
    subscription = (
      await world.ask<SubscriptionReply>('demo-agency', 'POST', 'subscriptions', {
        interest: { exercise: false },
        owner: { organisation: '見本', purpose: '見本', contact: 'bousai@example.jp' },
        ...{ channel: { type: 'pull' }, format: 'geojson' },
      })
    ).body.subscription.id;
    expect((await world.hub.post('jma-xml', EARTHQUAKE)).status).toBe(202);
    heard = (await world.changes(subscription, 0)).at(-1)!.sequence;
    await world.ask('demo-operator', 'POST', 'drills/noto-2024/start', { speed: 60 });
    picture = await world.picture();

    const weak = failingCommand(BACKUP, [BACKUPS], { ...world.env, HINOMI_BACKUP_PASSPHRASE: 'short' });
    expect(weak).toMatchObject({ status: 1, stderr: expect.stringContaining('at least 12 characters') });
    const said = await aside(BACKUP, [BACKUPS], world.env);
    expect(said).toMatch(/The hub runs on; its database stood still for \d+ ms\./);
    expect(said).toContain('sealed.');
    first = backupsIn(BACKUPS)[0]!;
    if (process.platform !== 'win32') expect(statSync(first).mode & 0o077).toBe(0);
    // Nothing of anybody is readable in it, and the keys are not in the same file.
    expect(readFileSync(first).includes(Buffer.from('見本'))).toBe(false);

    // After the backup: a change that an agency hears, and somebody who has themselves erased.
    expect((await world.hub.post('jma-xml', RAIN)).status).toBe(202);
    aheadAt = (await world.changes(subscription, heard)).at(-1)!.sequence;
    expect(aheadAt).toBeGreaterThan(heard);
    expect((await world.ask('demo-medic', 'DELETE', `phr/persons/${kept.goes.person}?because=revoked`)).status).toBe(
      204,
    );
    expect((await world.reads(shelter, kept.goes.id)).status).not.toBe(200);
    await aside(BACKUP, [BACKUPS], world.env);
    expect(backupsIn(BACKUPS)).toHaveLength(2);
    expect(failingCommand(RESTORE, [first, '--replace'], world.env)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('stop it before a backup is put there'),
    });
    await world.hub.end('SIGTERM');
  });

  it('puts it back on an empty machine: the same picture, vault, accounts and audit; nobody is left behind unknowing', async () => {
    const dataDir = path.join(folder.path, 'elsewhere', 'second');
    const env = { HINOMI_DATA_DIR: dataDir, HINOMI_BACKUP_PASSPHRASE: PASSPHRASE };
    const said = command(RESTORE, [first], env);
    expect(said).toContain('1 erased persons are known and stay erased');
    expect(said).toContain('1 subscriptions are told to fetch the state');

    const world = await World.start(dataDir, port);
    expect(await world.picture()).toEqual(picture);
    expect(picture.length).toBeGreaterThan(4);
    expect((await world.reads(shelter, kept.stays.id)).body).toEqual(record);
    expect((await world.reads(shelter, kept.stays.id, 'demo-operator')).status).toBe(403);
    // Erased after this backup was made, and known by the newer one beside it.
    expect((await world.reads(shelter, kept.goes.id)).status).not.toBe(200);
    expect(await world.isLetIn(machine.token)).toBe(true);
    expect(await world.isLetIn(await world.tokenOf(machine.clientId, machine.secret))).toBe(true);
    expect(await world.isLetIn(await world.tokenOf(tablet.clientId, tablet.secret))).toBe(true);

    const told = await world.changes(subscription, aheadAt);
    expect(told[0]).toMatchObject({ operation: 'state' });
    expect(told[0]!.sequence).toBeGreaterThan(aheadAt);
    expect((await world.hub.post('jma-xml', RAIN)).status).toBe(202);
    const next = await world.changes(subscription, told[0]!.sequence);
    expect(next.map(({ sequence }) => sequence)).toEqual(next.map((_, index) => told[0]!.sequence + 1 + index));
    expect(next.some(({ operation }) => operation === 'upsert')).toBe(true);

    expect(command(FOLD, ['--check'], env)).toMatch(/real: equal: \d+ features[^]*drill: equal: \d+ features/);
    await world.hub.end('SIGTERM');
    expect(command(AUDIT, ['verify'], env)).toMatch(/real: \d+ entries, each follows from the one before/);
  });

  it('says in words what it does not put back, and changes nothing then', async () => {
    const full = path.join(folder.path, 'first');
    const env = { HINOMI_DATA_DIR: full, HINOMI_BACKUP_PASSPHRASE: PASSPHRASE };
    const refusal = (args: readonly string[], more: Record<string, string> = {}): string => {
      const { status, stderr } = failingCommand(RESTORE, args, { ...env, ...more });
      expect(status).toBe(1);
      return stderr;
    };
    expect(refusal([first])).toContain(`There is data in ${full}`);
    const empty = { HINOMI_DATA_DIR: path.join(folder.path, 'third') };
    expect(refusal([first], { ...empty, HINOMI_BACKUP_PASSPHRASE: 'another passphrase' })).toContain(
      'The passphrase is another one',
    );
    expect(refusal([first], { ...empty, HINOMI_BACKUP_PASSPHRASE: '' })).toContain(
      'is sealed: set HINOMI_BACKUP_PASSPHRASE',
    );
    expect(refusal([path.join(BACKUPS, 'vault.keys')], empty)).toContain('is a hinomi-vault-keys');
    expect(refusal([path.join(folder.path, 'nowhere')], empty)).toContain('cannot be read');

    const damaged = path.join(BACKUPS, 'damaged.backup');
    await copyFile(first, damaged);
    const middle = Math.floor(statSync(damaged).size / 2);
    const handle = openSync(damaged, 'r+');
    writeSync(handle, Buffer.from('!!!!'), 0, 4, middle);
    closeSync(handle);
    expect(refusal([damaged], empty)).toMatch(/damaged: between bytes \d+ and \d+\. Nothing was changed/);
    truncateSync(damaged, middle);
    expect(refusal([damaged], empty)).toContain(`it ends at byte ${middle}`);
    rmSync(damaged);

    const alone = path.join(folder.path, 'alone');
    mkdirSync(alone);
    await copyFile(first, path.join(alone, 'one.backup'));
    expect(refusal([path.join(alone, 'one.backup')], empty)).toContain('The keys in');
    expect(readdirSync(folder.path).filter((name) => name.startsWith('third'))).toEqual([]);

    const replaced = command(RESTORE, [first, '--replace'], env);
    const aside = readdirSync(folder.path).find((name) => name.startsWith('first.before-'));
    expect(aside).toBeDefined();
    expect(replaced).toContain(aside);
    expect(existsSync(path.join(folder.path, aside!, 'log'))).toBe(true);
  });
});
