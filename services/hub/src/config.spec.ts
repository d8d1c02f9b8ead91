import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ConfigError } from '@hinomi/service-kit';
import { HubConfigSchema, readHubConfig } from './config.js';

/** `NAME=value` lines of the example file. */
function exampleFile(): Record<string, string> {
  const text = readFileSync(path.resolve(process.cwd(), '.env.example'), 'utf8');
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

function problemsOf(env: Record<string, string>): string[] {
  try {
    readHubConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map((problem) => problem.slice(0, problem.indexOf(':')));
    throw error;
  }
  return [];
}

const KAFKA = { HINOMI_LOG: 'kafka', HINOMI_KAFKA_BROKERS: '127.0.0.1:9092' };

describe('the configuration', () => {
  it('is described by .env.example, setting by setting', () => {
    expect(Object.keys(exampleFile()).sort()).toEqual(Object.keys(HubConfigSchema.shape).sort());
  });

  it('has the defaults that .env.example names', () => {
    const fromExample = readHubConfig(exampleFile());
    const folders = {
      dataDir: '',
      sourcesDir: '',
      boundariesDir: '',
      photosDir: '',
      attachments: null,
      vaultKeyDir: '',
      store: null,
    };
    expect({ ...fromExample, ...folders }).toEqual({ ...readHubConfig({}), ...folders });
    expect(fromExample).toMatchObject({
      dataDir: path.resolve('.hinomi'),
      boundariesDir: path.resolve('.hinomi/boundaries'),
      photosDir: path.resolve('.hinomi/photos'),
      attachments: { dir: path.resolve('.hinomi/attachments'), limitBytes: 10_000_000_000 },
      store: { kind: 'embedded', dir: path.resolve('.hinomi/store') },
    });
  });

  it('hosts everything on loopback, with the demonstration accounts, unless told otherwise', () => {
    expect(readHubConfig({})).toMatchObject({
      services: ['ingest', 'shelter', 'phr', 'aggregator', 'gateway', 'delivery'],
      host: 'localhost',
      bind: '127.0.0.1',
      loopback: true,
      tls: null,
      demonstration: true,
    });
  });

  it('lists every problem at once, contradictions included', () => {
    const problems = problemsOf({
      HINOMI_PORT: 'eighty',
      HINOMI_HOME_AREA: 'Tokyo',
      HINOMI_DRILL: 'maybe',
      HINOMI_SERVICES: 'gateway',
      HINOMI_STORE: 'postgres',
      HINOMI_TLS_CERT: 'cert.pem',
      HINOMI_BIND: '0.0.0.0',
    });
    expect(problems).toEqual([
      'HINOMI_PORT',
      'HINOMI_HOME_AREA',
      'HINOMI_DRILL',
      'HINOMI_SERVICES',
      'HINOMI_INGEST_URL',
      'HINOMI_SHELTER_URL',
      'HINOMI_PHR_URL',
      'HINOMI_DELIVERY_URL',
      'HINOMI_POSTGRES_URL',
      'HINOMI_TLS_KEY',
    ]);
  });

  it('refuses Kafka without a broker, and a broker without Kafka', () => {
    expect(problemsOf({ HINOMI_LOG: 'kafka' })).toEqual(['HINOMI_KAFKA_BROKERS']);
    expect(problemsOf({ HINOMI_KAFKA_BROKERS: '127.0.0.1:9092' })).toEqual(['HINOMI_KAFKA_BROKERS']);
    const outside = { HINOMI_KAFKA_PUBLIC_BROKERS: 'kafka.pref.example:9093' };
    expect(problemsOf(outside)).toEqual(['HINOMI_KAFKA_PUBLIC_BROKERS']);
    expect(readHubConfig({ ...KAFKA, ...outside }).kafkaPublicBrokers).toEqual(['kafka.pref.example:9093']);
    expect(readHubConfig({ ...KAFKA, HINOMI_KAFKA_BROKERS: '127.0.0.1:9092, 127.0.0.1:9093' }).log).toEqual({
      kind: 'kafka',
      brokers: ['127.0.0.1:9092', '127.0.0.1:9093'],
    });
  });
});

describe('who a process is to Kafka', () => {
  const WHO = { HINOMI_KAFKA_USER: 'phr', HINOMI_KAFKA_PASSWORD: 'kept' };

  it('is nobody, or a user with a password, over TLS or not', () => {
    expect(readHubConfig(KAFKA).log).toEqual({ kind: 'kafka', brokers: ['127.0.0.1:9092'] });
    expect(readHubConfig({ ...KAFKA, ...WHO, HINOMI_KAFKA_TLS: 'on' }).log).toEqual({
      kind: 'kafka',
      brokers: ['127.0.0.1:9092'],
      tls: true,
      credentials: { mechanism: 'scram-sha-512', username: 'phr', password: 'kept' },
    });
  });

  it('is refused without the password, and a password without a name', () => {
    for (const [name, value] of [
      ['HINOMI_KAFKA_USER', 'phr'],
      ['HINOMI_KAFKA_PASSWORD', 'kept'],
    ] as const)
      expect(problemsOf({ ...KAFKA, [name]: value })).toEqual(['HINOMI_KAFKA_USER']);
  });
});

describe('a process that hosts a part', () => {
  it('is told of a service that there is not', () => {
    expect(problemsOf({ HINOMI_SERVICES: 'ingest,gatewy', ...KAFKA })).toEqual(['HINOMI_SERVICES']);
  });

  it('needs a log that many can share', () => {
    expect(problemsOf({ HINOMI_SERVICES: 'aggregator' })).toEqual(['HINOMI_SERVICES']);
    expect(readHubConfig({ HINOMI_SERVICES: 'aggregator', ...KAFKA }).services).toEqual(['aggregator']);
  });

  it('finds ingest, shelter and the vault, as a gateway, and the issuer, as one of them', () => {
    const urls = ['HINOMI_INGEST_URL', 'HINOMI_SHELTER_URL', 'HINOMI_PHR_URL', 'HINOMI_DELIVERY_URL'];
    expect(problemsOf({ HINOMI_SERVICES: 'gateway', ...KAFKA })).toEqual(urls);
    expect(problemsOf({ HINOMI_SERVICES: 'ingest,gateway', ...KAFKA })).toEqual(urls.slice(1));
    expect(problemsOf({ HINOMI_SERVICES: 'phr', ...KAFKA })).toEqual(['HINOMI_ISSUER']);
    expect(problemsOf({ HINOMI_SERVICES: 'shelter', ...KAFKA })).toEqual(['HINOMI_ISSUER']);
    expect(problemsOf({ HINOMI_SERVICES: 'ingest', ...KAFKA })).toEqual(['HINOMI_ISSUER']);
    const [gateway, ingest] = [
      readHubConfig({
        HINOMI_SERVICES: 'gateway',
        HINOMI_INGEST_URL: 'http://127.0.0.1:8081/',
        HINOMI_SHELTER_URL: 'http://127.0.0.1:8082/',
        HINOMI_PHR_URL: 'http://127.0.0.1:8083/',
        HINOMI_DELIVERY_URL: 'http://127.0.0.1:8084/',
        ...KAFKA,
      }),
      readHubConfig({ HINOMI_SERVICES: 'ingest', HINOMI_ISSUER: 'http://localhost:8080', ...KAFKA }),
    ];
    expect(gateway).toMatchObject({
      ingestUrl: 'http://127.0.0.1:8081',
      shelterUrl: 'http://127.0.0.1:8082',
      phrUrl: 'http://127.0.0.1:8083',
      issuer: null,
      demonstration: true,
    });
    expect(ingest).toMatchObject({ ingestUrl: null, issuer: 'http://localhost:8080', demonstration: true });
  });

  it('says when ingest is asked for elsewhere and here', () => {
    expect(problemsOf({ HINOMI_INGEST_URL: 'http://127.0.0.1:8081' })).toEqual(['HINOMI_INGEST_URL']);
    expect(problemsOf({ HINOMI_SHELTER_URL: 'http://127.0.0.1:8082' })).toEqual(['HINOMI_SHELTER_URL']);
    expect(problemsOf({ HINOMI_PHR_URL: 'http://127.0.0.1:8083' })).toEqual(['HINOMI_PHR_URL']);
    expect(problemsOf({ HINOMI_DELIVERY_URL: 'http://127.0.0.1:8084' })).toEqual(['HINOMI_DELIVERY_URL']);
  });

  it('keeps the vault under a role of its own', () => {
    const beside = { HINOMI_STORE: 'postgres', HINOMI_POSTGRES_URL: 'postgres://hinomi:x@db/hinomi' };
    for (const url of ['hinomi@db', 'mysql://hinomi@db/hinomi', 'postgres://hinomi:p#ss@db/hinomi'])
      expect(problemsOf({ ...beside, HINOMI_POSTGRES_URL: url })).toContain('HINOMI_POSTGRES_URL');
    expect(problemsOf(beside)).toEqual(['HINOMI_VAULT_POSTGRES_URL']);
    expect(problemsOf({ ...beside, HINOMI_VAULT_POSTGRES_URL: 'postgres://hinomi:y@db/hinomi' })).toEqual([
      'HINOMI_VAULT_POSTGRES_URL',
    ]);
    const url = 'postgres://hinomi_vault:y@db/hinomi';
    expect(readHubConfig({ ...beside, HINOMI_VAULT_POSTGRES_URL: url }).vaultStore).toEqual({
      kind: 'postgres',
      url,
      schema: 'vault',
    });
  });
});

describe('a hub that others reach', () => {
  it('speaks HTTPS, on every address, without demonstration accounts', () => {
    const beyond = { HINOMI_HOST: 'hub.town.example', HINOMI_DATA_DIR: '/data' };
    expect(readHubConfig(beyond)).toMatchObject({
      bind: '0.0.0.0',
      loopback: false,
      demonstration: false,
      tls: { cert: path.resolve('/data/tls/cert.pem'), key: path.resolve('/data/tls/key.pem') },
    });
  });

  it('is not opened by an address alone', () => {
    expect(problemsOf({ HINOMI_BIND: '0.0.0.0' })).toEqual(['HINOMI_BIND']);
    expect(readHubConfig({ HINOMI_BIND: '0.0.0.0', HINOMI_BEHIND_PROXY: 'on' })).toMatchObject({
      loopback: false,
      demonstration: false,
      tls: null,
    });
  });

  it('has one name', () => {
    expect(problemsOf({ HINOMI_PUBLIC_URL: 'https://hub.town.example' })).toEqual(['HINOMI_PUBLIC_URL']);
    const named = { HINOMI_HOST: 'hub.town.example' };
    expect(problemsOf({ ...named, HINOMI_PUBLIC_URL: 'http://hub.town.example' })).toEqual(['HINOMI_PUBLIC_URL']);
    expect(readHubConfig({ ...named, HINOMI_PUBLIC_URL: 'https://hub.town.example/' }).publicUrl).toBe(
      'https://hub.town.example',
    );
  });

  it('has no demonstration accounts with an issuer of its own', () => {
    expect(readHubConfig({ HINOMI_ISSUER: 'https://id.town.example' }).demonstration).toBe(false);
    expect(readHubConfig({ HINOMI_DEMONSTRATION: 'off' }).demonstration).toBe(false);
  });
});
