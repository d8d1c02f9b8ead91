import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { temporaryFolder } from '@hinomi/testing';
import pg from 'pg';
import { kafkaCommand, startKafka, whyNoKafka, type RunningKafka } from '../../../../infra/kafka/kafka.mjs';
import { startPostgres, whyNoPostgres, type RunningPostgres } from '../../../../infra/postgres/postgres.mjs';
import { makeVaultRole } from '../../../../infra/postgres/vault-role.mjs';
import { readHubConfig } from '../config.js';
import { startHub, type RunningHub } from '../hub.js';
import { diagnose } from './diagnose.js';

jest.setTimeout(120_000);

const missing = (await whyNoKafka()) ?? (await whyNoPostgres());
const withServers = missing === null ? describe : describe.skip;
const TOOLS = 'org.apache.kafka.tools';

withServers(`the doctor beside a real Kafka and PostgreSQL${missing === null ? '' : ` (${missing})`}`, () => {
  const folder = temporaryFolder('doctor');
  let kafka: RunningKafka;
  let postgres: RunningPostgres;
  let hub: RunningHub;
  let env: Record<string, string>;
  let store: URL;

  const sql = async (...statements: string[]): Promise<void> => {
    const client = new pg.Client(postgres.url);
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  /** What it finds that is not well, of this machine only the clock: how large it is is no matter here. */
  const told = async (over: Record<string, string> = {}, url = hub.url): Promise<string[]> => {
    const found = await diagnose([url], { ...env, ...over });
    return found
      .filter(({ verdict, about, words }) => verdict !== 'well' && (about !== 'machine' || words.includes('clock')))
      .map(({ verdict, about, words }) => `${verdict} ${about}: ${words}`);
  };
  const storeUrl = (change: (url: URL) => void): Record<string, string> => {
    const url = new URL(store);
    change(url);
    return { HINOMI_POSTGRES_URL: url.href };
  };
  const SOUND = ['warning log: 1 broker(s) answer: the loss of one machine loses or stops the log'];

  beforeAll(async () => {
    const dir = path.join(folder.path, 'kafka');
    [kafka, postgres] = await Promise.all([startKafka({ brokers: 1, dir, principals: ['gateway'] }), startPostgres()]);
    await sql(`create role services login password 'theirs'`, 'grant all on schema public to services');
    store = new URL(postgres.url);
    store.username = 'services';
    store.password = 'theirs';
    env = {
      ...{ HINOMI_LOG: 'kafka', HINOMI_KAFKA_BROKERS: kafka.brokers.join(',') },
      ...{ HINOMI_KAFKA_USER: 'admin', HINOMI_KAFKA_PASSWORD: kafka.passwords!['admin']! },
      HINOMI_KAFKA_SASL: 'plain',
      ...{ HINOMI_STORE: 'postgres', HINOMI_POSTGRES_URL: store.href },
      HINOMI_VAULT_POSTGRES_URL: await makeVaultRole(postgres.url, 'the vault’s'),
      ...{ HINOMI_DATA_DIR: path.join(folder.path, 'data'), HINOMI_PORT: '0', HINOMI_POLLING: 'off' },
      HINOMI_DRILL: 'off',
    };
  });
  afterAll(async () => {
    await hub?.stop();
    await Promise.all([kafka?.stop(), postgres?.stop()]);
    if (postgres !== undefined) rmSync(postgres.dir, { recursive: true, force: true });
    folder.remove();
  });

  it('says that nothing was started yet, and what is not there', async () => {
    mkdirSync(env['HINOMI_DATA_DIR']!);
    const host = store.host;
    expect(await told({}, 'http://127.0.0.1:1')).toEqual([
      ...SOUND,
      'warning log: the topics are not there yet',
      `warning store: there are no tables of the hub at ${host} yet`,
      `warning store: there are no tables of the hub at ${host} yet`,
      'wrong hub: nothing answers at http://127.0.0.1:1',
    ]);
  });

  it('finds nothing wrong with a hub that is well', async () => {
    hub = await startHub(readHubConfig(env), () => undefined);
    expect(await told()).toEqual(SOUND);
  });

  it('names every setting that cannot be, before it asks anybody', async () => {
    expect(await told({ HINOMI_STOER: 'postgres' })).toEqual([expect.stringContaining('HINOMI_STOER'), ...SOUND]);
    expect(await told({ HINOMI_POSTGRES_URL: 'hinomi@db', HINOMI_PORT: 'http', HINOMI_KAFKA_PASSWORD: '' })).toEqual([
      expect.stringMatching(/^wrong settings: HINOMI_PORT/),
      expect.stringMatching(/^wrong settings: HINOMI_POSTGRES_URL: must be an address/),
      expect.stringMatching(/^wrong settings: HINOMI_KAFKA_USER/),
    ]);
  });

  it('says who is refused: a wrong password, a database or user that is not there', async () => {
    expect(await told({ HINOMI_KAFKA_PASSWORD: 'wrong', ...storeUrl((url) => (url.password = 'wrong')) })).toEqual([
      expect.stringMatching(/^wrong log: the brokers .* refuse "admin": .*[Aa]uthentication/),
      `wrong store: PostgreSQL at ${store.host} refuses: password authentication failed for user "services"`,
    ]);
    expect(await told(storeUrl((url) => (url.pathname = '/elsewhere')))).toContain(
      `wrong store: PostgreSQL at ${store.host} refuses: The store is not available: database "elsewhere" does not exist`,
    );
  });

  it('says what a database lacks, and who may do too much in it', async () => {
    await sql('create database bare');
    const { username, password } = new URL(postgres.url);
    const bare = storeUrl((url) => Object.assign(url, { username, password, pathname: '/bare' }));
    expect(await told(bare)).toEqual([
      ...SOUND,
      `wrong store: the database at ${store.host} has no PostGIS`,
      expect.stringMatching(/^warning store: HINOMI_POSTGRES_URL is a superuser/),
      `warning store: there are no tables of the hub at ${store.host} yet`,
    ]);
  });

  it('says that a clock is off, and by how much', async () => {
    await sql(
      'create schema ahead',
      `create function ahead.now() returns timestamptz language sql as $$ select pg_catalog.now() + interval '3 h' $$`,
      ...['services', 'hinomi_vault'].flatMap((role) => [
        `grant usage on schema ahead to ${role}`,
        `alter role ${role} set search_path = ahead, pg_catalog, public`,
      ]),
    );
    expect(await told()).toContain(`wrong machine: the clock is 3 h behind that of PostgreSQL at ${store.host}`);
    await sql('alter role services reset search_path', 'alter role hinomi_vault reset search_path');
    expect(await told()).toEqual(SOUND);
  });

  it('says that tables are of an older or a newer version, or are gone', async () => {
    await sql('alter table access_accounts rename to gone', 'alter table delivery_attempts rename to gone_too');
    expect(await told()).toContain(
      `wrong store: 2 tables are missing at ${store.host}: access_accounts, delivery_attempts`,
    );
    await sql('alter table gone rename to access_accounts', 'alter table gone_too rename to delivery_attempts');
    await sql(`delete from store_migrations where name like 'Tablets%'`);
    expect(await told()).toContain(
      `wrong store: the tables at ${store.host} are of an older version: 1 steps are to be taken (Tablets1795654800000)`,
    );
    await sql(`insert into store_migrations (timestamp, name) values (1895654800000, 'Later1895654800000')`);
    expect(await told()).toContain(
      `warning store: the tables at ${store.host} are of a newer version than this program: it does not know Later1895654800000`,
    );
  });

  it('says which topics are missing, have other partitions, or forget', async () => {
    await hub.stop();
    const file = path.join(folder.path, 'admin.properties');
    const login = `org.apache.kafka.common.security.plain.PlainLoginModule required username="admin" password="${kafka.passwords!['admin']}";`;
    writeFileSync(file, `security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\nsasl.jaas.config=${login}\n`);
    const as = ['--bootstrap-server', kafka.brokers[0]!, '--command-config', file, '--alter'];
    const topic = (name: string, count: number): Promise<string> =>
      kafkaCommand(`${TOOLS}.TopicCommand`, [...as, '--topic', name, '--partitions', String(count)]);
    const kept = [
      ...as,
      '--entity-type',
      'topics',
      '--entity-name',
      'hazards',
      '--add-config',
      'retention.ms=604800000',
    ];
    await Promise.all([
      topic('decisions', 2),
      topic('places', 6),
      kafkaCommand(`${TOOLS}.TopicCommand`, [...as.slice(0, 4), '--delete', '--topic', 'drill.quarantine']),
      kafkaCommand(`${TOOLS}.ConfigCommand`, kept),
    ]);
    expect((await told()).filter((words) => words.includes(' log: '))).toEqual([
      ...SOUND,
      'wrong log: 1 topics are missing: drill.quarantine',
      'wrong log: decisions has 2 partitions, not 1: the order of its records is lost',
      'warning log: places has 6 partitions, not 4',
      'wrong log: hazards: records are dropped, though what is in there cannot be had again',
    ]);
  });

  it('ends, and says who is silent and who is away', async () => {
    kafka.stopProcess(0);
    const holder = new pg.Client(postgres.url);
    await holder.connect();
    await holder.query('begin');
    await holder.query('lock table store_migrations in access exclusive mode');
    expect(await told()).toEqual([
      expect.stringMatching(/^wrong log: the brokers 127\.0\.0\.1:\d+ do not answer: /),
      `wrong store: PostgreSQL at ${store.host} does not answer: Query read timeout`,
      `wrong hub: nothing answers at ${hub.url.replace(/\/$/, '')}`,
    ]);
    kafka.continueProcess(0);
    await holder.end();
    await Promise.all([kafka.stop(), postgres.kill()]);
    expect(await told()).toEqual([
      expect.stringMatching(/^wrong log: the brokers 127\.0\.0\.1:\d+ do not answer: .*ECONNREFUSED/),
      expect.stringMatching(/^wrong store: PostgreSQL at .* does not answer: .*ECONNREFUSED/),
      expect.stringMatching(/^wrong store: PostgreSQL at .* does not answer: .*ECONNREFUSED/),
      `wrong hub: nothing answers at ${hub.url.replace(/\/$/, '')}`,
    ]);
  });
});
