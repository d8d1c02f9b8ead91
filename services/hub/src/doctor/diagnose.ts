import { statfs } from 'node:fs/promises';
import os from 'node:os';
import { hostInUrl } from '@hinomi/access';
import { DEMO_SECRET } from '@hinomi/contracts';
import { ConfigError } from '@hinomi/service-kit';
import { misspeltHubSettings, readHubConfig, type HubConfig } from '../config.js';
import { warning, well, wrong, type Finding } from './finding.js';
import { judgeMachine } from './judge-machine.js';
import { judgeRunning, readMetrics, type ProcessFacts } from './judge-running.js';
import { lookAtData, newestWrite } from './look-at-data.js';
import { certificateFindings, lookAtServers, shownCertificate } from './look-at-servers.js';

const LIMIT_MS = 5_000;

/** Looks at everything it can reach, changes nothing, and says what is wrong and what to do. */
export async function diagnose(urls: readonly string[], env?: NodeJS.ProcessEnv): Promise<Finding[]> {
  const read = settings(env);
  if (read.config === null) return read.findings;
  const { config } = read;
  const nowMs = Date.now();
  const clocks: Record<string, number> = {};
  const addresses = urls.length > 0 ? urls : [ownAddress(config)];
  const servers = await lookAtServers(config, clocks);
  const processes = await Promise.all(addresses.map((url) => ask(url.replace(/\/+$/, ''))));
  const shown = await Promise.all(addresses.map((url) => shownCertificate(url, nowMs)));
  const machine = judgeMachine({
    ...{ nodeVersion: process.version, memoryBytes: os.totalmem(), freeBytes: await freeAt(config.dataDir) },
    ...{ nowMs, newestMs: newestWrite(config.dataDir), clocks },
  });
  return [
    ...read.findings,
    ...machine,
    ...(await lookAtData(config, nowMs)),
    ...certificateFindings(config, nowMs),
    ...servers,
    ...judgeRunning(processes, nowMs),
    ...shown.flat(),
  ];
}

function settings(env: NodeJS.ProcessEnv | undefined): { config: HubConfig | null; findings: Finding[] } {
  const unread = misspeltHubSettings(env).map((words) =>
    warning('settings', words, 'correct its name, or take it away'),
  );
  try {
    const config = readHubConfig(env);
    return {
      config,
      findings: unread.length > 0 ? unread : [well('settings', 'all can be read, none contradicts another')],
    };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const remedy = '.env.example explains every setting; nothing else was looked at';
    return { config: null, findings: error.problems.map((words) => wrong('settings', words, remedy)) };
  }
}

function ownAddress({ publicUrl, tls, host, port }: HubConfig): string {
  return publicUrl ?? `${tls === null ? 'http' : 'https'}://${hostInUrl(host)}:${port}`;
}

async function freeAt(dir: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(dir);
    return bavail * bsize;
  } catch {
    // A folder that is not there yet is told of elsewhere.
    return null;
  }
}

async function ask(url: string): Promise<ProcessFacts> {
  const nothing = { url, ready: null, metrics: new Map(), isDemonstration: false };
  try {
    const [ready, metrics] = await Promise.all([get(`${url}/readyz`), get(`${url}/metrics`)]);
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'demo-admin',
      client_secret: DEMO_SECRET,
    });
    const token = await fetch(`${url}/oauth/token`, { method: 'POST', body, signal: AbortSignal.timeout(LIMIT_MS) });
    return {
      url,
      ready: JSON.parse(ready) as ProcessFacts['ready'],
      metrics: readMetrics(metrics),
      isDemonstration: token.ok,
    };
  } catch {
    // What answers otherwise than a hub is none.
    return nothing;
  }
}

async function get(url: string): Promise<string> {
  return (await fetch(url, { signal: AbortSignal.timeout(LIMIT_MS) })).text();
}
