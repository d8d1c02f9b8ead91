import { existsSync, mkdirSync } from 'node:fs';
import compress from '@fastify/compress';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { permissionsPolicyOf, TokenVerifier, type HostCheck } from '@hinomi/access';
import { acceptAttachments } from '@hinomi/gateway';
import { acceptAnyBody } from '@hinomi/ingest';
import { acceptRecords } from '@hinomi/phr';
import { acceptPhotos } from '@hinomi/shelter';
import { Metrics, ProblemFilter, type OpenRequests } from '@hinomi/service-kit';
import { bodyLanes } from './body-lanes.js';
import type { BoundaryStore } from './boundaries/boundary-store.js';
import type { HubConfig } from './config.js';
import { MAP_FILES_PATH } from './map-layers/read-map-layers.js';
import { passOn } from './passed-routes.js';

const POLICY = 'permissions-policy';

/** Hooks, page and basemap around the endpoints of the services that this process hosts. */
export async function prepareHttp(
  app: NestFastifyApplication,
  config: HubConfig,
  boundaries: BoundaryStore | null,
  hosts: HostCheck,
  requests: OpenRequests,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  app.useGlobalFilters(new ProblemFilter());
  requests.watch(fastify);
  fastify.addHook('onRequest', hosts.refuseOthers as never);
  // Where feeds are taken in there is one; a process of the aggregator knows nobody.
  const lanes = bodyLanes(config, (token) => app.get(TokenVerifier, { strict: false }).verify(token));
  lanes.watch(fastify);
  app.get(Metrics).watchQueues(() => lanes.states);
  fastify.addHook('onSend', async (request, reply) => {
    if (!reply.hasHeader(POLICY)) void reply.header(POLICY, permissionsPolicyOf(request.url));
    // What an endpoint says itself is stricter.
    for (const [name, value] of Object.entries(headers)) if (!reply.hasHeader(name)) void reply.header(name, value);
  });
  if (config.services.includes('ingest')) acceptAnyBody(fastify);
  if (config.services.includes('shelter')) acceptPhotos(fastify);
  if (config.services.includes('gateway')) acceptAttachments(fastify);
  if (config.services.includes('phr')) acceptRecords(fastify);
  await app.register(compress as never, { threshold: 2048 } as never);
  const stands = config.services.includes('gateway') ? (token: string) => app.get(TokenVerifier).verify(token) : null;
  if (config.ingestUrl !== null) await passOn(fastify, 'ingest', config.ingestUrl, stands);
  if (config.shelterUrl !== null) await passOn(fastify, 'shelter', config.shelterUrl, stands);
  if (config.phrUrl !== null) await passOn(fastify, 'phr', config.phrUrl, stands);
  if (config.deliveryUrl !== null) await passOn(fastify, 'delivery', config.deliveryUrl, stands);
  if (boundaries !== null) await servePage(app, config, boundaries);
}

async function servePage(app: NestFastifyApplication, config: HubConfig, boundaries: BoundaryStore): Promise<void> {
  await app.register(
    fastifyStatic as never,
    {
      root: boundaries.basemapFile().folder,
      prefix: '/basemap/',
      decorateReply: false,
      immutable: true,
      maxAge: '365d',
      allowedPath: (path: string) => path.endsWith('.pmtiles'),
    } as never,
  );
  mkdirSync(config.mapFilesDir, { recursive: true });
  await app.register(
    fastifyStatic as never,
    {
      root: config.mapFilesDir,
      prefix: MAP_FILES_PATH,
      decorateReply: false,
      allowedPath: (path: string) => path.endsWith('.pmtiles'),
    } as never,
  );
  if (existsSync(config.webDir)) {
    await app.register(
      fastifyStatic as never,
      { root: config.webDir, prefix: '/', decorateReply: false, cacheControl: true } as never,
    );
  }
}
