import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { HubError } from '@hinomi/contracts';
import { openEmbeddedLog, openKafkaLog, type EventLog } from '@hinomi/event-log';
import { HubModule } from './hub.module.js';
import { openBoundaryStore } from './boundaries/boundary-store.js';
import type { HubConfig } from './config.js';
import { announceBoundaries } from './announce-boundaries.js';
import { prepareHttp } from './prepare-http.js';

/** The embedded hub speaks to this machine only; beyond loopback it needs real accounts and HTTPS. */
const LOOPBACK = '127.0.0.1';

export interface RunningHub {
  url: string;
  port: number;
  stop(): Promise<void>;
}

/** Starts the whole hub in this process; resolves when it listens. Errors are sentences with their remedy. */
export async function startHub(config: HubConfig, progress: (text: string) => void): Promise<RunningHub> {
  mkdirSync(config.dataDir, { recursive: true });
  progress(`Data in ${config.dataDir}`);
  const log = await openLog(config);
  try {
    const boundaries = await openBoundaryStore({ dir: path.join(config.dataDir, 'boundaries'), progress });
    await announceBoundaries(log, boundaries);
    const app = await NestFactory.create<NestFastifyApplication>(
      HubModule.register({ config, log, boundaries }),
      new FastifyAdapter({ bodyLimit: 1024 * 1024 }),
      { logger: ['warn', 'error', 'fatal'] },
    );
    await prepareHttp(app, config, boundaries);
    await listen(app, config.port);
    const { port } = new URL(await app.getUrl());
    return {
      url: `http://localhost:${port}/`,
      port: Number(port),
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
  if (config.log.kind === 'kafka') {
    return openKafkaLog({ brokers: config.log.brokers, clientId: `hinomi-hub-${randomBytes(4).toString('hex')}` });
  }
  return openEmbeddedLog({ dir: path.join(config.dataDir, 'log') });
}

async function listen(app: NestFastifyApplication, port: number): Promise<void> {
  try {
    await app.listen(port, LOOPBACK);
  } catch (cause) {
    await app.close();
    if (cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE') {
      throw new HubError(
        'request.invalid',
        `Port ${port} is used by another program: stop that program, or start Hinomi on another port with HINOMI_PORT=${port + 1}.`,
        { cause },
      );
    }
    throw cause;
  }
}
