import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { ACCESS_TABLES, AccessModule, MachineTokens } from '@hinomi/access';
import { AggregatorService } from '@hinomi/aggregator';
import { DEMO_SECRET, instantFromMillis, millisOf, type Instant, type PictureDeltaV1 } from '@hinomi/contracts';
import { EVENT_LOG, openEmbeddedLog, type EmbeddedEventLog } from '@hinomi/event-log';
import { GatewayModule, HISTORY_TABLES } from '@hinomi/gateway';
import { BOUNDARIES, type Boundaries } from '@hinomi/geo';
import { Metrics } from '@hinomi/service-kit';
import { openTestStore, STORE, type TestStore } from '@hinomi/store';
import { alertReport, minute, reported, segment, thingReport, toldThing, type Addressed } from '@hinomi/testing';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { io, type Socket } from 'socket.io-client';

const edition = { set: 'jma-city', edition: 'jma-city@test', digest: 'd', approximate: true, attribution: '' } as const;
/** One municipality that all of the shelters lie in. */
const boundaries: Boundaries = {
  inForce: () => edition,
  editions: () => [edition],
  find: (name) => (name === edition.edition ? edition : null),
  has: () => false,
  shape: () => null,
  bounds: (_edition, code) => (code === '1720200' ? [136, 36.9, 137, 37.1] : null),
  isApproximate: () => true,
};

/** A shelter every twentieth of a degree; each hazard and each drawn area holds some that stand side by side. */
export const shelterAt = (index: number): [number, number] => [136.1 + index / 20, 37];
export const boxOf = ([from, to]: readonly [number, number]): [number, number, number, number] => [
  136.08 + from / 20,
  36.98,
  136.12 + to / 20,
  37.02,
];
export const runsOf = (shelters: number): [number, number][] =>
  Array.from({ length: shelters }, (_, from) => from).flatMap((from) =>
    Array.from({ length: shelters - from }, (_, more): [number, number] => [from, from + more]),
  );
export const ring = ([west, south, east, north]: readonly [number, number, number, number]): [number, number][] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];

/** What makes the picture and what lets it out, over a real log and a real history; only the vault is not there. */
export class NeedsWorld {
  private readonly folder = mkdtempSync(path.join(os.tmpdir(), 'hinomi-needs-'));
  private log!: EmbeddedEventLog;
  private store!: TestStore;
  private aggregator!: AggregatorService;
  private app!: NestFastifyApplication;
  private socket!: Socket;
  private base = '';
  private token = '';
  private minute = 0;
  private markers = 0;
  /** Everything that came over the socket. */
  readonly heard: PictureDeltaV1[] = [];

  async start(shelters: number): Promise<void> {
    this.log = await openEmbeddedLog({ dir: path.join(this.folder, 'log') });
    this.store = await openTestStore([ACCESS_TABLES, HISTORY_TABLES]);
    this.aggregator = new AggregatorService({ checkpointDir: this.folder }, this.log, new Metrics(), boundaries);
    await this.aggregator.onModuleInit();
    this.app = await NestFactory.create<NestFastifyApplication>(this.module(), new FastifyAdapter(), { logger: false });
    this.app.useWebSocketAdapter(new IoAdapter(this.app));
    await this.app.listen(0, '127.0.0.1');
    this.base = `http://127.0.0.1:${(this.app.getHttpServer().address() as AddressInfo).port}`;
    const issued = await this.app.get(MachineTokens, { strict: false }).issue('demo-operator', DEMO_SECRET, true);
    this.token = issued!.accessToken;
    // Times of the builders are minutes since a day of theirs.
    const at = Math.floor((Date.now() - millisOf(minute(0))) / 60_000);
    this.minute = at;
    await this.append(
      ...Array.from({ length: shelters }, (_, index) => this.shelter(`s${index}`, shelterAt(index))),
      ...runsOf(shelters).map((run) => this.hazard(`h${run.join('-')}`, boxOf(run))),
    );
    // The last of the hazards, so that what is counted under it is counted last.
    await this.append(this.hazard('marker', [136.7, 36.95, 136.9, 37.05]));
    await this.settled();
    await this.follow();
  }

