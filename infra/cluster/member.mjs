/** One process of the cluster: started, watched, started again when it dies, and ended. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { HUB_NODE_FLAGS } from '../bootstrap/node-flags.mjs';

const KEEPER = fileURLToPath(new URL('keeper.mjs', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** A process that ran this long has shown that it can: the next pause is short again. */
const STEADY_MS = 60_000;
const START_LIMIT_MS = 180_000;
const STOP_LIMIT_MS = 25_000;

/** How a program says that it is there, and what it found. */
const READY = [
  [/^ready (\{.*\})$/, (found) => JSON.parse(found)],
  [/is running: (https?:\/\/\S+)/, (url) => ({ url })],
];

export class Member {
  /**
   * @param {{ name: string, program: string, settings?: object, env?: Record<string, string>, say: (text: string) => void }} options
   */
  constructor({ name, program, settings = {}, env = {}, say }) {
    Object.assign(this, { name, program, settings, env, say });
    this.wanted = false;
    /** It was of use once: what cannot even start needs a person, not another try. */
    this.proven = false;
    this.pause = FIRST_PAUSE_MS;
    this.lines = [];
  }

  get pid() {
    return this.child?.pid;
  }

  /** Resolves to what the program says of itself once it is of use; whoever else wants it started meanwhile gets the same. */
  start() {
    this.wanted = true;
    if (!this.isRunning()) this.ready = this.spawn();
    return this.ready;
  }

  spawn() {
    const began = Date.now();
    // A group of its own: Ctrl-C at the terminal is for the launcher alone, and a kill takes what runs below along.
    const child = spawn(process.execPath, [...HUB_NODE_FLAGS, KEEPER, this.program, JSON.stringify(this.settings)], {
      cwd: ROOT,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '', ...this.env },
    });
    this.child = child;
    // The far end may be gone before this end is closed.
    child.stdin.on('error', () => undefined);
    this.ended = new Promise((done) =>
      child.once('exit', (code, signal) => {
        // What ran below a keeper that was killed would hold the data of the next one.
        signalGroup(child.pid, 'SIGKILL');
        done(signal ?? code);
      }),
    );
    let late;
    const ready = new Promise((found, failed) => {
      late = setTimeout(() => {
        failed(new Error(`${this.name} did not start within ${START_LIMIT_MS / 1_000} s:\n${this.tail()}`));
        this.signal('SIGKILL');
      }, START_LIMIT_MS);
      const onLine = (line) => {
        this.keepLine(line);
        for (const [pattern, read] of READY) {
          const [, text] = pattern.exec(line) ?? [];
          if (text !== undefined) found(read(text));
        }
      };
      createInterface({ input: child.stdout }).on('line', onLine);
      createInterface({ input: child.stderr }).on('line', onLine);
      void this.ended.then((how) =>
        failed(new Error(`${this.name} ended (${how}) before it was ready:\n${this.tail()}`)),
      );
    })
      .then((found) => {
        this.proven = true;
        return found;
      })
      .finally(() => clearTimeout(late));
    void this.ended.then((how) => this.onEnd(child, how, began));
    return ready;
  }

  /** Ends it at once, as a power cut would; it stays down until {@link restart}. */
  async kill() {
    this.wanted = false;
    this.signal('SIGKILL');
    await this.ended;
  }

  signal(name) {
    if (this.isRunning()) signalGroup(this.child.pid, name);
  }

  async restart() {
    await this.stop();
    return this.start();
  }

  async stop() {
    this.wanted = false;
    if (!this.isRunning()) return;
    this.signal('SIGCONT');
    this.child.kill('SIGTERM');
    const late = setTimeout(() => this.signal('SIGKILL'), STOP_LIMIT_MS);
    await this.ended;
    clearTimeout(late);
  }

  isRunning() {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  tail() {
    return this.lines.slice(-15).join('\n');
  }

  keepLine(line) {
    if (line.trim() === '') return;
    this.lines.push(line);
    if (this.lines.length > 500) this.lines.splice(0, 250);
    if (!line.startsWith('ready {')) this.say(line);
  }

  async onEnd(child, how, began) {
    if (!this.wanted || !this.proven || child !== this.child) return;
    if (Date.now() - began > STEADY_MS) this.pause = FIRST_PAUSE_MS;
    this.say(`ended unexpectedly (${how}); it is started again in ${this.pause / 1_000} s`);
    await delay(this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS);
    if (!this.wanted || child !== this.child) return;
    this.start().then(
      () => this.say('is back'),
      () => undefined,
    );
  }
}

function signalGroup(pid, name) {
  try {
    process.kill(-pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
