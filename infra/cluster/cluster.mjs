/**
 * Starts the hub as many processes on this machine: Apache Kafka, PostgreSQL with PostGIS, one ingest, one shelter, one vault, an active and a
 * standby aggregator, two gateways, and haproxy in front of them. No container, no shell.
 *
 *   npm run cluster -- --gateways 2 --standbys 1 --brokers 1 --port 8080
 *   npm run cluster -- restart gateway-1        (or without a name: everything, one after another)
 */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { freePorts } from '../free-ports.mjs';
import { grantDeclaredAccess } from '../kafka/grant-access.mjs';
import { describeKafka, whyNoKafka } from '../kafka/kafka.mjs';
import { whyNoPostgres } from '../postgres/postgres.mjs';
import { makeVaultRole } from '../postgres/vault-role.mjs';
import { askInFolder, listenInFolder } from './control.mjs';
import { Member } from './member.mjs';
import { restartInTurn } from './restart-in-turn.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HAPROXY_CONFIG = fileURLToPath(new URL('haproxy.cfg', import.meta.url));
const DEFAULT_DIR = join(ROOT, '.hinomi/cluster');
const DEFAULT_PORT = 8080;
const PRINCIPALS = ['ingest', 'shelter', 'phr', 'aggregator', 'gateway', 'delivery'];

/** `null` when a cluster can be started here, else what is missing and what to install, a line each. */
export async function whyNoCluster() {
  const haproxy = spawnSync('haproxy', ['-v'], { encoding: 'utf8' });
  const missing = [
    await whyNoKafka(),
    await whyNoPostgres(),
    haproxy.status === 0 ? null : 'haproxy is missing: install the package haproxy.',
  ].filter((reason) => reason !== null);
  return missing.length === 0 ? null : missing.join('\n');
}

/**
 * Starts everything; a `dir` used before goes on with its data. What dies by itself is started again; what `kill` ended
 * stays down until `restart`.
 *
 * @param {{ dir?: string, port?: number, gateways?: number, standbys?: number, brokers?: 1 | 3,
 *   env?: Record<string, string>, envOf?: (name: string) => Record<string, string>, say?: (text: string) => void }} [options]
 */
