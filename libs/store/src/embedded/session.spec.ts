import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Engine } from './engine.js';
import { SessionConnection } from './session-connection.js';
import { Session, type SessionOptions } from './session.js';
import { errorResponse, readyForQuery, type TransactionStatus } from './wire.js';

/** A row description of one text column, and a row with 1. */
const one = Buffer.concat([
  Buffer.from([0x54, 0, 0, 0, 26, 0, 1, 0x61, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 25, 0xff, 0xff, 0, 0, 0, 0, 0, 0]),
  Buffer.from([0x44, 0, 0, 0, 11, 0, 1, 0, 0, 0, 1, 0x31]),
]);

/** A database that answers every query with 1, or as it is told. */
class StandInEngine implements Engine {
  heapBytes = 0;
  closed = false;
  killed = false;
  readonly heard: string[] = [];
  status: TransactionStatus = 'I';
  answers: (text: string) => Promise<Buffer> | Buffer = () => Buffer.concat([one, readyForQuery(this.status)]);

  async exchange(request: Buffer): Promise<Buffer> {
    const text = request.toString('utf8', 5).replaceAll('\0', '');
    this.heard.push(text);
    if (text.startsWith('begin')) this.status = 'T';
    if (/^(commit|rollback)/i.test(text)) this.status = 'I';
    return this.answers(text);
  }
  async close(): Promise<void> {
    this.closed = true;
  }
  async kill(): Promise<void> {
    this.killed = true;
  }
}

async function world(options: Partial<SessionOptions> = {}) {
  const engines: StandInEngine[] = [];
  const openEngine = async (): Promise<Engine> => {
    engines.push(new StandInEngine());
    return engines.at(-1)!;
  };
  const session = new Session({ openEngine, heapLimitBytes: 1000, ...options });
  await session.open();
  const client = async (): Promise<pg.Client> => {
    const made = new pg.Client({ stream: () => new SessionConnection(session, []) as never });
    made.on('error', () => undefined);
    await made.connect();
    return made;
  };
  return { session, engines, client };
}
const query = (text: string): Buffer => {
  const body = Buffer.from(`${text}\0`);
  const head = Buffer.alloc(5);
  head.write('Q');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
};

describe('the shared session', () => {
  it('is lent to one connection from begin to commit', async () => {
    const { engines, client } = await world();
    const [first, second] = [await client(), await client()];
    await first.query('begin');
    const waiting = second.query('select 2');
    await first.query('select 1');
    await first.query('commit');
    await waiting;
    expect(engines[0]!.heard.slice(1)).toEqual(['begin', 'select 1', 'commit', 'select 2']);
  });

  it('is taken back from a connection that goes away in a transaction', async () => {
    const { engines, client } = await world();
    const [first, second] = [await client(), await client()];
    await first.query('begin');
    await first.end();
    await second.query('select 2');
    expect(engines[0]!.heard.slice(1)).toEqual(['begin', 'rollback', 'select 2']);
  });

  it('does not let anybody wait for ever', async () => {
    const { client } = await world({ lockLimitMs: 1 });
    const [first, second] = [await client(), await client()];
    await first.query('begin');
    await expect(second.query('select 2')).rejects.toMatchObject({ code: '57P03' });
    await first.query('commit');
    await (await client()).query('select 3');
  });

  it('opens the database anew when a reply has no end, and says so to whoever asked', async () => {
    const { engines, client } = await world();
    engines[0]!.answers = () => one;
    await expect((await client()).query('select 1')).rejects.toMatchObject({ code: '57P03' });
    expect(engines[0]!.killed).toBe(true);
    await (await client()).query('select 1');
    expect(engines).toHaveLength(2);
  });

  it('does not believe a large database that answers with nothing', async () => {
    const { engines, client } = await world();
    engines[0]!.heapBytes = 2000;
    engines[0]!.answers = () => readyForQuery('I');
    await expect((await client()).query('select * from shelter')).rejects.toMatchObject({ code: '57P03' });
    expect(engines[0]!.killed).toBe(true);
  });

  it('closes a database that grew too large between two transactions, not within one', async () => {
    const { engines, client } = await world();
    const someone = await client();
    await someone.query('begin');
    engines[0]!.heapBytes = 2000;
    await someone.query('select 1');
    expect(engines[0]!.closed).toBe(false);
    await someone.query('commit');
    expect(engines[0]!.closed).toBe(true);
    await someone.query('select 1');
    expect(engines).toHaveLength(2);
  });

  it('ends a transaction whose database is gone, and never continues it on the next', async () => {
    const { engines, client } = await world();
    const someone = await client();
    await someone.query('begin');
    engines[0]!.answers = () => Promise.reject(new Error('out of bounds'));
    await expect(someone.query('insert 1')).rejects.toMatchObject({ code: '57P03' });
    await (await client()).query('select 1');
    expect(engines[1]!.heard).toEqual(['select 1']);
  });

  it('finds out by itself that the database is not well', async () => {
    const { session, engines } = await world();
    engines[0]!.answers = () => readyForQuery('I');
    await expect(session.tend()).rejects.toMatchObject({ code: 'store.unavailable', retryable: true });
    await session.tend();
    expect(engines).toHaveLength(2);
  });

  it('ends the database also when somebody does not end a transaction, and opens it for nobody after', async () => {
    const { session, engines, client } = await world({ lockLimitMs: 1 });
    const someone = await client();
    await someone.query('begin');
    await expect(session.close()).rejects.toMatchObject({ code: 'store.unavailable' });
    expect(engines[0]!.killed).toBe(true);
    await expect(someone.query('commit')).rejects.toMatchObject({ code: '57P03' });
    await expect((await client()).query('select 1')).rejects.toMatchObject({ code: '57P03' });
    expect(engines).toHaveLength(1);
  });

  it('passes an error of the database on and keeps the connection', async () => {
    const { engines, client } = await world();
    const someone = await client();
    engines[0]!.answers = (text) =>
      text === 'bad' ? Buffer.concat([errorResponse('ERROR', '42601', 'bad'), readyForQuery('I')]) : readyForQuery('I');
    await expect(someone.query('bad')).rejects.toMatchObject({ code: '42601' });
    await someone.query('good');
  });

  it('refuses to read from the client, which PGlite cannot', async () => {
    const { client } = await world();
    await expect((await client()).query('copy t from stdin')).rejects.toMatchObject({ code: '0A000' });
  });

  it('waits until a slow reader has read', async () => {
    const { session, engines } = await world();
    engines[0]!.answers = () => Buffer.concat([Buffer.alloc(0), errorBig(), readyForQuery('I')]);
    const connection = new SessionConnection(session, []);
    connection.write(Buffer.from([0, 0, 0, 8, 0, 3, 0, 0]));
    for (let each = 0; each < 5; each += 1) connection.write(query('select big'));
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    expect(engines[0]!.heard.filter((text) => text === 'select big')).toHaveLength(1);
    connection.resume();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(engines[0]!.heard.filter((text) => text === 'select big')).toHaveLength(5);
  });
});

/** A notice larger than any stream keeps without being read. */
function errorBig(): Buffer {
  return errorResponse('ERROR', '00000', 'x'.repeat(1_000_000));
}
