/**
 * Starts Apache Kafka from its own jars, in KRaft mode, on this machine only: no container, no shell, no npm package.
 *
 *   node infra/kafka/kafka.mjs --brokers 3 --dir .hinomi/kafka
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { freePorts } from '../free-ports.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const jars = join(here, 'target', 'jars');
const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
const FETCH_JARS = 'mvn -f infra/kafka/pom.xml dependency:copy-dependencies';
const START_LIMIT_MS = 120_000;
const STOP_LIMIT_MS = 20_000;

/** `null` when a broker can be started here (the jars are fetched if need be), else what is missing and what to do. */
export async function whyNoKafka() {
  const version = await run(java, ['-version']).catch(() => null);
  if (!version) return 'Java is missing: install a Java runtime of version 17 or newer.';
  const major = Number(/version "(\d+)/.exec(version.output)?.[1] ?? 0);
  if (major < 17) return `Java ${major} is too old: Kafka needs version 17 or newer.`;
  if (haveJars()) return null;
  const maven = await run('mvn', ['-v']).catch(() => null);
  if (!maven || maven.code !== 0)
    return `Kafka's jars are missing and so is Maven: install Maven, or run "${FETCH_JARS}".`;
  const fetched = await run('mvn', ['-q', '-B', '-f', join(here, 'pom.xml'), 'dependency:copy-dependencies']);
  if (fetched.code === 0 && haveJars()) return null;
  return `Maven could not fetch Kafka's jars; see what "${FETCH_JARS}" says. ${fetched.output.slice(0, 300)}`;
}

/**
 * A cluster of 1 or 3 nodes, each broker and controller. A `dir` used before is started again as it was.
 *
 * @param {{ brokers?: 1 | 3, dir?: string, port?: number, principals?: string[], only?: number }} [options] `port`: the first broker's; free ones
 *   otherwise. `principals`: who may come in, each with a password of its own, and then only as `access.yaml` allows; without them
 *   everybody on this machine may do everything. `only`: this node of the cluster alone, counted from 1; the others run elsewhere
 */
export async function startKafka({
  brokers: count = 1,
  dir = mkdtempSync(join(tmpdir(), 'hinomi-kafka-')),
  port,
  principals,
  only,
} = {}) {
  const missing = await whyNoKafka();
  if (missing) throw new Error(missing);
  const cluster = await describeCluster(resolve(dir), count, port);
  const passwords = principals && keptPasswords(cluster.dir, principals);
  const nodes = cluster.nodes
    .filter(({ id }) => only === undefined || id === only)
    .map((node) => new Node(node, cluster, passwords));
  const killAll = () => nodes.forEach((node) => node.kill());
  process.once('exit', killAll);
  try {
    await Promise.all(nodes.map((node) => node.format()));
    await Promise.all(nodes.map((node) => node.start()));
  } catch (error) {
    killAll();
    throw error;
  }
  return {
    brokers: cluster.nodes.map((node) => `127.0.0.1:${node.port}`),
    dir: cluster.dir,
    /** Of each principal and of `admin`; null when nobody is asked who they are. */
    passwords: passwords ?? null,
    /** Ends one node at once, as a power cut would. */
    kill: (index) => nodes[index].kill(),
    /** SIGSTOP: the node is there and does nothing. */
    stopProcess: (index) => nodes[index].process.kill('SIGSTOP'),
    continueProcess: (index) => nodes[index].process.kill('SIGCONT'),
    restart: (index) => nodes[index].start(),
    /** Resolves when a node's process is gone, whoever ended it. */
    ended: Promise.race(nodes.map((node) => node.ended)),
    async stop() {
      await Promise.all(nodes.map((node) => node.stop()));
      process.off('exit', killAll);
    },
  };
}

/**
 * Runs one of Kafka's own commands, by the name of its class: `org.apache.kafka.tools.ConfigCommand`. Resolves to what it printed.
 */
export async function kafkaCommand(name, args) {
  const { program, words } = kafkaWords(name, args);
  const { code, output } = await run(program, words);
  if (code !== 0) throw new Error(`${name.split('.').at(-1)} failed: ${output.slice(-1000)}`);
  return output;
}

/** What such a command is to the operating system. */
export function kafkaWords(name, args) {
  return { program: java, words: [...jvm(), name, ...args] };
}

/**
 * Where the brokers are and how one comes in, before any runs; their folders are made once, so that each can be started alone.
 *
 * @param {{ brokers: 1 | 3, dir: string, principals: string[] }} options
 */
export async function describeKafka({ brokers, dir, principals }) {
  const cluster = await describeCluster(resolve(dir), brokers, undefined);
  return {
    brokers: cluster.nodes.map(({ port }) => `127.0.0.1:${port}`),
    controllers: cluster.nodes.map(({ controllerPort }) => controllerPort),
    passwords: keptPasswords(cluster.dir, principals),
  };
}

class Node {
  constructor(node, cluster, passwords) {
    this.node = node;
    this.dir = join(cluster.dir, `node-${node.id}`);
    this.log = join(this.dir, 'node.log');
    this.config = join(this.dir, 'server.properties');
    this.clusterId = cluster.id;
    mkdirSync(this.dir, { recursive: true });
    const settings = { ...properties(node, cluster, this.dir), ...(passwords && guarded(node, passwords)) };
    const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(this.config, lines.join(''), { mode: 0o600 });
  }

  async format() {
    const args = ['kafka.tools.StorageTool', 'format', '--ignore-formatted', '-t', this.clusterId, '-c', this.config];
    const { code, output } = await run(java, [...jvm(), ...args]);
    if (code !== 0) throw new Error(`Kafka's storage could not be formatted in ${this.dir}: ${output}`);
  }

  async start() {
    const log = openSync(this.log, 'a');
    const before = readFileSync(this.log, 'utf8').length;
    this.process = spawn(java, [...jvm(), 'kafka.Kafka', this.config], { stdio: ['ignore', log, log] });
    closeSync(log);
    this.ended = new Promise((done) => this.process.once('exit', done));
    const deadline = Date.now() + START_LIMIT_MS;
    for (;;) {
      const said = readFileSync(this.log, 'utf8').slice(before);
      if (said.includes('Kafka Server started')) return;
      if (this.process.exitCode !== null || Date.now() > deadline) {
        this.kill();
        throw new Error(`Kafka node ${this.node.id} did not start; ${this.log} ends with:\n${said.slice(-2000)}`);
      }
      await delay(50);
    }
  }

  kill() {
    this.process?.kill('SIGKILL');
  }

  async stop() {
    if (!this.process) return;
    this.process.kill('SIGTERM');
    const late = setTimeout(() => this.kill(), STOP_LIMIT_MS);
    await this.ended;
    clearTimeout(late);
  }
}

/** Small and quick: this runs beside everything else on a developer's machine. */
function jvm() {
  const memory = ['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Djava.awt.headless=true'];
  return [...memory, `-Dlog4j2.configurationFile=${join(here, 'log4j2.xml')}`, '-cp', join(jars, '*')];
}

function properties(node, { nodes }, dir) {
  const copies = Math.min(3, nodes.length);
  const inSync = copies === 3 ? 2 : 1;
  const voters = nodes.map(({ id, controllerPort }) => `${id}@127.0.0.1:${controllerPort}`);
  return {
    'process.roles': 'broker,controller',
    'node.id': node.id,
    'controller.quorum.voters': voters.join(','),
    'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://127.0.0.1:${node.port},CONTROLLER://127.0.0.1:${node.controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${node.port}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'PLAINTEXT',
    // Java reads a backslash in a properties file as an escape.
    'log.dirs': join(dir, 'logs').replaceAll('\\', '/'),
    'auto.create.topics.enable': false,
    'default.replication.factor': copies,
    'min.insync.replicas': inSync,
    'offsets.topic.replication.factor': copies,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': inSync,
    'share.coordinator.state.topic.replication.factor': copies,
    'share.coordinator.state.topic.min.isr': inSync,
    // After so long without a sign of life its partitions are led by others, and the broker itself may come back (9 s by default).
    'broker.session.timeout.ms': 5_000,
    'broker.heartbeat.interval.ms': 1_000,
    // Nobody else is about to join: a group may begin at once.
    'group.initial.rebalance.delay.ms': 0,
    'log.cleaner.backoff.ms': 500,
    'log.cleaner.dedupe.buffer.size': 4 * 1024 * 1024,
  };
}

/** Everybody says who they are, brokers and controllers among themselves as well, and may do what ACLs allow. Loopback: not encrypted. */
function guarded({ port, controllerPort }, passwords) {
  const users = Object.entries(passwords).map(([name, password]) => `user_${name}="${password}"`);
  const module = 'org.apache.kafka.common.security.plain.PlainLoginModule required';
  const jaas = `${module} username="admin" password="${passwords.admin}" ${users.join(' ')};`;
  return {
    listeners: `SASL_PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `SASL_PLAINTEXT://127.0.0.1:${port}`,
    'listener.security.protocol.map': 'SASL_PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT',
    'inter.broker.listener.name': 'SASL_PLAINTEXT',
    'sasl.enabled.mechanisms': 'PLAIN',
    // The hub's own are known from the start; agencies are made while it runs.
    'listener.name.sasl_plaintext.sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-512',
    'sasl.mechanism.inter.broker.protocol': 'PLAIN',
    'sasl.mechanism.controller.protocol': 'PLAIN',
    'listener.name.sasl_plaintext.plain.sasl.jaas.config': jaas,
    'listener.name.sasl_plaintext.scram-sha-512.sasl.jaas.config':
      'org.apache.kafka.common.security.scram.ScramLoginModule required;',
    'listener.name.controller.plain.sasl.jaas.config': jaas,
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'allow.everyone.if.no.acl.found': false,
    'super.users': 'User:admin',
  };
}

/** The same again for a folder used before; whoever is new gets one. */
function keptPasswords(dir, principals) {
  const file = join(dir, 'passwords.json');
  const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  for (const name of ['admin', ...principals]) known[name] ??= randomBytes(24).toString('base64url');
  writeFileSync(file, JSON.stringify(known), { mode: 0o600 });
  return known;
}

/** Ports and id are kept: a voter that comes back must be where the others look for it. */
async function describeCluster(dir, count, port) {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'cluster.json');
  if (existsSync(file)) return { ...JSON.parse(readFileSync(file, 'utf8')), dir };
  const free = await freePorts(2 * count);
  const nodes = Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    port: port === undefined ? free[index] : port + index,
    controllerPort: free[count + index],
  }));
  const cluster = { id: randomBytes(16).toString('base64url').replace(/^-/, 'A'), nodes };
  writeFileSync(file, JSON.stringify(cluster));
  return { ...cluster, dir };
}

function haveJars() {
  if (!existsSync(jars)) return false;
  const names = readdirSync(jars);
  return [/^kafka_2\.13-\d/, /^kafka-tools-\d/].every((jar) => names.some((name) => jar.test(name)));
}

function run(command, args) {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', failed);
    child.once('close', (code) => done({ code, output }));
  });
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: { brokers: { type: 'string', default: '1' }, dir: { type: 'string' }, port: { type: 'string' } },
  });
  try {
    const kafka = await startKafka({
      brokers: Number(values.brokers),
      ...(values.dir && { dir: values.dir }),
      ...(values.port && { port: Number(values.port) }),
    });
    console.log(`Kafka is ready: ${kafka.brokers.join(',')}\nIts files are in ${kafka.dir}; end it with Ctrl+C.`);
    const stop = () => void kafka.stop().then(() => process.exit(0));
    process.once('SIGINT', stop).once('SIGTERM', stop);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
