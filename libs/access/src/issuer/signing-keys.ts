import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import type { Store } from '@hinomi/store';
import { makeSecret } from '../accounts/secrets.js';
import { IssuerKeyRow } from './issuer-key.entity.js';

export const SIGNING_ALGORITHM = 'ES256';

/** The keys of this hub's issuer, the same at every gateway of one store. */
export interface IssuerKeys {
  keyId: string;
  privateKey: CryptoKey;
  privateJwk: JWK;
  /** As served at the `jwks_uri`. */
  publicJwk: JWK;
  /** Signs the issuer's cookies. */
  cookieKey: string;
}

/** Injection token of {@link IssuerKeys}; null where tokens are made elsewhere. */
export const ISSUER_KEYS = Symbol.for('hinomi.issuer-keys');

/** Tokens and sessions stay good over a restart, so the keys are made once and kept. */
export async function loadIssuerKeys(store: Store | undefined): Promise<IssuerKeys> {
  const made = { jwk: await newSigningKey(), cookieKey: makeSecret() };
  if (store === undefined) return toKeys(made.jwk, made.cookieKey);
  const kept = await store.durably(async (rows) => {
    const createdAt = new Date();
    const insert = (id: string, kind: IssuerKeyRow['kind'], content: Record<string, unknown>) =>
      rows
        .createQueryBuilder()
        .insert()
        .into(IssuerKeyRow)
        .values({ id, kind, content: content as never, createdAt })
        .orIgnore()
        .execute();
    // Of two gateways that start at once, one makes the keys of both.
    await insert('signing', 'signing', made.jwk as Record<string, unknown>);
    await insert('cookies', 'cookies', { key: made.cookieKey });
    const [signing, cookies] = await Promise.all([
      rows.findOneByOrFail(IssuerKeyRow, { id: 'signing' }),
      rows.findOneByOrFail(IssuerKeyRow, { id: 'cookies' }),
    ]);
    return { jwk: signing.content as JWK, cookieKey: String(cookies.content['key']) };
  });
  return toKeys(kept.jwk, kept.cookieKey);
}

async function newSigningKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true });
  return exportJWK(privateKey);
}

async function toKeys(jwk: JWK, cookieKey: string): Promise<IssuerKeys> {
  const { kty, crv, x, y, d } = jwk;
  if (kty !== 'EC' || !crv || !x || !y || !d) throw new Error(`access_keys does not hold an ${SIGNING_ALGORITHM} key`);
  const keyId = await calculateJwkThumbprint({ kty, crv, x, y });
  const publicJwk: JWK = { kty, crv, x, y, kid: keyId, alg: SIGNING_ALGORITHM, use: 'sig' };
  const privateJwk: JWK = { ...publicJwk, d };
  const privateKey = await importJWK(privateJwk, SIGNING_ALGORITHM);
  if (privateKey instanceof Uint8Array) throw new Error('access_keys does not hold an EC key');
  return { keyId, privateKey, privateJwk, publicJwk, cookieKey };
}
