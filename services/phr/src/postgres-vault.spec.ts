import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NewRecord } from '@hinomi/contracts';
import { openStore } from '@hinomi/store';
import pg from 'pg';
import { startPostgres, whyNoPostgres, type RunningPostgres } from '../../../infra/postgres/postgres.mjs';
import { makeVaultRole } from '../../../infra/postgres/vault-role.mjs';
import { OutboxSender } from './outbox/outbox-sender.js';
import { VaultDesk } from './vault-desk.suite.js';
import { stranger, vaultSuite } from './vault.suite.js';
import { openVaults } from './vault/open-vaults.js';
import { VAULT_TABLES } from './vault/vault-tables.js';

const missing = await whyNoPostgres();
const PASSWORD = "it's a password";
let postgres: RunningPostgres;
let vaultUrl = '';

function urlAs(role: string, password: string): string {
  const url = new URL(postgres.url);
  url.username = role;
  url.password = encodeURIComponent(password);
  return url.href;
}

const suite = missing === null ? describe : describe.skip;
suite(`on PostgreSQL${missing === null ? '' : ` (left out: ${missing})`}`, () => {
  beforeAll(async () => {
    postgres = await startPostgres();
    await makeVaultRole(postgres.url, 'before');
    vaultUrl = await makeVaultRole(postgres.url, PASSWORD);
    const client = new pg.Client(postgres.url);
    await client.connect();
    await client.query(`create role other_services login password 'other'`);
    await client.query('grant all on schema public to other_services');
    await client.end();
  }, 120_000);
  afterAll(async () => {
    await postgres.stop();
    rmSync(postgres.dir, { recursive: true, force: true });
  });

  const open = () => openStore({ kind: 'postgres', url: vaultUrl, schema: 'vault' }, [VAULT_TABLES]);
  vaultSuite('the vault under its own role', open);

  it('sends in turn from several processes: nothing is lost, and no older count comes after a newer one', async () => {
    const client = new pg.Client(postgres.url);
    await client.connect();
    await client.query('drop schema vault cascade');
    await client.query('drop schema vault_drill cascade');
    await client.end();
    await makeVaultRole(postgres.url, PASSWORD);
    const stores = [await open(), await open()];
    const desk = await new VaultDesk(stores[0]!).open();
    const place = { store: stores[1]!, keyDir: desk.keyDir, now: () => desk.nowMs };
    const other = await openVaults(place);
    const log: { topic: string; key: string; id: string; observedAt: string }[] = [];
    const appending = {
      append: async (topic: string, records: readonly NewRecord[]) => {
        for (const { key, value, headers } of records) {
          await new Promise((resolve) => setImmediate(resolve));
          const { observedAt = '' } = JSON.parse(Buffer.from(value!).toString('utf8')) as { observedAt?: string };
          log.push({ topic, key, id: headers['ce_id']!, observedAt });
        }
        return [];
      },
    };
    const senders = [new OutboxSender(desk.real, appending, true), new OutboxSender(other.real, appending, true)];
    const work = Array.from({ length: 30 }, async () => {
      await desk.receive(stranger());
      await Promise.all(senders.map((sender) => sender.sendAll()));
    });
    await Promise.all(work);
    await senders[0]!.sendAll();
    expect(await desk.waiting()).toEqual([]);
    const needs = log.filter(({ topic }) => topic === 'needs').map(({ observedAt }) => observedAt);
    expect([needs.length, [...needs].sort()]).toEqual([30, needs]);
    expect(new Set(log.map(({ id }) => id)).size).toBe(60);
    await Promise.all(stores.map((store) => store.close()));
    desk.end();
  }, 120_000);

  it('is closed to the role of the other services, and its own role to everything else', async () => {
    const other = new pg.Client(urlAs('other_services', 'other'));
    await other.connect();
    for (const text of ['select * from vault.persons', 'select * from vault.audit', 'create table vault.x (id int)'])
      await expect(other.query(text)).rejects.toMatchObject({ code: '42501' });
    await other.query('create table public.others (id int)');
    const own = new pg.Client(vaultUrl);
    await own.connect();
    await expect(own.query('select * from public.others')).rejects.toMatchObject({ code: '42501' });
    await expect(own.query('create table public.x (id int)')).rejects.toMatchObject({ code: '42501' });
    await expect(own.query('create schema mine')).rejects.toMatchObject({ code: '42501' });
    await Promise.all([other.end(), own.end()]);
  });
});
