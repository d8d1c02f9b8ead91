import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { checkLength, type Announced, type Announcements } from './announcements.js';
import { storeError } from './store-errors.js';

const AGAIN_MS = 1_000;
/** A line that died without a word is noticed by a question that nobody answers. */
const ASK_EVERY_MS = 15_000;
const ANSWER_MS = 10_000;

/** By LISTEN and NOTIFY: a listener has a connection of its own, which no pool may lend to others. */
export class PostgresAnnouncements implements Announcements {
  constructor(
    private readonly url: string,
    private readonly dataSource: Pick<DataSource, 'query'>,
  ) {}

  async say(channel: string, text: string): Promise<void> {
    checkLength(text);
    try {
      await this.dataSource.query('select pg_notify($1, $2)', [channel, text]);
    } catch (error) {
      throw storeError(error);
    }
  }

  listen(channel: string, announced: Announced): () => Promise<void> {
    const stopping = new AbortController();
    const listening = this.keepListening(channel, announced, stopping.signal);
    return async () => {
      stopping.abort();
      await listening;
    };
  }

  private async keepListening(channel: string, announced: Announced, stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      // Why a connection ended does not matter: the next one is tried until it is told to stop.
      await this.listenOnce(channel, announced, stopping).catch(() => undefined);
      await delay(AGAIN_MS, undefined, { signal: stopping }).catch(() => undefined);
    }
  }

  /** Until the connection ends, or it is told to stop. */
  private async listenOnce(channel: string, { heard, begun }: Announced, stopping: AbortSignal): Promise<void> {
    const client = new pg.Client({
      ...{ connectionString: this.url, application_name: 'hinomi listens', keepAlive: true },
      ...{ connectionTimeoutMillis: ANSWER_MS, query_timeout: ANSWER_MS },
    });
    const ended = new AbortController();
    const end = (): void => ended.abort();
    client.on('error', end);
    client.on('end', end);
    stopping.addEventListener('abort', end);
    client.on('notification', ({ payload = '' }) => heard(payload));
    try {
      await client.connect();
      await client.query(`listen ${client.escapeIdentifier(channel)}`);
      begun();
      while (!ended.signal.aborted) {
        await delay(ASK_EVERY_MS, undefined, { signal: ended.signal }).catch(() => undefined);
        if (!ended.signal.aborted) await client.query('select 1');
      }
    } finally {
      stopping.removeEventListener('abort', end);
      await client.end();
    }
  }
}
