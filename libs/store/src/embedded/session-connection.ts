import { Duplex } from 'node:stream';
import type { Session } from './session.js';
import { ClientInput, TYPE, errorResponse, readyForQuery, welcome, type Message } from './wire.js';

/** What ends a group of messages: nothing is sent to the database before the group is complete. */
const ENDS_GROUP: ReadonlySet<number> = new Set([TYPE.query, TYPE.sync, TYPE.flush]);
const COPY_MESSAGES: ReadonlySet<number> = new Set([TYPE.copyPart, TYPE.copyDone, TYPE.copyFail]);

/** A statement that would read from the client: PGlite would wait for ever. */
const COPY_FROM_CLIENT = /^\s*copy\b[^;]*\bfrom\s+stdin\b/i;

/**
 * One client's end of the shared session: what `pg` takes for a socket. The next chunk is taken only when the messages of
 * the one before are answered, and answers wait until they are read.
 */
export class SessionConnection extends Duplex {
  private readonly input = new ClientInput();
  private group: Buffer[] = [];
  private readersTurn: (() => void) | null = null;

  constructor(
    private readonly session: Session,
    private readonly parameters: readonly (readonly [string, string])[],
  ) {
    super();
  }

  /** `pg` calls these on its socket. */
  connect(): this {
    process.nextTick(() => this.emit('connect'));
    return this;
  }
  setNoDelay = (): this => this;
  setKeepAlive = (): this => this;
  ref = (): this => this;
  unref = (): this => this;

  override _read(): void {
    this.readersTurn?.();
    this.readersTurn = null;
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.receive(chunk).then(() => done(), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.leave(done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.readersTurn?.();
    this.leave(() => done(error));
  }

  private leave(done: (error?: Error | null) => void): void {
    this.session.leave(this).then(() => done(), done);
  }

  private async receive(chunk: Buffer): Promise<void> {
    for (const message of this.input.add(chunk)) {
      if (this.destroyed) return;
      if (message === 'start') await this.say(welcome(this.parameters));
      else if (message === 'refuse-encryption') await this.say(Buffer.from('N'));
      else if (message === 'cancel') this.destroy();
      else await this.onMessage(message);
    }
  }

  private async onMessage({ type, bytes }: Message): Promise<void> {
    if (type === TYPE.terminate) {
      this.push(null);
      return;
    }
    if (COPY_MESSAGES.has(type) || (type === TYPE.query && COPY_FROM_CLIENT.test(bytes.toString('utf8', 5)))) {
      await this.say(errorResponse('ERROR', '0A000', 'COPY from the client is not supported by the embedded database'));
      if (type === TYPE.query) await this.say(readyForQuery('I'));
      return;
    }
    this.group.push(bytes);
    if (!ENDS_GROUP.has(type)) return;
    const request = Buffer.concat(this.group);
    this.group = [];
    await this.exchange(request, type !== TYPE.flush);
  }

  private async exchange(request: Buffer, whole: boolean): Promise<void> {
    let reply: Buffer;
    try {
      reply = await this.session.exchange(this, request, whole);
    } catch (error) {
      // 57P03: cannot connect now. Whatever this connection had open is gone, so it ends, as after a crash of a server.
      reply = errorResponse('FATAL', '57P03', error instanceof Error ? error.message : String(error));
      await this.say(reply);
      this.push(null);
      return;
    }
    await this.say(reply);
  }

  private async say(bytes: Buffer): Promise<void> {
    if (this.destroyed || this.push(bytes)) return;
    await new Promise<void>((resolve) => (this.readersTurn = resolve));
  }
}
