import path from 'node:path';
import { DEMO_SECRET, HubError, REALMS, type AuditVerification, type Realm } from '@hinomi/contracts';
import { readEmbeddedLog, type LogReader } from '@hinomi/event-log';
import { openVaults, rotateMasterKey, VAULT_TABLES, verifyAudit } from '@hinomi/phr';
import { openStore, type Store } from '@hinomi/store';
import { readHubConfig, type HubConfig } from '../config.js';

const USAGE = `npm run audit -- verify [token]   follows the chain of the vault's audit; a running hub is asked, with the token of
                                   somebody who may see the audit (on loopback that of the demonstration)
npm run vault -- rotate-key       puts every key under new master keys and destroys the old ones; the vault must be stopped`;

async function main([command, token]: readonly string[]): Promise<void> {
  if (command === 'verify') return verify(readHubConfig(), token);
  if (command === 'rotate-key') return rotateKeys(readHubConfig());
  stop(USAGE);
}

async function verify(config: HubConfig, token: string | undefined): Promise<void> {
  const found = await withStore(config, (store) => verifyIn(store, config)).catch((error: unknown) => {
    if (error instanceof HubError && error.code === 'store.in-use') return verifyThere(config, token);
    throw error;
  });
  for (const [realm, { intact, entries, faults }] of found) {
    const verdict = intact ? `${entries} entries, each follows from the one before` : 'NOT WHOLE';
    process.stdout.write(`${realm}: ${verdict}\n${faults.map((fault) => `  ${fault}\n`).join('')}`);
  }
  if (found.some(([, { intact }]) => !intact)) process.exitCode = 1;
}

async function rotateKeys(config: HubConfig): Promise<void> {
  await withStore(config, async (store) => {
    for (const realm of REALMS) {
      const place = { store, keyDir: config.vaultKeyDir, now: () => Date.now() };
      const count = await rotateMasterKey(place, realm);
      process.stdout.write(`${realm}: ${count} persons are under a new master key\n`);
    }
    process.stdout.write(
      'Older backups cannot be read any more: make a new one now, and a new copy of the key files.\n',
    );
  });
}

type Found = [Realm, AuditVerification][];

async function withStore<T>(config: HubConfig, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(config.vaultStore ?? config.store, [VAULT_TABLES]);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

async function verifyIn(store: Store, config: HubConfig): Promise<Found> {
  const vaults = await openVaults({ store, keyDir: config.vaultKeyDir, now: () => Date.now() });
  const log = await logOfEmbedded(config);
  try {
    const found: Found = [];
    for (const realm of REALMS) found.push([realm, await verifyAudit(vaults[realm], log)]);
    return found;
  } finally {
    await log?.close();
  }
}

/** Null where there is none on this disk: then the chain is followed alone, and the running service compares it with the topic. */
async function logOfEmbedded({ log, dataDir }: HubConfig): Promise<LogReader | null> {
  return log.kind === 'embedded' ? readEmbeddedLog(path.join(dataDir, 'log')) : null;
}

async function verifyThere({ port, publicUrl }: HubConfig, given: string | undefined): Promise<Found> {
  const base = publicUrl ?? `http://localhost:${port}`;
  const token = given ?? (await demonstrationToken(base));
  const found: Found = [];
  const reply = await fetch(`${base}/api/v1/phr/audit/verification`, { headers: { authorization: `Bearer ${token}` } });
  if (!reply.ok) throw new HubError('access.denied', `The running hub answered ${reply.status}: ${await reply.text()}`);
  found.push(['real', (await reply.json()) as AuditVerification]);
  return found;
}

async function demonstrationToken(base: string): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: 'demo-admin',
    client_secret: DEMO_SECRET,
  });
  const reply = await fetch(`${base}/oauth/token`, { method: 'POST', body });
  const { access_token: token } = (await reply.json()) as { access_token?: string };
  if (token !== undefined) return token;
  throw new HubError(
    'access.token-missing',
    'A hub has the data open: stop it, or say a token of somebody who may see the audit: npm run audit -- verify <token>',
  );
}

function stop(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  stop(error instanceof HubError ? error.message : String(error instanceof Error ? error.stack : error));
}
