import type { EntityManager } from 'typeorm';
import { openBytes, sealBytes } from '../keys/sealed-bytes.js';
import type { Publication } from '../suppress/publication.js';

/** What was published, by its fixed time. The next one is made from the one before. */
export class PublicationRows {
  constructor(
    private readonly rows: EntityManager,
    private readonly schema: string,
    private readonly key: Uint8Array,
  ) {}

  async latest(disaster: string): Promise<Publication | null> {
    const [found] = await this.rows.query<{ slot: string; sealed: Buffer }[]>(
      `SELECT slot, sealed FROM ${this.schema}.publications WHERE disaster = $1 ORDER BY slot DESC LIMIT 1`,
      [disaster],
    );
    if (found === undefined) return null;
    const text = openBytes(this.key, found.sealed, this.binding(disaster, found.slot)).toString('utf8');
    return JSON.parse(text) as Publication;
  }

  async save(disaster: string, slot: string, publication: Publication): Promise<void> {
    const plain = Buffer.from(JSON.stringify(publication));
    await this.rows.query(`INSERT INTO ${this.schema}.publications (disaster, slot, sealed) VALUES ($1, $2, $3)`, [
      disaster,
      slot,
      sealBytes(this.key, plain, this.binding(disaster, slot)),
    ]);
  }

  private binding(disaster: string, slot: string): string[] {
    return [this.schema, 'publication', disaster, slot];
  }
}
