import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import path from 'node:path';

const PROGRAM = ['/usr/sbin/mosquitto', '/usr/bin/mosquitto', '/opt/homebrew/sbin/mosquitto'].find((file) =>
  existsSync(file),
);

export const hasMosquitto = PROGRAM !== undefined;

/** A real broker on loopback that remembers over a restart what it was to hand on. */
export class Mosquitto {
  private process: ChildProcess | null = null;

  private constructor(
    private readonly dir: string,
    readonly port: number,
  ) {}

  /** `lines`: more of its configuration. */
  static async start(dir: string, lines: readonly string[] = ['allow_anonymous true']): Promise<Mosquitto> {
    const broker = new Mosquitto(dir, await freePort());
    const config = [
      `listener ${broker.port} 127.0.0.1`,
      'persistence true',
      `persistence_location ${dir}/`,
      'autosave_on_changes true',
      'autosave_interval 1',
      'max_inflight_messages 0',
      'max_queued_messages 0',
      'log_dest none',
      // Started by root it would become another user, who may not write here.
      `user ${process.getuid?.() === 0 ? 'root' : 'mosquitto'}`,
      ...lines,
    ];
    await writeFile(path.join(dir, 'mosquitto.conf'), `${config.join('\n')}\n`);
    await broker.run();
    return broker;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.port}`;
  }

  async run(): Promise<void> {
    const child = spawn(PROGRAM ?? '', ['-c', path.join(this.dir, 'mosquitto.conf')], { stdio: 'ignore' });
    this.process = child;
    while (!(await answers(this.port))) {
      if (child.exitCode !== null) throw new Error(`mosquitto ended with ${child.exitCode}`);
    }
  }

  /** `SIGKILL`: as a crash; what it had not saved is lost. */
  async end(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.process;
    this.process = null;
    if (child === null || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => socket.end(() => resolve(true)));
    socket.once('error', () => setTimeout(() => resolve(false), 20));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
