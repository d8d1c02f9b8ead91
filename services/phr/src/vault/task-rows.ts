import type { EntityManager } from 'typeorm';
import { TAG_BYTES, type RecordMark, type TaskRow } from './person-state.js';

/** The rows of tasks in SQL. What is asked, of whom and how it stands opens with the key of the person it is for. */
export class TaskRows {
  constructor(
    private readonly rows: EntityManager,
    private readonly schema: string,
  ) {}

  async find(id: string): Promise<TaskRow | null> {
    const [found] = await this.rows.query<StoredTask[]>(`SELECT * FROM ${this.schema}.tasks WHERE id = $1`, [id]);
    return found === undefined ? null : taskOf(found);
  }

  async ofPerson(person: string): Promise<TaskRow[]> {
    const found = await this.rows.query<StoredTask[]>(
      `SELECT * FROM ${this.schema}.tasks WHERE person = $1 ORDER BY id`,
      [person],
    );
    return found.map(taskOf);
  }

  /** Those that are open, and those that were changed after a moment; without what they say. */
  async current(disaster: string, changedAfter: string): Promise<Omit<TaskRow, 'sealed'>[]> {
    const found = await this.rows.query<Omit<StoredTask, 'sealed'>[]>(
      `SELECT id, person, disaster, shelter, is_open, version, changed_at FROM ${this.schema}.tasks
       WHERE disaster = $1 AND (is_open OR changed_at > $2) ORDER BY id`,
      [disaster, changedAfter],
    );
    return found.map((row) => ({ ...columnsOf(row) }));
  }

  /** How many were ever asked for: the audit says so, which nobody can shorten. */
  async asked(): Promise<number> {
    const [found] = await this.rows.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM ${this.schema}.audit WHERE action = 'task-asked'`,
    );
    return found?.count ?? 0;
  }

  async save({ id, person, disaster, shelter, isOpen, version, changedAt, sealed }: TaskRow): Promise<void> {
    await this.rows.query(
      `INSERT INTO ${this.schema}.tasks (id, person, disaster, shelter, is_open, version, changed_at, sealed)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (id) DO UPDATE SET shelter = $4, is_open = $5, version = $6, changed_at = $7, sealed = $8`,
      [id, person, disaster, shelter, isOpen, version, changedAt, sealed],
    );
  }

  async marks(person: string): Promise<RecordMark[]> {
    return this.rows.query<RecordMark[]>(
      `SELECT id, version, substring(sealed FROM length(sealed) - ${TAG_BYTES - 1}) AS tag
       FROM ${this.schema}.tasks WHERE person = $1`,
      [person],
    );
  }
}

interface StoredTask {
  id: string;
  person: string;
  disaster: string;
  shelter: string;
  is_open: boolean;
  version: number;
  changed_at: string;
  sealed: Buffer;
}

function taskOf(row: StoredTask): TaskRow {
  return { ...columnsOf(row), sealed: row.sealed };
}

function columnsOf(row: Omit<StoredTask, 'sealed'>): Omit<TaskRow, 'sealed'> {
  const { id, person, disaster, shelter, is_open: isOpen, version, changed_at: changedAt } = row;
  return { id, person, disaster, shelter, isOpen, version, changedAt };
}
