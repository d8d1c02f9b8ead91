import type { NewRecord } from '@hinomi/contracts';
import type { EntityManager } from 'typeorm';
import { openBytes, sealBytes } from '../keys/sealed-bytes.js';

/** What waits to be appended to the log. */
export interface Waiting {
  seq: number;
  topic: string;
  record: NewRecord;
}

/** The outbox: written with the change that caused it, emptied in order once the log has what it says. */
export class OutboxRows {
  constructor(
    private readonly rows: EntityManager,
    private readonly schema: string,
    private readonly key: Uint8Array,
  ) {}

  /** Twice with one id is once. */
  async add(topic: string, eventId: string, { key, value, headers }: NewRecord): Promise<void> {
    const text = JSON.stringify({ key, value: Buffer.from(value ?? []).toString('base64'), headers });
    await this.rows.query(
      `INSERT INTO ${this.schema}.outbox (topic, event_id, sealed) VALUES ($1, $2, $3) ON CONFLICT (event_id) DO NOTHING`,
      [topic, eventId, sealBytes(this.key, Buffer.from(text), this.binding(topic, eventId))],
    );
  }

  async first(limit: number): Promise<Waiting[]> {
    const found: { seq: string; topic: string; event_id: string; sealed: Buffer }[] = await this.rows.query(
      `SELECT seq, topic, event_id, sealed FROM ${this.schema}.outbox ORDER BY seq LIMIT $1`,
      [limit],
    );
    return found.map(({ seq, topic, event_id: eventId, sealed }) => {
      const text = openBytes(this.key, sealed, this.binding(topic, eventId)).toString('utf8');
      const { key, value, headers } = JSON.parse(text) as { key: string; value: string; headers: NewRecord['headers'] };
      return { seq: Number(seq), topic, record: { key, value: Buffer.from(value, 'base64'), headers } };
    });
  }

  async count(): Promise<number> {
    const [found] = await this.rows.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM ${this.schema}.outbox`,
    );
    return found?.count ?? 0;
  }

  async remove(seqs: readonly number[]): Promise<void> {
    await this.rows.query(`DELETE FROM ${this.schema}.outbox WHERE seq = ANY($1::bigint[])`, [seqs]);
  }

  private binding(topic: string, eventId: string): string[] {
    return [this.schema, 'outbox', topic, eventId];
  }
}
