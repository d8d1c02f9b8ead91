import 'reflect-metadata';
import { mkdirSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FirstAdministrator, hostInUrl, securityHeaders } from '@hinomi/access';
import { HubError, type Instant } from '@hinomi/contracts';
import type { EventLog } from '@hinomi/event-log';
import { LastReport, neverHeldReal } from '@hinomi/ingest';
import { HealthRegistry, meteredLog, NestLog, OpenRequests, type AnyMeter, type StopStep } from '@hinomi/service-kit';
import { openStore, type Store, type StoreSettings, type StoreTables } from '@hinomi/store';
import { phrRules, type PhrRules } from '@hinomi/phr';
import { openBoundaryStore, type BoundaryStore } from './boundaries/boundary-store.js';
import { openStillDoor } from './backup/still-door.js';
import { followBoundaries } from './boundaries/follow-boundaries.js';
import type { HubConfig } from './config.js';
import { hubStatus } from './hub-status.js';
import { HubModule } from './hub.module.js';
import { loadMapLayers } from './map-layers/load-map-layers.js';
import { hostsOf } from './map-layers/read-map-layers.js';
import { observeProcess } from './observe-process.js';
import { openLog } from './open-log.js';
import { PictureSockets } from './picture-sockets.js';
import { prepareHttp } from './prepare-http.js';
import { hostCheckOf } from './tls/host-check-of.js';
import { HttpsFront } from './tls/https-front.js';
import type { ServiceName } from './services.js';
import { storeTablesOf } from './store-tables.js';
import { webServer } from './web-server.js';

export interface RunningHub {
  url: string;
  port: number;
  /** Where the first administrator is made, on a hub that has nobody yet. */
  setupAddress: string | null;
  /** How to end it, in order; each step goes on where the one before left off. */
  stopSteps: readonly StopStep[];
  stop(): Promise<void>;
}

/** What was opened on the way to a running process, closed in the opposite order. */
type Opened = StopStep[];

/** Starts what this process hosts; resolves when it listens. What a person can mend is a `HubError`, one sentence. */
export async function startHub(config: HubConfig, progress: (text: string) => void): Promise<RunningHub> {
  const front = HttpsFront.open(config);
  mkdirSync(config.dataDir, { recursive: true });
  progress(`Opening the data in ${config.dataDir} …`);
  const opened: Opened = [];
  try {
    const { log, meter } = meteredLog(await openLog(config));
    opened.unshift({ name: 'the log', run: () => log.close() });
    const { store, vaultStore, deliveryStore } = await openStores(config, opened, progress);
    if (config.log.kind === 'embedded' && config.store.kind === 'embedded' && store !== null) {
      const door = await openStillDoor(config.dataDir, store);
      if (door !== null) opened.unshift({ name: 'the door for backups', run: () => door.stop() });
    }
    // All but ingest and the vault ask for shapes.
    const needsShapes = config.services.some((service) => service !== 'ingest' && service !== 'phr');
    const boundaries = needsShapes ? await openBoundaryStore({ dir: config.boundariesDir, progress }) : null;
    if (boundaries !== null) {
      const follower = await followBoundaries({ log, boundaries, sole: config.log.kind === 'embedded', progress });
      opened.unshift({ name: 'the boundaries', run: () => follower.stop() });
    }
    const rules = config.services.includes('phr') ? await phrRules(config.needsRulesDir, config.suppression) : null;
    progress('Bringing the picture up to date …');
    const app = await createApplication({
      ...{ config, log, meter, store, vaultStore, deliveryStore, rules, boundaries, opened, front },
    });
    await listen(app, config);
    return {
      url: `${baseUrl(config, app)}/`,
      port: boundPort(app),
      setupAddress: await setupAddress(config, app),
      stopSteps: opened,
      stop: () => close(opened),
    };
  } catch (error) {
    await close(opened);
    throw error;
  }
}

/** Each store that this process has rows in. */
async function openStores(
  config: HubConfig,
  opened: Opened,
  progress: (text: string) => void,
): Promise<Pick<Parts, 'store' | 'vaultStore' | 'deliveryStore'>> {
  const tables = storeTablesOf(config);
  const open = async (
    name: string,
    settings: StoreSettings | null,
    of: readonly StoreTables[],
  ): Promise<Store | null> => {
    if (settings === null || of.length === 0) return null;
    const store = await openStore(settings, of, progress);
    opened.unshift({ name, run: () => store.close() });
    return store;
  };
  const store = await open('the store', config.store, tables.shared);
  const confined = await open('the store of the vault', config.vaultStore, tables.confined);
  const hosted = (service: ServiceName, rows: Store | null): Store | null =>
    config.services.includes(service) ? rows : null;
  return {
    store: hosted('gateway', store),
    vaultStore: hosted('phr', confined ?? store),
    deliveryStore: hosted('delivery', store),
  };
}

