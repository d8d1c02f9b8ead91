import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStore } from '@hinomi/store';
import pg from 'pg';
import { startPostgres, whyNoPostgres, type RunningPostgres } from '../../../infra/postgres/postgres.mjs';
import { makeVaultRole } from '../../../infra/postgres/vault-role.mjs';
import { vaultSuite } from './vault.suite.js';
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
