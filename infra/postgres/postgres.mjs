/**
 * Starts PostgreSQL with PostGIS from the machine's packages, on loopback only: no container, no service of the system.
 *
 *   node infra/postgres/postgres.mjs --dir .hinomi/postgres
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { freePorts } from '../free-ports.mjs';

const DEBIAN_VERSIONS = '/usr/lib/postgresql';
const OLDEST_VERSION = 15;
const PACKAGES = 'postgresql-15 and postgresql-15-postgis-3';
const DATABASE = 'hinomi';
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 20_000;
/** How long a server that was killed may still be listed by the system, which is all it takes to hold its folder. */
const GONE_LIMIT_MS = 15_000;

/** `null` when PostgreSQL with PostGIS can be started here, else what is missing and what to do. */
export async function whyNoPostgres() {
  const bin = binFolder();
  if (!bin) return `PostgreSQL ${OLDEST_VERSION} or newer is missing: install the packages ${PACKAGES}.`;
  const shared = bin.replace('/lib/', '/share/').replace(/\/bin$/, '');
  if (!existsSync(join(shared, 'extension/postgis.control')))
    return `PostGIS is missing: install the packages ${PACKAGES}.`;
  if (isRoot() && !postgresUser()) return 'PostgreSQL does not run as root, and there is no user "postgres".';
  return null;
}

/**
 * One server with an empty database that has PostGIS. A `dir` used before is started again with its rows.
 *
 * @param {{ dir?: string, port?: number }} [options] `port`: a free one otherwise; the same again for a `dir` used before
 */
export async function startPostgres({ dir = mkdtempSync(join(tmpdir(), 'hinomi-postgres-')), port } = {}) {
  const missing = await whyNoPostgres();
  if (missing) throw new Error(missing);
  const server = new Server(resolve(dir), port ?? keptPort(resolve(dir)) ?? (await freePorts(1))[0]);
  const kill = () => server.kill();
  process.once('exit', kill);
  try {
    await server.create();
    await server.start();
    await server.createDatabase();
  } catch (error) {
    kill();
    throw error;
  }
  return {
    url: server.url,
    dir: server.dir,
    passwordFile: server.passwordFile,
    /** Ends it at once, as a power cut would. */
    async kill() {
      server.kill();
      await server.ended;
    },
    restart: () => server.start(),
    /** Resolves when the server's process is gone, whoever ended it. */
    ended: server.ended,
    async stop() {
      await server.stop();
      process.off('exit', kill);
    },
  };
}