/** Only a process with its own issuer and store makes people. */
async function setupAddress(config: HubConfig, app: NestFastifyApplication): Promise<string | null> {
  if (!config.services.includes('gateway') || config.issuer !== null) return null;
  return app.get(FirstAdministrator, { strict: false }).setupAddress();
}

/** A step that fails keeps none of the others from being taken. */
async function close([first, ...others]: Opened): Promise<void> {
  try {
    await first?.run();
  } finally {
    if (others.length > 0) await close(others);
  }
}

interface Parts {
  config: HubConfig;
  log: EventLog;
  meter: AnyMeter;
  store: Store | null;
  vaultStore: Store | null;
  deliveryStore: Store | null;
  rules: PhrRules | null;
  boundaries: BoundaryStore | null;
  opened: Opened;
  front: HttpsFront | null;
}

async function createApplication(parts: Parts): Promise<NestFastifyApplication> {
  const { config, log, store, vaultStore, deliveryStore, rules, boundaries, opened, front } = parts;
  const layers = config.services.includes('gateway') ? loadMapLayers(config) : [];
  const unusedAtStart = await neverHeldReal(log);
  const followed = await followLastReport(parts);
  const lastReportAt = (): Instant | null => (followed ?? app.get<LastReport>(LastReport, { strict: false })).at;
  const app: NestFastifyApplication = await NestFactory.create<NestFastifyApplication>(
    HubModule.register({
      config,
      log,
      store,
      vaultStore,
      deliveryStore,
      rules,
      boundaries,
      issuer: () => baseUrl(config, app),
      gateway: {
        status: () => hubStatus(config, boundaries!, unusedAtStart && lastReportAt() === null),
        lastReportAt,
        mapLayers: layers,
        publicPage: config.publicPage,
        attachments: config.attachments,
        historyRetentionMonths: config.historyRetentionMonths,
        historySensorMinutes: config.historySensorMinutes,
      },
    }),
    webServer(config, front),
    { logger: new NestLog(), abortOnError: false },
  );
  observeProcess(app, parts.meter, log, config.dataDir);
  const requests = new OpenRequests(app.get(HealthRegistry));
  opened.unshift(
    { name: 'the requests in hand', run: () => requests.finish() },
    { name: 'the way in', run: () => front?.stop() },
    { name: 'the services', run: () => app.close() },
  );
  const hosts = hostCheckOf(config);
  const headers = securityHeaders(config.issuer, hostsOf(layers));
  app.useWebSocketAdapter(new PictureSockets(app, hosts, headers));
  await prepareHttp(app, config, boundaries, hosts, requests, headers);
  front?.attach(app, () => baseUrl(config, app));
  return app;
}

/** Where ingest is elsewhere, what it received last is read from the log. */
async function followLastReport({ config, log, opened }: Parts): Promise<{ at: Instant | null } | null> {
  if (config.services.includes('ingest') || !config.services.includes('gateway')) return null;
  const lastReport = new LastReport();
  const following = await lastReport.follow(log);
  opened.unshift({ name: 'the reading of reports', run: () => following.stop() });
  return lastReport;
}

function baseUrl({ publicUrl, tls, host }: HubConfig, app: NestFastifyApplication): string {
  return publicUrl ?? `${tls === null ? 'http' : 'https'}://${hostInUrl(host)}:${boundPort(app)}`;
}

function boundPort(app: NestFastifyApplication): number {
  const address: unknown = app.getHttpServer().address();
  return typeof address === 'object' && address !== null && 'port' in address ? Number(address.port) : 0;
}

async function listen(app: NestFastifyApplication, { port, bind }: HubConfig): Promise<void> {
  try {
    await app.listen(port, bind);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EADDRINUSE') {
      throw new HubError(
        'request.invalid',
        `Port ${port} is used by another program: stop it, or start Hinomi on another port with HINOMI_PORT=${port + 1}.`,
        { cause },
      );
    }
    throw cause;
  }
}
