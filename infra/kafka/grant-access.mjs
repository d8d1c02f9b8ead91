/**
 * Allows the services on Kafka what `access.yaml` says, and takes back what else their principals were allowed; the topics are
 * created first. As an administrator of Kafka:
 *
 *   HINOMI_KAFKA_BROKERS=... HINOMI_KAFKA_USER=admin HINOMI_KAFKA_PASSWORD=... node infra/kafka/grant-access.mjs
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const FILE = fileURLToPath(new URL('access.yaml', import.meta.url));

/** The declaration: principals with what each reads and writes, by bare names of topics. */
export async function readAccess() {
  // A checkout that was never built has no packages yet.
  const { parse } = await import('yaml');
  return parse(readFileSync(FILE, 'utf8'));
}

/** `options`: `{ brokers, tls, credentials }` of an administrator. */
export async function grantDeclaredAccess(options) {
  const { grantAccess } = await import('../../libs/event-log/dist/index.js');
  return grantAccess(options, await readAccess());
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { HINOMI_KAFKA_BROKERS: brokers, HINOMI_KAFKA_USER: username, HINOMI_KAFKA_PASSWORD: password } = process.env;
  const { HINOMI_KAFKA_SASL: mechanism = 'scram-sha-512', HINOMI_KAFKA_TLS: tls = 'off' } = process.env;
  if (!brokers || !username || !password) {
    console.error(
      'Say HINOMI_KAFKA_BROKERS, and HINOMI_KAFKA_USER and HINOMI_KAFKA_PASSWORD of an administrator of Kafka.',
    );
    process.exit(1);
  }
  const credentials = { mechanism, username, password };
  const { allowed, taken } = await grantDeclaredAccess({ brokers: brokers.split(','), tls: tls === 'on', credentials });
  console.log(`${allowed} permissions are given as ${FILE} says; ${taken} others were taken back.`);
}
