/**
 * Runs one program of the cluster and ends it when whoever started this is gone: the end of stdin says so, also after a
 * kill -9. Node programs run in this process; others below it, in its process group.
 *
 *   node infra/cluster/keeper.mjs hub
 *   node infra/cluster/keeper.mjs kafka '{"brokers":1,"dir":".hinomi/cluster/kafka"}'
 */
import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** Longer than a hub takes to stop; then whatever hangs is ended. */
const LATEST_END_MS = 15_000;
const LISTEN_LIMIT_MS = 10_000;

const [what, settings = '{}'] = process.argv.slice(2);

process.stdin.resume();
process.stdin.once('close', () => {
  setTimeout(() => process.exit(1), LATEST_END_MS).unref();
  process.kill(process.pid, 'SIGTERM');
});

const PROGRAMS = {
  async hub() {
    const { main } = await import('../../services/hub/dist/main.js');
    await main();
  },
  async kafka(options) {
    const { startKafka } = await import('../kafka/kafka.mjs');
    const kafka = await startKafka(options);
    endWith(kafka.ended);
    keep({ brokers: kafka.brokers }, () => kafka.stop());
  },
  async postgres(options) {
    const { startPostgres } = await import('../postgres/postgres.mjs');
    const postgres = await startPostgres(options);
    endWith(postgres.ended);
    keep({ url: postgres.url }, () => postgres.stop());
  },
  async haproxy({ files, bind }) {
    const child = spawn('haproxy', ['-db', '-q', ...files.flatMap((file) => ['-f', file])], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, HINOMI_CLUSTER_BIND: bind },
    });
    const ended = new Promise((done) => child.once('exit', done));
    endWith(ended);
    await listening(bind);
    keep({ bind }, async () => {
      child.kill('SIGTERM');
      await ended;
    });
  },
};

let stopping = false;

/** What died below this process is for whoever started it to start again. */
function endWith(ended) {
  void ended.then(() => stopping || process.exit(1));
}

/** Tells that the program is there, and ends it when it is time. */
function keep(found, stop) {
  const end = () => {
    stopping = true;
    void Promise.resolve(stop()).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', end);
  process.stdout.write(`ready ${JSON.stringify(found)}\n`);
}

async function listening(bind) {
  const [host, port] = bind.split(':');
  const deadline = Date.now() + LISTEN_LIMIT_MS;
  for (;;) {
    const isOpen = await new Promise((done) => {
      const socket = connect(Number(port), host, () => socket.end(() => done(true))).once('error', () => done(false));
    });
    if (isOpen) return;
    if (Date.now() > deadline) throw new Error(`haproxy does not listen on ${bind}`);
    await delay(50);
  }
}

try {
  await PROGRAMS[what](JSON.parse(settings));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