export async function startCluster({
  dir = DEFAULT_DIR,
  port = DEFAULT_PORT,
  gateways: gatewayCount = 2,
  standbys = 1,
  brokers = 1,
  env = {},
  envOf = () => ({}),
  say = () => undefined,
} = {}) {
  const missing = await whyNoCluster();
  if (missing) throw new Error(missing);
  const home = resolve(dir);
  mkdirSync(home, { recursive: true });
  const names = {
    gateways: Array.from({ length: gatewayCount }, (_, index) => `gateway-${index + 1}`),
    aggregators: Array.from({ length: standbys + 1 }, (_, index) => `aggregator-${index + 1}`),
    brokers: Array.from({ length: brokers }, (_, index) => (brokers === 1 ? 'kafka' : `kafka-${index + 1}`)),
  };
  const services = ['ingest', 'shelter', 'phr', 'delivery', ...names.aggregators, ...names.gateways];
  const free = await freePorts(services.length + 1);
  const portOf = new Map(services.map((name, index) => [name, free[index]]));
  const front = port === 0 ? free.at(-1) : port;
  if (port !== 0 && !(await isFree(port))) {
    throw new Error(`Port ${port} is used by another program: stop it, or choose another one with --port ${port + 1}.`);
  }
  const url = `http://localhost:${front}`;
  const members = new Map();
  const add = (name, program, more) => {
    const member = new Member({ name, program, ...more, say: (text) => say(`${name.padEnd(13)}│ ${text}`) });
    members.set(name, member);
    return member;
  };
  const stop = async () => {
    const groups = [
      ['haproxy'],
      names.gateways,
      ['ingest', 'shelter', 'phr', 'delivery'],
      names.aggregators.toReversed(),
      [...names.brokers, 'postgres'],
    ];
    for (const group of groups) await Promise.all(group.map((name) => members.get(name)?.stop()));
  };
  const killAll = () => members.forEach((member) => void member.kill());
  process.once('exit', killAll);

  try {
    say('Starting Kafka and PostgreSQL …');
    const brokerSettings = { brokers, dir: join(home, 'kafka'), principals: PRINCIPALS };
    const kafka = await describeKafka(brokerSettings);
    const [postgres] = await Promise.all([
      add('postgres', 'postgres', { settings: { dir: join(home, 'postgres') } }).start(),
      ...names.brokers.map((name, index) =>
        add(name, 'kafka', { settings: { ...brokerSettings, only: index + 1 } }).start(),
      ),
    ]);
    // Each service is somebody to Kafka, and may read and write what it is for.
    const { passwords } = kafka;
    const credentials = { mechanism: 'plain', username: 'admin', password: passwords.admin };
    await grantDeclaredAccess({ brokers: kafka.brokers, credentials });
    const shared = {
      HINOMI_LOG: 'kafka',
      HINOMI_KAFKA_BROKERS: kafka.brokers.join(','),
      HINOMI_LOG_FORMAT: 'text',
      HINOMI_LOG_LEVEL: 'warn',
      HINOMI_BOUNDARIES_DIR: join(home, 'boundaries'),
      ...env,
    };
    const service = (name, hosted, more = {}) =>
      add(name, 'hub', {
        env: {
          ...shared,
          ...envOf(name),
          HINOMI_SERVICES: hosted,
          HINOMI_KAFKA_USER: hosted,
          HINOMI_KAFKA_PASSWORD: passwords[hosted],
          HINOMI_KAFKA_SASL: 'plain',
          HINOMI_PORT: String(portOf.get(name)),
          HINOMI_DATA_DIR: join(home, name),
          ...more,
        },
      });
    const gateway = (name) =>
      service(name, 'gateway', {
        HINOMI_STORE: 'postgres',
        HINOMI_POSTGRES_URL: postgres.url,
        HINOMI_INGEST_URL: `http://127.0.0.1:${portOf.get('ingest')}`,
        HINOMI_SHELTER_URL: `http://127.0.0.1:${portOf.get('shelter')}`,
        HINOMI_PHR_URL: `http://127.0.0.1:${portOf.get('phr')}`,
        HINOMI_DELIVERY_URL: `http://127.0.0.1:${portOf.get('delivery')}`,
        HINOMI_PUBLIC_URL: url,
        HINOMI_ATTACHMENTS_DIR: join(home, 'attachments'),
      });

    // One at a time where the first of a kind makes what the others find: topics, tables, boundaries.
    say('Starting the first aggregator and the first gateway …');
    const [firstAggregator, ...otherAggregators] = names.aggregators;
    const [firstGateway, ...otherGateways] = names.gateways;
    await service(firstAggregator, 'aggregator').start();
    await gateway(firstGateway).start();
    say('Starting the others …');
    await service('ingest', 'ingest', { HINOMI_ISSUER: url }).start();
    await service('shelter', 'shelter', { HINOMI_ISSUER: url }).start();
    const vaultUrl = await makeVaultRole(postgres.url, keptPassword(join(home, 'vault-password')));
    await service('phr', 'phr', { HINOMI_ISSUER: url, HINOMI_VAULT_POSTGRES_URL: vaultUrl }).start();
    await service('delivery', 'delivery', {
      HINOMI_ISSUER: url,
      HINOMI_STORE: 'postgres',
      HINOMI_POSTGRES_URL: postgres.url,
      HINOMI_PUBLIC_URL: url,
    }).start();
    await Promise.all([
      ...otherAggregators.map((name) => service(name, 'aggregator').start()),
      ...otherGateways.map((name) => gateway(name).start()),
    ]);
    const backend = join(home, 'gateways.cfg');
    writeFileSync(backend, gatewayBackend(names.gateways.map((name) => [name, `127.0.0.1:${portOf.get(name)}`])));
    await add('haproxy', 'haproxy', {
      settings: { files: [HAPROXY_CONFIG, backend], bind: `127.0.0.1:${front}` },
    }).start();

    const at = (name) => ({ name, url: `http://localhost:${portOf.get(name)}` });
    const portsOf = (name) => {
      const broker = names.brokers.indexOf(name);
      if (broker >= 0) return [Number(kafka.brokers[broker].split(':')[1]), kafka.controllers[broker]];
      if (name === 'postgres') return [Number(new URL(postgres.url).port)];
      return name === 'haproxy' ? [front] : [portOf.get(name)];
    };
    const named = (name) => {
      const member = members.get(name);
      if (!member) throw new Error(`There is no ${name}; there are ${[...members.keys()].join(', ')}.`);
      return member;
    };
    const running = {
      url,
      gateways: names.gateways.map(at),
      aggregators: names.aggregators.map(at),
      /** Ends a process at once, as a power cut would; it stays down. */
      kill: (name) => named(name).kill(),
      /** SIGSTOP: the process is there and does nothing. */
      stopProcess: (name) => named(name).signal('SIGSTOP'),
      continueProcess: (name) => named(name).signal('SIGCONT'),
      restart: (name) => named(name).restart(),
      /** All of these, or everything, one after another; whoever uses the cluster sees nothing of it. */
      restartInTurn: (wanted = [...names.brokers, 'postgres', ...services, 'haproxy'], tell = say) =>
        restartInTurn(
          wanted.map((name) => {
            const member = named(name);
            return { name, url: portOf.has(name) ? at(name).url : null, restart: () => member.restart() };
          }),
          tell,
        ),
      /** Each process, with the ports that it listens on. */
      members: [...members].map(([name, member]) => ({ name, member, ports: portsOf(name) })),
      kafka: { brokers: kafka.brokers, credentials },
      async stop() {
        await closeControl();
        await stop();
        process.off('exit', killAll);
      },
    };
    const closeControl = await listenInFolder(home, ({ restart }, tell) =>
      running.restartInTurn(restart.length === 0 ? undefined : restart, tell),
    );
    return running;
  } catch (error) {
    killAll();
    process.off('exit', killAll);
    throw error;
  }
}

