import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { HubError, type Instant } from '@hinomi/contracts';
import { openEmbeddedLog, openKafkaLog, type EventLog } from '@hinomi/event-log';
import { IngestStatus, neverHeldReal } from '@hinomi/ingest';
import { announceBoundaries } from './announce-boundaries.js';
import { openBoundaryStore, type BoundaryStore } from './boundaries/boundary-store.js';
import type { HubConfig } from './config.js';
import { hubStatus } from './hub-status.js';
import { HubModule } from './hub.module.js';
import { PictureSockets } from './picture-sockets.js';
import { prepareHttp } from './prepare-http.js';

/** This hub speaks to its own machine only: beyond loopback it would need real accounts and HTTPS. */
const LOOPBACK = '127.0.0.1';

/** A feature id in a path, percent-encoded; Fastify's own limit is 100. */
const LONGEST_ID = 2048;

export interface RunningHub {
  url: string;
  port: number;
  stop(): Promise<void>;
}

/** Starts the whole hub in this process; resolves when it listens. What a person can mend is a `HubError`, one sentence. */
export async function startHub(config: HubConfig, progress: (text: string) => void): Promise<RunningHub> {
  mkdirSync(config.dataDir, { recursive: true });
  progress(`Opening the data in ${config.dataDir} …`);
  const log = await openLog(config);
  try {
    const boundaries = await openBoundaryStore({ dir: path.join(config.dataDir, 'boundaries'), progress });
    await announceBoundaries(log, boundaries);
    progress('Bringing the picture up to date …');
    const app = await createApplication(config, log, boundaries);
    await listen(app, config.port);
    const port = Number(new URL(await app.getUrl()).port);
    return {
      url: `http://localhost:${port}/`,
      port,
      stop: async () => {
        await app.close();
        await log.close();
      },
    };
  } catch (error) {
    await log.close();
    throw error;
  }
}

async function openLog(config: HubConfig): Promise<EventLog> {
  if (config.log.kind === 'embedded') return openOwnLog(config.dataDir);
  const clientId = `hinomi-hub-${randomBytes(4).toString('hex')}`;
  return openKafkaLog({ brokers: config.log.brokers, clientId });
}

async function openOwnLog(dataDir: string): Promise<EventLog> {
  try {
    return await openEmbeddedLog({ dir: path.join(dataDir, 'log') });
  } catch (cause) {
    if (!(cause instanceof HubError) || cause.code !== 'log.in-use') throw cause;
    const remedy = 'stop it, or start this one with another folder in HINOMI_DATA_DIR';
    throw new HubError('log.in-use', `Another hub runs on the data in ${dataDir}: ${remedy}.`, { cause });
  }
}

async function createApplication(
  config: HubConfig,
  log: EventLog,
  boundaries: BoundaryStore,
): Promise<NestFastifyApplication> {
  const unusedAtStart = await neverHeldReal(log);
  const lastReportAt = (): Instant | null => app.get(IngestStatus).lastReportAt();
  const app: NestFastifyApplication = await NestFactory.create<NestFastifyApplication>(
    HubModule.register({
      config,
      log,
      boundaries,
      issuer: () => `http://localhost:${boundPort(app)}`,
      gateway: {
        status: () => hubStatus(config.homeArea, boundaries, unusedAtStart && lastReportAt() === null),
        lastReportAt,
      },
    }),
    new FastifyAdapter({ forceCloseConnections: true, routerOptions: { maxParamLength: LONGEST_ID } }),
    { logger: ['warn', 'error', 'fatal'], abortOnError: false },
  );
  app.useWebSocketAdapter(new PictureSockets(app));
  await prepareHttp(app, config, boundaries);
  return app;
}

function boundPort(app: NestFastifyApplication): number {
  const address: unknown = app.getHttpServer().address();
  return typeof address === 'object' && address !== null && 'port' in address ? Number(address.port) : 0;
}

async function listen(app: NestFastifyApplication, port: number): Promise<void> {
  try {
    await app.listen(port, LOOPBACK);
  } catch (cause) {
    await app.close();
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
