/**
 * On a Kafka of this machine, as `npm run cluster` starts it: makes the principal of an agency's client, with a password, its topic
 * and its rights, and says how to listen.
 *
 *   node infra/kafka/add-agency.mjs noto-fire
 */
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { grantAgencyAccess } from './grant-access.mjs';
import { kafkaCommand } from './kafka.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** `dir`: the folder of a Kafka that asks everybody who they are. */
export async function addAgency({ dir, clientId }) {
  // What may not be one is refused before anybody is made.
  const { topic } = await grantAgencyAccess(administratorOf(dir), clientId);
  return { topic, ...(await makeUser({ dir, clientId })) };
}

/**
 * Somebody with a password, who may do nothing yet. `file`: settings for Kafka's own commands, as them, which are kept; asked
 * again, the password is the same.
 */
export async function makeUser({ dir, clientId }) {
  const { brokers, credentials: admin } = administratorOf(dir);
  const file = join(dir, `agency-${clientId}.properties`);
  const known = existsSync(file) ? /password="([^"]+)"/.exec(readFileSync(file, 'utf8'))?.[1] : undefined;
  const password = known ?? randomBytes(24).toString('base64url');
  const asAdmin = join(dir, 'admin.properties');
  writeSettings(asAdmin, 'PLAIN', 'plain.PlainLoginModule', admin);
  await kafkaCommand('org.apache.kafka.tools.ConfigCommand', [
    ...['--bootstrap-server', brokers.join(','), '--command-config', asAdmin],
    ...['--alter', '--entity-type', 'users', '--entity-name', clientId],
    ...['--add-config', `SCRAM-SHA-512=[password=${password}]`],
  ]);
  writeSettings(file, 'SCRAM-SHA-512', 'scram.ScramLoginModule', { username: clientId, password });
  return { brokers, file, password };
}

function administratorOf(dir) {
  const { nodes } = readJson(join(dir, 'cluster.json'));
  const { admin } = readJson(join(dir, 'passwords.json'));
  const credentials = { mechanism: 'plain', username: 'admin', password: admin };
  return { brokers: nodes.map(({ port }) => `127.0.0.1:${port}`), credentials };
}

function writeSettings(file, mechanism, module, { username, password }) {
  const login = `org.apache.kafka.common.security.${module} required username="${username}" password="${password}";`;
  const lines = ['security.protocol=SASL_PLAINTEXT', `sasl.mechanism=${mechanism}`, `sasl.jaas.config=${login}`];
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

async function main() {
  const { values, positionals } = parseArgs({
    options: { dir: { type: 'string', default: join(ROOT, '.hinomi/cluster/kafka') } },
    allowPositionals: true,
  });
  const [clientId] = positionals;
  if (clientId === undefined)
    throw new Error('Say the client id of the agency: node infra/kafka/add-agency.mjs noto-fire');
  if (!existsSync(join(values.dir, 'passwords.json'))) {
    throw new Error(
      `There is no Kafka that asks who somebody is in ${values.dir}: start npm run cluster, or say --dir.`,
    );
  }
  const { topic, brokers, file } = await addAgency({ dir: values.dir, clientId });
  const at = (path) => relative(process.cwd(), path) || path;
  const jars = at(join(ROOT, 'infra/kafka/target/jars'));
  console.log(`${clientId} may read ${topic} now, with the password in ${at(file)}. To listen:

java -cp '${jars}/*' org.apache.kafka.tools.consumer.ConsoleConsumer --bootstrap-server ${brokers.join(',')} \\
  --command-config ${at(file)} --topic ${topic} --group ${clientId} --from-beginning \\
  --formatter-property print.headers=true`);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
}
