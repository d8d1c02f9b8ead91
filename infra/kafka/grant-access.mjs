/**
 * Allows the services on Kafka what `access.yaml` says, and takes back what else their principals were allowed; the topics are
 * created first. As an administrator of Kafka:
 *
 *   HINOMI_KAFKA_BROKERS=... HINOMI_KAFKA_USER=admin HINOMI_KAFKA_PASSWORD=... node infra/kafka/grant-access.mjs
 *
 * With `--agency <client id>` it makes the topic of an agency's client instead, and allows the principal of that name to read it;
 * `--withdraw <client id>` takes both away.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

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

/** Makes the topic of an agency's client, for its principal alone to read. */
export async function grantAgencyAccess(options, clientId) {
  const { grantAgency } = await import('../../libs/event-log/dist/index.js');
  return grantAgency(options, clientId, Object.keys(await readAccess()));
}

async function withdrawAgencyAccess(options, clientId) {
  const { withdrawAgency } = await import('../../libs/event-log/dist/index.js');
  return withdrawAgency(options, clientId, Object.keys(await readAccess()));
}

async function main() {
  const { values } = parseArgs({ options: { agency: { type: 'string' }, withdraw: { type: 'string' } } });
  const { HINOMI_KAFKA_BROKERS: brokers, HINOMI_KAFKA_USER: username, HINOMI_KAFKA_PASSWORD: password } = process.env;
  const { HINOMI_KAFKA_SASL: mechanism = 'scram-sha-512', HINOMI_KAFKA_TLS: tls = 'off' } = process.env;
  if (!brokers || !username || !password) {
    throw new Error(
      'Say HINOMI_KAFKA_BROKERS, and HINOMI_KAFKA_USER and HINOMI_KAFKA_PASSWORD of an administrator of Kafka.',
    );
  }
  const credentials = { mechanism, username, password };
  const options = { brokers: brokers.split(','), tls: tls === 'on', credentials };
  if (values.agency !== undefined) {
    const { topic, made } = await grantAgencyAccess(options, values.agency);
    const how = made ? 'is made' : 'was there';
    console.log(`The topic ${topic} ${how}; User:${values.agency} may read it, in groups of its own name.`);
  } else if (values.withdraw !== undefined) {
    const { topic, taken } = await withdrawAgencyAccess(options, values.withdraw);
    console.log(`The topic ${topic} is gone; ${taken} permissions of User:${values.withdraw} were taken back.`);
  } else {
    const { allowed, taken } = await grantDeclaredAccess(options);
    console.log(`${allowed} permissions are given as ${FILE} says; ${taken} others were taken back.`);
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
}