class Server {
  constructor(dir, port) {
    this.dir = dir;
    this.port = port;
    this.data = join(dir, 'data');
    this.log = join(dir, 'postgres.log');
    this.passwordFile = join(dir, 'password');
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, 'port'), String(port));
    const user = isRoot() ? postgresUser() : null;
    this.as = user ?? {};
    if (user) chownSync(dir, user.uid, user.gid);
    this.password = this.keptPassword(user);
    this.url = `postgres://hinomi:${this.password}@127.0.0.1:${port}/${DATABASE}`;
  }

  /** Other users of this machine reach the port too, and accounts and the issuer's key stand behind it. */
  keptPassword(user) {
    if (existsSync(this.passwordFile)) return readFileSync(this.passwordFile, 'utf8');
    if (existsSync(this.data)) {
      throw new Error(`The database in ${this.dir} was made without a password: move the folder away, or remove it.`);
    }
    const password = randomBytes(24).toString('base64url');
    writeFileSync(this.passwordFile, password, { mode: 0o600, flag: 'wx' });
    if (user) chownSync(this.passwordFile, user.uid, user.gid);
    return password;
  }

  async create() {
    if (existsSync(join(this.data, 'PG_VERSION'))) return;
    const access = ['-U', 'hinomi', '--auth=scram-sha-256', `--pwfile=${this.passwordFile}`];
    const options = ['-D', this.data, '--encoding=UTF8', '--locale=C.UTF-8', '--no-instructions'];
    await this.run('initdb', [...options, ...access]);
  }

  async start() {
    await this.earlierOneIsGone();
    const settings = {
      listen_addresses: '127.0.0.1',
      port: this.port,
      unix_socket_directories: '',
      timezone: 'UTC',
      shared_buffers: '64MB',
      max_connections: 60,
      logging_collector: 'off',
    };
    const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    this.process = spawn(join(binFolder(), 'postgres'), ['-D', this.data, ...options], {
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: this.dir,
      ...this.as,
    });
    let said = '';
    this.process.stderr.setEncoding('utf8').on('data', (text) => {
      said = (said + text).slice(-10_000);
      writeFileSync(this.log, text, { flag: 'a' });
    });
    this.ended = new Promise((done) => this.process.once('exit', done));
    const deadline = Date.now() + START_LIMIT_MS;
    // Somebody else may answer on this port, and hold the folder too.
    while (this.holder() !== this.process.pid || !(await this.answers())) {
      if (this.process.exitCode !== null || Date.now() > deadline) {
        this.kill();
        throw new Error(`PostgreSQL did not start in ${this.dir}; it said:\n${said}`);
      }
      await delay(50);
    }
  }

  /** The process that says it serves this folder, or said so when it was killed. */
  holder() {
    const file = join(this.data, 'postmaster.pid');
    return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : null;
  }

  /** One that does not go within the limit is in use: PostgreSQL itself says so then. */
  async earlierOneIsGone() {
    const holder = this.holder();
    for (const limit = Date.now() + GONE_LIMIT_MS; holder && isListed(holder) && Date.now() < limit;) await delay(50);
  }

  async answers() {
    const { status } = await this.spawned('pg_isready', ['-q', '-h', '127.0.0.1', '-p', String(this.port)]);
    return status === 0;
  }

  async createDatabase() {
    const { output } = await this.sql('postgres', `select 1 from pg_database where datname = '${DATABASE}'`);
    if (!output.includes('1')) await this.run('createdb', [...this.connection(), DATABASE]);
    await this.sql(DATABASE, 'create extension if not exists postgis');
  }

  sql(database, text) {
    return this.run('psql', [...this.connection(), '-At', '-d', database, '-c', text]);
  }

  connection() {
    return ['-h', '127.0.0.1', '-p', String(this.port), '-U', 'hinomi'];
  }

  async run(program, args) {
    const result = await this.spawned(program, args);
    if (result.status !== 0) throw new Error(`${program} failed in ${this.dir}: ${result.output}`);
    return result;
  }

  spawned(program, args) {
    return new Promise((done, failed) => {
      const child = spawn(join(binFolder(), program), args, {
        stdio: ['ignore', 'pipe', 'pipe'],
        cwd: this.dir,
        env: { ...process.env, PGPASSWORD: this.password },
        ...this.as,
      });
      let output = '';
      child.stdout.on('data', (chunk) => (output += chunk));
      child.stderr.on('data', (chunk) => (output += chunk));
      child.once('error', failed);
      child.once('close', (status) => done({ status, output }));
    });
  }

  kill() {
    this.process?.kill('SIGKILL');
  }

  async stop() {
    if (!this.process) return;
    // Fast shutdown: connections are ended, everything is written out.
    this.process.kill('SIGINT');
    const late = setTimeout(() => this.kill(), STOP_LIMIT_MS);
    await this.ended;
    clearTimeout(late);
  }
}

/** The newest version installed. */
function binFolder() {
  if (!existsSync(DEBIAN_VERSIONS)) return null;
  const [newest] = readdirSync(DEBIAN_VERSIONS)
    .map(Number)
    .filter((version) => version >= OLDEST_VERSION && existsSync(join(DEBIAN_VERSIONS, String(version), 'bin/initdb')))
    .sort((a, b) => b - a);
  return newest === undefined ? null : join(DEBIAN_VERSIONS, String(newest), 'bin');
}

/** Also when it has ended, and whoever started it has not asked how. */
function isListed(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function isRoot() {
  return process.getuid?.() === 0;
}

function postgresUser() {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('postgres:'));
  if (!line) return null;
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

function keptPort(dir) {
  const file = join(dir, 'port');
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : undefined;
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { dir: { type: 'string' }, port: { type: 'string' } } });
  try {
    const postgres = await startPostgres({
      ...(values.dir && { dir: values.dir }),
      ...(values.port && { port: Number(values.port) }),
    });
    const shown = postgres.url.replace(/:[^:@]*@/, ':***@');
    console.log(`PostgreSQL is ready: ${shown}\nThe password is in ${postgres.passwordFile}; end it with Ctrl+C.`);
    const stop = () => void postgres.stop().then(() => process.exit(0));
    process.once('SIGINT', stop).once('SIGTERM', stop);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
