import { randomBytes } from 'node:crypto';
import { laterBy, RECEPTION_SUITE, type Instant, type ReceptionKey } from '@hinomi/contracts';
import type { KeyWrapping } from '../keys/key-wrapping.js';
import type { RealmVault } from '../vault/realm-vault.js';
import type { VaultChange } from '../vault/vault-change.js';
import { HPKE, type HpkePair } from './hpke-suite.js';

const DAY_MS = 86_400_000;
/** What somebody copies of the vault opens a month of forms at most, and those that are still on their way. */
const RENEW_MS = 30 * DAY_MS;
/** A tablet that got the key on its last day may be away for as long as one is known at all: 60 days. */
const SEAL_MS = 90 * DAY_MS;
/** And what it took then may wait as long again. Then the private key is destroyed. */
const OPEN_MS = 180 * DAY_MS;

/** A key pair that forms are sealed to. */
interface StoredKey {
  id: string;
  publicKey: Buffer;
  madeAt: Instant;
  sealUntil: Instant;
  openUntil: Instant;
  masterKey: string;
  wrapped: Buffer;
}

/**
 * The key that forms are sealed to now; made where there is none or the last is a month old. A row that somebody else wrote is
 * `vault.tampered`: the private key is wrapped for all that is told of it, so nobody slips a public key of their own in.
 */
export async function currentKey(vault: RealmVault): Promise<ReceptionKey> {
  const known = await vault.look((change) => newest(change));
  const stored = known ?? (await vault.change(async (change) => (await newest(change)) ?? makeKey(change)));
  await vault.keys.wrapping.unwrap({ masterKey: stored.masterKey, bytes: stored.wrapped }, useOf(vault.schema, stored));
  return {
    keyId: stored.id,
    realm: vault.realm,
    suite: RECEPTION_SUITE,
    publicKey: stored.publicKey.toString('base64url'),
    ...{ madeAt: stored.madeAt, sealUntil: stored.sealUntil, openUntil: stored.openUntil },
  };
}

/** Null for a key that nobody made, or that was destroyed when its time was over. */
export async function keyPairOf(vault: RealmVault, id: string): Promise<HpkePair | null> {
  const stored = await vault.look((change) => findKey(change, id));
  if (stored === null) return null;
  const { masterKey, wrapped, publicKey } = stored;
  const secret = await vault.keys.wrapping.unwrap({ masterKey, bytes: wrapped }, useOf(vault.schema, stored));
  return {
    privateKey: await HPKE.DeserializePrivateKey(secret),
    publicKey: await HPKE.DeserializePublicKey(publicKey),
  };
}

/** A new pair, and the end of those whose time is over. */
export async function makeKey(change: VaultChange): Promise<StoredKey> {
  const pair = await HPKE.GenerateKeyPair(true);
  const publicKey = Buffer.from(await HPKE.SerializePublicKey(pair.publicKey));
  const secret = await HPKE.SerializePrivateKey(pair.privateKey);
  const told = {
    ...{ id: randomBytes(8).toString('hex'), publicKey, madeAt: change.at },
    ...{ sealUntil: laterBy(change.at, SEAL_MS), openUntil: laterBy(change.at, OPEN_MS) },
  };
  const { masterKey, bytes } = await change.keys.wrapping.wrap(secret, useOf(change.schema, told));
  secret.fill(0);
  await change.rows.query(`DELETE FROM ${change.schema}.reception_keys WHERE open_until <= $1`, [change.at]);
  await change.rows.query(
    `INSERT INTO ${change.schema}.reception_keys (id, public_key, made_at, seal_until, open_until, master_key, wrapped)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [told.id, publicKey, told.madeAt, told.sealUntil, told.openUntil, masterKey, bytes],
  );
  return { ...told, masterKey, wrapped: bytes };
}

/** Puts every pair under the current master key, and makes a new one: what opened the old ones may be in an old backup. */
export async function rewrapReceptionKeys(change: VaultChange, wrapping: KeyWrapping): Promise<void> {
  for (const stored of await keys(change, 'ORDER BY id')) {
    const use = useOf(change.schema, stored);
    const { masterKey, wrapped } = stored;
    const again = await wrapping.wrap(await wrapping.unwrap({ masterKey, bytes: wrapped }, use), use);
    await change.rows.query(`UPDATE ${change.schema}.reception_keys SET master_key = $2, wrapped = $3 WHERE id = $1`, [
      ...[stored.id, again.masterKey, again.bytes],
    ]);
  }
  await makeKey(change);
}

async function newest(change: VaultChange): Promise<StoredKey | null> {
  const [found] = await keys(change, 'WHERE made_at > $1 ORDER BY made_at DESC, id LIMIT 1', [
    laterBy(change.at, -RENEW_MS),
  ]);
  return found ?? null;
}

async function findKey(change: VaultChange, id: string): Promise<StoredKey | null> {
  const [found] = await keys(change, 'WHERE id = $1 AND open_until > $2', [id, change.at]);
  return found ?? null;
}

async function keys(change: VaultChange, which: string, values: readonly string[] = []): Promise<StoredKey[]> {
  return change.rows.query<StoredKey[]>(
    `SELECT id, public_key AS "publicKey", made_at AS "madeAt", seal_until AS "sealUntil", open_until AS "openUntil",
       master_key AS "masterKey", wrapped FROM ${change.schema}.reception_keys ${which}`,
    [...values],
  );
}

function useOf(schema: string, told: Omit<StoredKey, 'masterKey' | 'wrapped'>): string[] {
  const { id, publicKey, madeAt, sealUntil, openUntil } = told;
  return [schema, 'reception', id, publicKey.toString('hex'), madeAt, sealUntil, openUntil];
}
