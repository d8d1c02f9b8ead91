/** The endpoints of agencies as a process that can be killed, stopped and started again on its port. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { freePorts } from '../free-ports.mjs';
import { call } from './door.mjs';

const PROGRAM = fileURLToPath(new URL('endpoint-process.mjs', import.meta.url));

export class Endpoints {
  static async start(file) {
    const [port] = await freePorts(1);
    const endpoints = new Endpoints();
    Object.assign(endpoints, { port, file });
    await endpoints.start();
    return endpoints;
  }

  get pid() {
    return this.child.pid;
  }

  start() {
    const child = spawn(process.execPath, [PROGRAM, String(this.port), this.file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.child = child;
    return new Promise((done, failed) => {
      child.stdout.once('data', done);
      child.once('exit', (code) => failed(new Error(`the endpoints ended with ${code}`)));
    });
  }

  kill(signal = 'SIGKILL') {
    const { child } = this;
    if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    const gone = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    return gone;
  }

  async restart() {
    await this.kill('SIGTERM');
    await this.start();
  }

  /** What each subscriber has. */
  async copies() {
    return (await call(`http://127.0.0.1:${this.port}/`, 'GET')).json();
  }
}
