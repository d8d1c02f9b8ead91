import type { RulesVersion } from '@hinomi/contracts';
import type { EntityManager } from 'typeorm';
import { openBytes, sealBytes } from '../keys/sealed-bytes.js';
import type { Tally } from './tally.js';

/** The exact counts of each shelter, sealed: one person alone is a count too. */
export class TallyRows {
  constructor(
    private readonly rows: EntityManager,
    private readonly schema: string,
    private readonly key: Uint8Array,
  ) {}

  async find(disaster: string, shelter: string): Promise<{ version: number; tally: Tally } | null> {
    const [found] = await this.rows.query<StoredTally[]>(
      `SELECT shelter, version, sealed FROM ${this.schema}.tallies WHERE disaster = $1 AND shelter = $2`,
      [disaster, shelter],
    );
    return found === undefined ? null : { version: found.version, tally: this.open(disaster, found) };
  }

  async all(disaster: string): Promise<{ shelter: string; version: number; tally: Tally }[]> {
    const found = await this.rows.query<StoredTally[]>(
      `SELECT shelter, version, sealed FROM ${this.schema}.tallies WHERE disaster = $1 ORDER BY shelter`,
      [disaster],
    );
    return found.map((row) => ({ shelter: row.shelter, version: row.version, tally: this.open(disaster, row) }));
  }

  /** Also where what is counted cannot be opened. */
  versions(disaster: string): Promise<{ shelter: string; version: number }[]> {
    return this.rows.query(`SELECT shelter, version FROM ${this.schema}.tallies WHERE disaster = $1 ORDER BY shelter`, [
      disaster,
    ]);
  }

  async disasters(): Promise<string[]> {
    const found = await this.rows.query<{ disaster: string }[]>(
      `SELECT DISTINCT disaster FROM ${this.schema}.tallies ORDER BY disaster`,
    );
    return found.map(({ disaster }) => disaster);
  }

  /** Which editions of the rules made what is counted. */
  async editions(): Promise<RulesVersion[]> {
    const editions = new Set<RulesVersion>();
    for (const disaster of await this.disasters())
      for (const { tally } of await this.all(disaster)) editions.add(tally.rulesVersion);
    return [...editions];
  }

  async save(disaster: string, shelter: string, version: number, tally: Tally): Promise<void> {
    const plain = Buffer.from(JSON.stringify(tally));
    await this.rows.query(
      `INSERT INTO ${this.schema}.tallies (disaster, shelter, version, sealed) VALUES ($1, $2, $3, $4)
       ON CONFLICT (disaster, shelter) DO UPDATE SET version = $3, sealed = $4`,
      [disaster, shelter, version, sealBytes(this.key, plain, this.binding(disaster, shelter, version))],
    );
  }

  private open(disaster: string, { shelter, version, sealed }: StoredTally): Tally {
    return JSON.parse(openBytes(this.key, sealed, this.binding(disaster, shelter, version)).toString('utf8')) as Tally;
  }

  private binding(disaster: string, shelter: string, version: number): (string | number)[] {
    return [this.schema, 'tally', disaster, shelter, version];
  }
}

interface StoredTally {
  shelter: string;
  version: number;
  sealed: Buffer;
}
