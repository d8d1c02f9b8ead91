import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { isUserRefused, lookAtBrokers } from '@hinomi/event-log';
import { isRefusal, lookAtPostgres, type StoreSettings, type StoreTables } from '@hinomi/store';
import type { HubConfig } from '../config.js';
import { storeTablesOf } from '../store-tables.js';
import { judgeCertificate } from '../tls/judge-certificate.js';
import { warning, well, wrong, type Finding } from './finding.js';
import { judgeBrokers } from './judge-brokers.js';
import { judgeStore } from './judge-store.js';

const LIMIT_MS = 5_000;
const SOON_DAYS = 14;

/** What stands beside the hub: brokers, database, issuer. `clocks` gets their times less ours. */
export async function lookAtServers(config: HubConfig, clocks: Record<string, number>): Promise<Finding[]> {
  const { shared, confined } = storeTablesOf(config);
  const { log, store, vaultStore, issuer } = config;
  // At once: each that is away takes its whole limit.
  const found = await Promise.all([
    log.kind === 'kafka' ? brokerFindings(log) : [],
    store.kind === 'postgres' ? storeFindings('HINOMI_POSTGRES_URL', store, shared, clocks) : [],
    vaultStore?.kind === 'postgres' ? storeFindings('HINOMI_VAULT_POSTGRES_URL', vaultStore, confined, clocks) : [],
    issuer === null ? [] : issuerFindings(issuer, clocks),
  ]);
  return found.flat();
}

async function brokerFindings(log: Extract<HubConfig['log'], { kind: 'kafka' }>): Promise<Finding[]> {
  const remedy = `look whether the brokers run, whether HINOMI_KAFKA_BROKERS, _USER, _PASSWORD, _SASL and _TLS are right`;
  try {
    return judgeBrokers(await lookAtBrokers(log));
  } catch (error) {
    const said = isUserRefused(error) ? `refuse "${log.credentials?.username}"` : 'do not answer';
    return [wrong('log', `the brokers ${log.brokers.join(', ')} ${said}: ${message(error)}`, remedy)];
  }
}

async function storeFindings(
  setting: string,
  { url, schema }: Extract<StoreSettings, { kind: 'postgres' }>,
  tables: readonly StoreTables[],
  clocks: Record<string, number>,
): Promise<Finding[]> {
  const { host } = new URL(url);
  try {
    const standing = await lookAtPostgres(url, LIMIT_MS, tables, schema);
    clocks[`PostgreSQL at ${host}`] = standing.clockAheadMs;
    return judgeStore(standing, { setting, host, isVault: schema !== undefined });
  } catch (error) {
    // A server that gives a reason is there.
    const said = isRefusal(error) ? 'refuses' : 'does not answer';
    return [wrong('store', `PostgreSQL at ${host} ${said}: ${message(error)}`, `look at the server and at ${setting}`)];
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

function message(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause.message : '';
  return error.message.includes(cause) ? error.message : `${error.message}: ${cause}`;
}