/** The gateways as haproxy sees them; how it asks whether they are of use stands in haproxy.cfg. */
function gatewayBackend(servers) {
  return [
    'backend gateways',
    '  balance leastconn',
    ...servers.map(([name, address]) => `  server ${name} ${address}`),
    '',
  ].join('\n');
}

/** Of the vault's role, the same again for a folder used before. */
function keptPassword(file) {
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8');
}

function isFree(port) {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(false)).listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      gateways: { type: 'string', default: '2' },
      standbys: { type: 'string', default: '1' },
      brokers: { type: 'string', default: '1' },
      port: { type: 'string', default: String(DEFAULT_PORT) },
      dir: { type: 'string' },
    },
  });
  const say = (text) => process.stdout.write(`${text}\n`);
  const [wish, ...wanted] = positionals;
  if (wish === 'restart') return askInFolder(values.dir ?? DEFAULT_DIR, { restart: wanted }, say);
  if (wish !== undefined) throw new Error(`There is no "${wish}"; there is: restart [name …].`);
  const [gateways, standbys, brokers, port] = ['gateways', 'standbys', 'brokers', 'port'].map((name) =>
    numberOf(name, values[name]),
  );
  if (gateways < 1) throw new Error('--gateways must be at least 1.');
  if (brokers !== 1 && brokers !== 3) throw new Error('--brokers must be 1 or 3.');
  const missing = await whyNoCluster();
  if (missing) throw new Error(`A cluster cannot be started on this machine yet:\n${missing}`);
  const { checkMachine, install, build } = await import('../bootstrap/prepare.mjs');
  checkMachine();
  await install();
  await build();
  let stopping = false;
  const started = startCluster({ gateways, standbys, brokers, port, say, ...(values.dir && { dir: values.dir }) });
  const stop = () => {
    // A second Ctrl-C does not wait: what runs below ends when this process is gone.
    if (stopping) process.exit(130);
    stopping = true;
    say('Stopping …');
    void started
      .then((cluster) => cluster.stop())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const cluster = await started;
  say(`\n火の見 Hinomi is running: ${cluster.url}/  (Ctrl-C stops it)`);
}

function numberOf(name, text) {
  if (!/^\d+$/.test(text)) throw new Error(`--${name} must be a number, not "${text}".`);
  return Number(text);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
}
