import type { EntityManager } from 'typeorm';
import type { AuditRow } from './audit-chain.js';

/** An entry with the words of a reason, which are sealed. */
export type StoredAudit = AuditRow & { sealed: Buffer | null };

/** Which entries somebody wants to see, newest first. */
export interface AuditQuery {
  before: number | null;
  limit: number;
  person: string | null;
  action: string | null;
}

/** The rows of the audit in SQL. */
export class AuditRows {
  constructor(
    private readonly rows: EntityManager,
    private readonly schema: string,
  ) {}

  async add({ seq, person, action, entry, hash, mac }: AuditRow, sealed: Buffer | null): Promise<void> {
    await this.rows.query(
      `INSERT INTO ${this.schema}.audit (seq, person, action, entry, hash, mac, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [seq, person, action, entry, hash, mac, sealed],
    );
  }

  /** In order, from one past `after`. */
  async following(after: number, limit: number): Promise<StoredAudit[]> {
    return read(
      await this.rows.query(`SELECT * FROM ${this.schema}.audit WHERE seq > $1 ORDER BY seq LIMIT $2`, [after, limit]),
    );
  }

  async lastOf(person: string): Promise<StoredAudit | null> {
    const found: StoredRow[] = await this.rows.query(
      `SELECT * FROM ${this.schema}.audit WHERE person = $1 ORDER BY seq DESC LIMIT 1`,
      [person],
    );
    return read(found)[0] ?? null;
  }

  async at(seq: number): Promise<StoredAudit | null> {
    return read(await this.rows.query(`SELECT * FROM ${this.schema}.audit WHERE seq = $1`, [seq]))[0] ?? null;
  }

  /** Every entry of an action, newest first. */
  async having(action: string): Promise<StoredAudit[]> {
    return read(
      await this.rows.query(`SELECT * FROM ${this.schema}.audit WHERE action = $1 ORDER BY seq DESC`, [action]),
    );
  }

  async page({ before, limit, person, action }: AuditQuery): Promise<StoredAudit[]> {
    return read(
      await this.rows.query(
        `SELECT * FROM ${this.schema}.audit
         WHERE ($1::bigint IS NULL OR seq < $1) AND ($2::text IS NULL OR person = $2) AND ($3::text IS NULL OR action = $3)
         ORDER BY seq DESC LIMIT $4`,
        [before, person, action, limit],
      ),
    );
  }
}

type StoredRow = Omit<StoredAudit, 'seq'> & { seq: string };

/** A bigint comes as text. */
function read(found: StoredRow[]): StoredAudit[] {
  return found.map(({ seq, person, action, entry, hash, mac, sealed }) => {
    return { seq: Number(seq), person, action, entry, hash, mac, sealed };
  });
}
