/** One side of the delivery bench, in a process of its own: appends changes of the picture, and hands them to endpoints. */
import 'reflect-metadata';
import path from 'node:path';
import http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { AccessModule, ACCESS_TABLES, principalOf } from '@hinomi/access';
import { encodeClaim, encodeUpsert, toGeoJson } from '@hinomi/contracts';
import { EVENT_LOG, openEmbeddedLog } from '@hinomi/event-log';
import { BOUNDARIES } from '@hinomi/geo';
import { openStore, STORE } from '@hinomi/store';
import { pictureFeature } from '@hinomi/testing';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { DELIVERY_TABLES, DeliveryModule } from '../../services/delivery/dist/index.js';
import { Subscriptions } from '../../services/delivery/dist/subscriptions/subscriptions.js';
import { clock, usage } from './measures.mjs';

const { side, dir, urls, rate, seconds, batch } = JSON.parse(process.argv[2]);
/** Appended together, a hundred times a second. */
const TOGETHER = Math.max(1, rate / 100);

const log = await openEmbeddedLog({ dir: path.join(dir, 'log') });
const [{ offset: epoch }] = await log.append('picture', [encodeClaim('bench')]);
const begin = side === 'delivery' ? await subscribe() : await pipe();
process.send('ready');
await new Promise((resolve) => process.once('message', resolve));
await begin();

const began = clock();
for (let sent = 0; sent < rate * seconds; sent += TOGETHER) {
  const due = began + (sent * 1000) / rate;
  if (due > clock()) await pause(due - clock());
  // Ids come again, as those of sensors and shelters do.
  const features = Array.from({ length: TOGETHER }, (_, index) => {
    const made = pictureFeature({ id: `f${(sent + index) % 5_000}`, severity: 3, version: sent + index });
    return { ...made, properties: { ...made.properties, title: String(clock()) } };
  });
  await log.append(
    'picture',
    features.map((feature) => encodeUpsert(feature, epoch)),
  );
}
process.send(usage());
process.on('disconnect', () => process.exit(0));

/** The delivery service as it is, a subscription for each endpoint. */
async function subscribe() {
  const store = await openStore(
    { kind: 'embedded', dir: path.join(dir, 'store') },
    [ACCESS_TABLES, DELIVERY_TABLES],
    () => {},
  );
  const now = () => Date.now();
  const boundaries = {
    shape: () => null,
    bounds: () => null,
    inForce: () => null,
    editions: () => [],
    find: () => null,
  };
  class World {}
  Module({
    providers: [
      { provide: EVENT_LOG, useValue: log },
      { provide: BOUNDARIES, useValue: boundaries },
      { provide: STORE, useValue: store },
    ],
    exports: [EVENT_LOG, BOUNDARIES, STORE],
  })(World);
  class Root {}
  Module({
    imports: [
      { module: World, global: true },
      AccessModule.register({ issuer: () => 'http://localhost', demonstration: true, now, store }),
      DeliveryModule.register({
        ...{ store, now, baseUrl: () => 'http://localhost', webhookRanges: ['loopback'], mqttUrl: null },
      }),
    ],
  })(Root);
  const app = await NestFactory.create(Root, new FastifyAdapter(), { logger: false });
  await app.init();
  const principal = principalOf({ role: 'agency', expiresAt: '2099-01-01T00:00:00.000Z' });
  return async () => {
    for (const url of urls) {
      await app.get(Subscriptions).make(
        {
          interest: { exercise: false },
          owner: { organisation: 'bench', purpose: 'bench', contact: 'bench' },
          channel: { type: 'webhook', url, batch },
          format: 'geojson',
          expiresAt: null,
        },
        principal,
      );
    }
    // Their states are empty, and sent by now.
    await pause(2_000);
  };
}

/** The same appends and the same batches, sent on as they come: no journal, no signature, nothing that is tried again. */
async function pipe() {
  const agent = new http.Agent({ keepAlive: true });
  const queues = urls.map((url) => ({ url, waiting: [], busy: false, sequence: 0 }));
  const drain = async (queue) => {
    if (queue.busy) return;
    queue.busy = true;
    while (queue.waiting.length > 0) {
      const features = queue.waiting.splice(0, batch).map((feature) => {
        queue.sequence += 1;
        return { ...toGeoJson(feature), hinomi: { sequence: queue.sequence } };
      });
      await post(queue.url, JSON.stringify({ type: 'FeatureCollection', features }), agent);
    }
    queue.busy = false;
  };
  await log.tail('picture', 'end', (record) => {
    const feature = JSON.parse(new TextDecoder().decode(record.value));
    for (const queue of queues) {
      queue.waiting.push(feature);
      void drain(queue);
    }
  });
  return async () => undefined;
}

function post(url, body, agent) {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method: 'POST', agent }, (reply) => {
      reply.resume();
      reply.once('end', resolve);
    });
    request.once('error', reject);
    request.end(body);
  });
}
