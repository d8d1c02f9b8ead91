import type { EntityManager } from 'typeorm';
import type { LegalGround } from '@hinomi/contracts';
import { TAG_BYTES, type IdentifierRow, type PersonRow, type RecordMark, type RecordRow } from './person-state.js';

/** The rows of persons and their records in SQL; what they mean is for others. */
export class PersonRows {
  constructor(
    private readonly rows: EntityManager,
    private readonly schema: string,
  ) {}

  async find(id: string): Promise<PersonRow | null> {
    const [found] = await this.rows.query<StoredPerson[]>(`SELECT * FROM ${this.schema}.persons WHERE id = $1`, [id]);
    return found === undefined ? null : personOf(found);
  }

  async recordsOf(person: string): Promise<string[]> {
    const found = await this.rows.query<{ id: string }[]>(
      `SELECT id FROM ${this.schema}.records WHERE person = $1 ORDER BY received_at, id`,
      [person],
    );
    return found.map(({ id }) => id);
  }

  async at(disaster: string, shelter: string): Promise<PersonRow[]> {
    const found = await this.rows.query<StoredPerson[]>(
      `SELECT * FROM ${this.schema}.persons WHERE disaster = $1 AND shelter = $2 ORDER BY id`,
      [disaster, shelter],
    );
    return found.map(personOf);
  }

  async ids(): Promise<string[]> {
    const found = await this.rows.query<{ id: string }[]>(`SELECT id FROM ${this.schema}.persons ORDER BY id`);
    return found.map(({ id }) => id);
  }

  async save(person: PersonRow, mac: Buffer): Promise<void> {
    const { id, disaster, version, status, shelter, legalGround, consentText, groundAt } = person;
    await this.rows.query(
      `INSERT INTO ${this.schema}.persons
         (id, disaster, version, status, shelter, legal_ground, consent_text, ground_at, master_key, wrapped, sealed, mac)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
       ON CONFLICT (id) DO UPDATE SET version = $3, status = $4, shelter = $5, legal_ground = $6, consent_text = $7,
         ground_at = $8, master_key = $9, wrapped = $10, sealed = $11, mac = $12`,
      [
        ...[id, disaster, version, status, shelter, legalGround, consentText, groundAt],
        ...[person.masterKey, person.wrapped, person.sealed, mac],
      ],
    );
  }

  async macOf(id: string): Promise<Buffer | null> {
    const [found] = await this.rows.query<{ mac: Buffer }[]>(`SELECT mac FROM ${this.schema}.persons WHERE id = $1`, [
      id,
    ]);
    return found?.mac ?? null;
  }

  async record(id: string): Promise<RecordRow | null> {
    const [found] = await this.rows.query<StoredRecord[]>(`SELECT * FROM ${this.schema}.records WHERE id = $1`, [id]);
    return found === undefined ? null : recordOf(found);
  }

  async marks(person: string): Promise<RecordMark[]> {
    return this.rows.query<RecordMark[]>(
      `SELECT id, version, substring(sealed FROM length(sealed) - ${TAG_BYTES - 1}) AS tag
       FROM ${this.schema}.records WHERE person = $1`,
      [person],
    );
  }

  async saveRecord({ id, person, version, format, receivedAt, sealed }: RecordRow): Promise<void> {
    await this.rows.query(
      `INSERT INTO ${this.schema}.records (id, person, version, format, received_at, sealed)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (id) DO UPDATE SET version = $3, format = $4, received_at = $5, sealed = $6`,
      [id, person, version, format, receivedAt, sealed],
    );
  }

  async identifiers(person: string): Promise<IdentifierRow[]> {
    return this.rows.query<IdentifierRow[]>(`SELECT hash, kind FROM ${this.schema}.identifiers WHERE person = $1`, [
      person,
    ]);
  }

  async addIdentifiers(person: string, added: readonly IdentifierRow[]): Promise<void> {
    for (const { hash, kind } of added) {
      await this.rows.query(
        `INSERT INTO ${this.schema}.identifiers (hash, person, kind) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
        [hash, person, kind],
      );
    }
  }

  async forgetIdentifiers(person: string): Promise<void> {
    await this.rows.query(`DELETE FROM ${this.schema}.identifiers WHERE person = $1`, [person]);
  }

  /** Who has any of these hashes, and by which. */
  async having(hashes: readonly Buffer[]): Promise<{ person: string; kind: string }[]> {
    if (hashes.length === 0) return [];
    return this.rows.query(
      `SELECT person, kind FROM ${this.schema}.identifiers WHERE hash = ANY($1::bytea[]) ORDER BY person, kind`,
      [hashes],
    );
  }

  /** Everything about a person but the row that says they were here. */
  async forget(person: string): Promise<void> {
    for (const table of ['records', 'identifiers', 'requests', 'tasks']) {
      await this.rows.query(`DELETE FROM ${this.schema}.${table} WHERE person = $1`, [person]);
    }
  }

  async request(hash: Buffer): Promise<{ content: Buffer; record: string; person: string } | null> {
    const [found] = await this.rows.query<{ content: Buffer; record: string; person: string }[]>(
      `SELECT content, record, person FROM ${this.schema}.requests WHERE hash = $1`,
      [hash],
    );
    return found ?? null;
  }

  async saveRequest(hash: Buffer, content: Buffer, record: string, person: string): Promise<void> {
    await this.rows.query(
      `INSERT INTO ${this.schema}.requests (hash, content, record, person) VALUES ($1, $2, $3, $4)`,
      [hash, content, record, person],
    );
  }
}

interface StoredPerson {
  id: string;
  disaster: string;
  version: number;
  status: PersonRow['status'];
  shelter: string | null;
  legal_ground: string;
  consent_text: string | null;
  ground_at: string;
  master_key: string | null;
  wrapped: Buffer | null;
  sealed: Buffer | null;
}

function personOf(row: StoredPerson): PersonRow {
  const { id, disaster, version, status, shelter, wrapped, sealed } = row;
  const legalGround = row.legal_ground as LegalGround;
  const { consent_text: consentText, ground_at: groundAt, master_key: masterKey } = row;
  return { id, disaster, version, status, shelter, legalGround, consentText, groundAt, masterKey, wrapped, sealed };
}

interface StoredRecord {
  id: string;
  person: string;
  version: number;
  format: string;
  received_at: string;
  sealed: Buffer;
}

function recordOf({ id, person, version, format, received_at: receivedAt, sealed }: StoredRecord): RecordRow {
  return { id, person, version, format, receivedAt, sealed };
}