  /** Everything so far is in the picture, and what follows from it: one more shelter, told after it, is counted. */
  async settled(): Promise<void> {
    this.markers += 1;
    await this.append(this.shelter(`marker${this.markers}`, [136.7 + this.markers / 100, 37]));
    await this.until('/api/v1/picture?layers=impact', (text) =>
      propertiesIn(text).some(({ of, shelters }) => of?.includes('marker') === true && shelters === this.markers),
    );
  }

  private shelter(key: string, coordinates: [number, number]): Addressed {
    return toldThing(
      thingReport({
        ...{ dataset: null, key, at: this.minute },
        content: {
          name: `避難所 ${key}`,
          geometry: { type: 'Point', coordinates },
          attributes: { eststts: { value: 'open' } },
        },
      }),
    );
  }

  private hazard(name: string, box: [number, number, number, number]): Addressed {
    const geometry = { type: 'Polygon' as const, coordinates: [ring(box)] };
    return reported(alertReport(name, { at: this.minute, segments: [segment({ geometry })] }));
  }

  async stop(): Promise<void> {
    this.socket?.disconnect();
    await this.app?.close();
    await this.aggregator?.onModuleDestroy();
    await this.log?.close();
    await this.store?.remove();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async append(...records: readonly Addressed[]): Promise<void> {
    for (const { topic, record } of records) await this.log.append(topic, [record]);
  }

  async get(address: string): Promise<string> {
    return (await fetch(`${this.base}${address}`, { headers: this.headers() })).text();
  }

  async bytes(address: string): Promise<Buffer> {
    const reply = await fetch(`${this.base}${address}`, { headers: this.headers() });
    if (!reply.ok) throw new Error(`${address} was answered ${reply.status}`);
    return Buffer.from(await reply.arrayBuffer());
  }

  async post(address: string, body: unknown): Promise<string> {
    const headers = { ...this.headers(), 'content-type': 'application/json' };
    return (await fetch(`${this.base}${address}`, { method: 'POST', headers, body: JSON.stringify(body) })).text();
  }

  async until(address: string, isTrue: (text: string) => boolean): Promise<string> {
    for (;;) {
      const text = await this.get(address);
      if (isTrue(text)) return text;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  private headers(): Record<string, string> {
    return { authorization: `Bearer ${this.token}` };
  }

  private async follow(): Promise<void> {
    this.socket = io(`${this.base}/picture`, {
      auth: { token: this.token },
      transports: ['websocket'],
      forceNew: true,
    });
    this.socket.on('delta', (delta: PictureDeltaV1) => this.heard.push(delta));
    const { cursor } = JSON.parse(await this.get('/api/v1/picture')) as { cursor: string };
    await this.socket.emitWithAck('watch', { interest: { exercise: false }, cursor });
  }

  private module() {
    @Global()
    @Module({
      providers: [
        { provide: EVENT_LOG, useValue: this.log },
        { provide: BOUNDARIES, useValue: boundaries },
        { provide: STORE, useValue: this.store },
      ],
      exports: [EVENT_LOG, BOUNDARIES, STORE],
    })
    class WorldModule {}
    const common = { now: Date.now, demonstration: true };
    const status = {
      ...{ version: '0', homeArea: null, homeBounds: null, boundaries: [], basemap: '/basemap', neverHeldReal: true },
      demonstration: true,
    };
    @Module({
      imports: [
        WorldModule,
        AccessModule.register({ ...common, issuer: () => 'http://localhost', store: this.store }),
        GatewayModule.register({
          status: () => status,
          now: Date.now,
          attachments: { dir: path.join(this.folder, 'attachments'), limitBytes: 0 },
        }),
      ],
    })
    class TestModule {}
    return TestModule;
  }
}

function propertiesIn(snapshot: string): { of?: string; shelters?: number }[] {
  const { features } = JSON.parse(snapshot) as { features: { properties: { detail?: object } }[] };
  return features.map(({ properties }) => ({ ...properties, ...(properties.detail ?? {}) }) as object);
}

/** The so-manieth fixed time from today's midnight on. */
export function slot(step: number): Instant {
  const day = 24 * 3_600_000;
  return instantFromMillis(Math.floor(Date.now() / day) * day + step * 3 * 3_600_000);
}
