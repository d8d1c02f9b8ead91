import os from 'node:os';
import path from 'node:path';
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from '@hinomi/access';
import { AggregatorModule } from '@hinomi/aggregator';
import { DeliveryModule } from '@hinomi/delivery';
import { EVENT_LOG, type EventLog } from '@hinomi/event-log';
import { GatewayModule, type GatewaySettings } from '@hinomi/gateway';
import { BOUNDARIES } from '@hinomi/geo';
import { IngestModule, readLicences } from '@hinomi/ingest';
import { PhrModule, type PhrRules } from '@hinomi/phr';
import { HealthModule } from '@hinomi/service-kit';
import { ShelterModule } from '@hinomi/shelter';
import { STORE, type Store } from '@hinomi/store';
import type { BoundaryStore } from './boundaries/boundary-store.js';
import type { HubConfig } from './config.js';
import type { ServiceName } from './services.js';

/** What the host makes before any service starts. */
export interface HubParts {
  config: HubConfig;
  log: EventLog;
  /** Null in a process that needs none. */
  store: Store | null;
  /** Where the vault's rows are; null in a process without it. */
  vaultStore: Store | null;
  /** Where the journal of deliveries is; null in a process without them. */
  deliveryStore: Store | null;
  /** What follows from records; null in a process without the vault. */
  rules: PhrRules | null;
  /** Null in a process that hosts ingest or the vault alone. */
  boundaries: BoundaryStore | null;
  gateway: GatewaySettings;
  /** The base URL; asked late, since the port is known late. */
  issuer: () => string;
}

/** What every service of the process shares. */
@Global()
@Module({})
class PlumbingModule {
  static register({ log, store, boundaries }: HubParts): DynamicModule {
    return {
      module: PlumbingModule,
      providers: [
        { provide: EVENT_LOG, useValue: log },
        { provide: STORE, useValue: store },
        { provide: BOUNDARIES, useValue: boundaries },
      ],
      exports: [EVENT_LOG, STORE, BOUNDARIES],
    };
  }
}

/** The services that this process hosts. */
@Module({})
export class HubModule {
  static register(parts: HubParts): DynamicModule {
    const { services } = parts.config;
    const needsAccess = services.some((service) => service !== 'aggregator');
    return {
      module: HubModule,
      imports: [
        HealthModule,
        PlumbingModule.register(parts),
        ...(needsAccess ? [accessModule(parts)] : []),
        ...services.map((service) => SERVICE_MODULES[service](parts)),
      ],
    };
  }
}

const now = (): number => Date.now();

function accessModule({ config, store, issuer }: HubParts): DynamicModule {
  return AccessModule.register({
    issuer,
    ...(store && { store }),
    ...(config.issuer !== null && { external: { url: config.issuer, ...config.oidc } }),
    demonstration: config.demonstration,
    publicPage: config.publicPage,
    now,
  });
}

const SERVICE_MODULES: Readonly<Record<ServiceName, (parts: HubParts) => DynamicModule>> = {
  ingest: ({ config }) =>
    IngestModule.register({
      sourcesDir: config.sourcesDir,
      secrets: config.secrets,
      drillsDir: config.drillsDir,
      importsDir: path.join(config.dataDir, 'imports'),
      polling: config.polling,
      automaticDrill: config.automaticDrill,
      loopback: config.loopback,
      demonstration: config.demonstration,
      organisation: config.publisher.organisation,
      now,
    }),
  shelter: ({ config }) =>
    ShelterModule.register({ now, photosDir: config.photosDir, photosLimitBytes: config.photosLimitBytes }),
  phr: ({ config, vaultStore, rules }) =>
    PhrModule.register({
      ...rules!,
      store: vaultStore!,
      shared: vaultStore !== null && config.vaultStore !== null,
      keyDir: config.vaultKeyDir,
      now,
    }),
  aggregator: ({ config }) =>
    AggregatorModule.register({
      checkpointDir: path.join(config.dataDir, 'checkpoints'),
      // The embedded log belongs to this process alone: nobody could stand by.
      ...(config.log.kind === 'kafka' && { shared: { writer: `${os.hostname()}/${process.pid}` } }),
    }),
  gateway: ({ gateway }) => GatewayModule.register(gateway),
  delivery: ({ config, deliveryStore, issuer }) =>
    DeliveryModule.register({
      store: deliveryStore!,
      baseUrl: issuer,
      webhookRanges: config.webhookRanges,
      mqttUrl: config.mqttUrl,
      publisher: config.publisher,
      publicPage: config.publicPage,
      licences: () => readLicences(config.sourcesDir),
      now,
    }),
};
