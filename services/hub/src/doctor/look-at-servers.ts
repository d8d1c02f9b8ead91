import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { lookAtBrokers } from '@hinomi/event-log';
import { lookAtPostgres } from '@hinomi/store';
import type { HubConfig } from '../config.js';
import { judgeCertificate } from '../tls/judge-certificate.js';
import { warning, well, wrong, type Finding } from './finding.js';

const LIMIT_MS = 5_000;
const SOON_DAYS = 14;

/** What stands beside the hub: brokers, database, issuer. `clocks` gets their times less ours. */
export async function lookAtServers(config: HubConfig, clocks: Record<string, number>): Promise<Finding[]> {
  return [
    ...(config.log.kind === 'kafka' ? await brokerFindings(config.log) : []),
    ...(config.store.kind === 'postgres' ? await storeFindings('HINOMI_POSTGRES_URL', config.store.url, clocks) : []),
    ...(config.vaultStore?.kind === 'postgres'
      ? await storeFindings('HINOMI_VAULT_POSTGRES_URL', config.vaultStore.url, clocks)
      : []),
    ...(config.issuer === null ? [] : await issuerFindings(config.issuer, clocks)),
  ];
}

async function brokerFindings(log: Extract<HubConfig['log'], { kind: 'kafka' }>): Promise<Finding[]> {
  const remedy = `look whether the brokers run, whether HINOMI_KAFKA_BROKERS, _USER, _PASSWORD and _TLS are right`;
  try {
    const { brokers, topics } = await lookAtBrokers(log);
    const single = topics.filter(({ replicas }) => replicas < 3).map(({ topic }) => topic);
    const weak = topics.filter(({ replicas, minInsync }) => replicas >= 3 && minInsync !== null && minInsync < 2);
    const behind = topics.filter(({ inSync, replicas }) => inSync < replicas).map(({ topic }) => topic);
    return [
      brokers >= 3
        ? well('log', `${brokers} brokers answer`)
        : warning(
            'log',
            `${brokers} broker(s) answer: the loss of one machine loses or stops the log`,
            'run three, on three machines',
          ),
      ...(topics.length === 0 ? [warning('log', 'the topics are not there yet', 'the first start makes them')] : []),
      ...(single.length > 0 && brokers >= 3
        ? [
            wrong(
              'log',
              `${single.length} topics have fewer than three copies (${some(single)})`,
              'kafka-reassign-partitions.sh to three copies',
            ),
          ]
        : []),
      ...(weak.length > 0
        ? [
            wrong(
              'log',
              `${some(weak.map(({ topic }) => topic))}: a record is acknowledged with one copy`,
              'kafka-configs.sh --alter --add-config min.insync.replicas=2',
            ),
          ]
        : []),
      ...(behind.length > 0
        ? [wrong('log', `copies of ${some(behind)} are not in step`, 'a broker is down or its disk is full')]
        : []),
    ];
  } catch (error) {
    return [wrong('log', `the brokers ${log.brokers.join(', ')} do not answer: ${message(error)}`, remedy)];
  }
}

async function storeFindings(setting: string, url: string, clocks: Record<string, number>): Promise<Finding[]> {
  const { host } = new URL(url);
  try {
    const { version, postgis, isSuperuser, now } = await lookAtPostgres(url, LIMIT_MS);
    clocks[`PostgreSQL at ${host}`] = now - Date.now();
    const isVault = setting.includes('VAULT');
    return [
      well('store', `PostgreSQL ${version} answers at ${host}`),
      ...(postgis || isVault
        ? []
        : [wrong('store', `the database at ${host} has no PostGIS`, 'create extension postgis; as its owner')]),
      ...(isSuperuser
        ? [
            warning(
              'store',
              `${setting} is a superuser: it reads the vault's rows as well`,
              'give it a role of its own (docs/vault.md#on-postgresql)',
            ),
          ]
        : []),
    ];
  } catch (error) {
    return [
      wrong(
        'store',
        `PostgreSQL at ${host} does not answer: ${message(error)}`,
        `look at the server and at ${setting}`,
      ),
    ];
  }
}

