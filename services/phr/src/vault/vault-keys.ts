import { randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { keyFor } from '../keys/keyed-hash.js';
import type { KeyWrapping } from '../keys/key-wrapping.js';
import { KEY_BYTES } from '../keys/sealed-bytes.js';

/** Under which name a realm's own secret is kept. */
const ROOT = 'root';

/** The keys of one realm: those of its own rows, one for each disaster, one for each person. */
export class VaultKeys {
  private readonly disasters = new Map<string, Buffer>();

  private constructor(
    private readonly schema: string,
    readonly wrapping: KeyWrapping,
    private readonly root: Buffer,
  ) {}

  /** Makes the realm's secret where there is none yet. Inside a transaction that nobody else is in. */
  static async open(rows: EntityManager, schema: string, wrapping: KeyWrapping): Promise<VaultKeys> {
    return new VaultKeys(schema, wrapping, await secretOf(rows, schema, wrapping, ROOT));
  }

  /** Proves what the vault itself wrote: persons, audit, its end. */
  get proof(): Buffer {
    return keyFor(this.root, 'proof');
  }

  /** Seals what belongs to no single person: counts, what waits to be sent, words of a reason. */
  get own(): Buffer {
    return keyFor(this.root, 'own rows');
  }

  /** Hashes what clients name their requests. */
  get requests(): Buffer {
    return keyFor(this.root, 'requests');
  }

  /** Hashes who a person is. Of one disaster alone, so that what one knows of somebody links to no other. */
  async disaster(rows: EntityManager, disaster: string): Promise<Buffer> {
    const known = this.disasters.get(disaster);
    if (known !== undefined) return known;
    const key = await secretOf(rows, this.schema, this.wrapping, `disaster ${disaster}`);
    this.disasters.set(disaster, key);
    return key;
  }

  async makePersonKey(person: string): Promise<{ key: Buffer; masterKey: string; wrapped: Buffer }> {
    const key = randomBytes(KEY_BYTES);
    const { masterKey, bytes } = await this.wrapping.wrap(key, personUse(this.schema, person));
    return { key, masterKey, wrapped: bytes };
  }

  openPersonKey(person: string, masterKey: string, wrapped: Buffer): Promise<Buffer> {
    return this.wrapping.unwrap({ masterKey, bytes: wrapped }, personUse(this.schema, person));
  }
}

/** The same key under the current master key. */
export async function rewrapPerson(
  wrapping: KeyWrapping,
  schema: string,
  person: string,
  { masterKey, wrapped }: { masterKey: string; wrapped: Buffer },
): Promise<{ masterKey: string; wrapped: Buffer }> {
  const use = personUse(schema, person);
  const again = await wrapping.wrap(await wrapping.unwrap({ masterKey, bytes: wrapped }, use), use);
  return { masterKey: again.masterKey, wrapped: again.bytes };
}

/** Puts every secret of a realm under the current master key. */
export async function rewrapSecrets(rows: EntityManager, schema: string, wrapping: KeyWrapping): Promise<void> {
  const found = await rows.query<SecretRow[]>(`SELECT name, master_key, wrapped FROM ${schema}.secrets`);
  for (const { name, master_key: masterKey, wrapped } of found) {
    const use = secretUse(schema, name);
    const again = await wrapping.wrap(await wrapping.unwrap({ masterKey, bytes: wrapped }, use), use);
    await rows.query(`UPDATE ${schema}.secrets SET master_key = $2, wrapped = $3 WHERE name = $1`, [
      name,
      again.masterKey,
      again.bytes,
    ]);
  }
}

interface SecretRow {
  name: string;
  master_key: string;
  wrapped: Buffer;
}

async function secretOf(rows: EntityManager, schema: string, wrapping: KeyWrapping, name: string): Promise<Buffer> {
  const [found] = await rows.query<SecretRow[]>(
    `SELECT name, master_key, wrapped FROM ${schema}.secrets WHERE name = $1`,
    [name],
  );
  const use = secretUse(schema, name);
  if (found !== undefined) return wrapping.unwrap({ masterKey: found.master_key, bytes: found.wrapped }, use);
  const secret = randomBytes(KEY_BYTES);
  const { masterKey, bytes } = await wrapping.wrap(secret, use);
  await rows.query(`INSERT INTO ${schema}.secrets (name, master_key, wrapped) VALUES ($1, $2, $3)`, [
    name,
    masterKey,
    bytes,
  ]);
  return secret;
}

function personUse(schema: string, person: string): string[] {
  return [schema, 'person', person];
}

function secretUse(schema: string, name: string): string[] {
  return [schema, 'secret', name];
}