async function issuerFindings(issuer: string, clocks: Record<string, number>): Promise<Finding[]> {
  const remedy = 'nobody new can sign in: look whether it runs, and at HINOMI_ISSUER (docs/access.md#another-provider)';
  try {
    const reply = await fetch(`${issuer}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(LIMIT_MS) });
    const date = Date.parse(reply.headers.get('date') ?? '');
    // A date has whole seconds.
    if (!Number.isNaN(date) && Math.abs(date - Date.now()) > 3_000) clocks[issuer] = date - Date.now();
    const told = reply.ok ? ((await reply.json()) as { issuer?: string }).issuer : undefined;
    if (told === undefined)
      return [wrong('issuer', `${issuer} answers ${reply.status} without a discovery document`, remedy)];
    if (told === issuer) return [well('issuer', `${issuer} answers`)];
    return [
      wrong(
        'issuer',
        `the issuer calls itself ${told}, HINOMI_ISSUER says ${issuer}`,
        'they must be the same, letter by letter',
      ),
    ];
  } catch (error) {
    return [wrong('issuer', `${issuer} does not answer: ${message(error)}`, remedy)];
  }
}

/** The certificate in the files, as the next start would judge it. */
export function certificateFindings({ tls, host }: HubConfig, nowMs: number): Finding[] {
  if (tls === null) return [];
  const remedy = 'npm run tls renews what it made; else ask whoever gave it (docs/https.md)';
  let pem: { cert: string; key: string };
  try {
    pem = { cert: readFileSync(tls.cert, 'utf8'), key: readFileSync(tls.key, 'utf8') };
  } catch (error) {
    return [wrong('certificate', `it cannot be read: ${message(error)}`, remedy)];
  }
  const judged = judgeCertificate({ files: tls, ...pem, host, now: nowMs });
  if (judged.outcome === 'unusable') return [wrong('certificate', judged.because, remedy)];
  if (judged.warnings.length > 0) return judged.warnings.map((words) => warning('certificate', words, remedy));
  return [well('certificate', `valid until ${new Date(judged.facts.validTo).toISOString()}`)];
}

/** The certificate that is shown at an address, as this machine judges it. */
export function shownCertificate(url: string, nowMs: number): Promise<Finding[]> {
  const { protocol, hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  if (protocol !== 'https:') return Promise.resolve([]);
  return new Promise((resolve) => {
    const socket = connect({
      ...{ host, port: Number(port || 443), rejectUnauthorized: false },
      ...(isIP(host) === 0 && { servername: host }),
    });
    socket.setTimeout(LIMIT_MS, () => socket.destroy(new Error('no answer')));
    socket.on('error', (error) =>
      resolve([wrong('certificate', `no HTTPS at ${url}: ${error.message}`, 'docs/https.md')]),
    );
    socket.on('secureConnect', () => {
      const days = Math.floor((Date.parse(socket.getPeerCertificate().valid_to) - nowMs) / 86_400_000);
      const trust = socket.authorized
        ? []
        : [
            warning(
              'certificate',
              `this machine does not trust what ${url} shows: ${String(socket.authorizationError)}`,
              'devices need the authority of npm run tls (docs/https.md), this command NODE_EXTRA_CA_CERTS',
            ),
          ];
      socket.destroy();
      if (days < 0)
        return resolve([...trust, wrong('certificate', `that of ${url} ended ${-days} days ago`, 'renew it now')]);
      if (days < SOON_DAYS)
        return resolve([...trust, warning('certificate', `that of ${url} ends in ${days} days`, 'renew it')]);
      resolve([...trust, well('certificate', `that of ${url} is valid for ${days} days`)]);
    });
  });
}

function some(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} …` : names.join(', ');
}

function message(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return error instanceof Error ? `${error.message}${cause}` : String(error);
}
