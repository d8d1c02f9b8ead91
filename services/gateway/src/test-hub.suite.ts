import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccessModule, MachineTokens } from '@hinomi/access';
import {
  DEMO_SECRET,
  encodeClaim,
  encodeRemove,
  encodeUpsert,
  topicIn,
  type DemoClient,
  type FeatureId,
  type FeatureV1,
  type HubStatus,
  type MachineClientReply,
  type PictureDeltaV1,
  type PictureSnapshot,
  type WatchReply,
} from '@hinomi/contracts';
import { EVENT_LOG, openEmbeddedLog, type EmbeddedEventLog } from '@hinomi/event-log';
import { BOUNDARIES, type Boundaries } from '@hinomi/geo';
import { HealthRegistry, ProblemFilter } from '@hinomi/service-kit';
import { STORE, type Store } from '@hinomi/store';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { io, type Socket } from 'socket.io-client';
import { acceptAttachments } from './chronology/accept-attachments.js';
import type { GatewaySettings } from './gateway-settings.js';
import { GatewayModule } from './gateway.module.js';

export const EDITION = 'jma-city@test-1';
export const boundaries: Boundaries = {
  inForce: () => edition,
  editions: () => [edition],
  find: (name) => (name === edition.edition ? edition : null),
  has: (name, code) => name === EDITION && code === '1720400',
  shape: () => ({ type: 'Point', coordinates: [136.9, 37.39] }),
  bounds: () => [136.8, 37.2, 137, 37.5],
  isApproximate: () => true,
};
const edition = { set: 'jma-city', edition: EDITION, digest: 'd', approximate: true, attribution: 'test' } as const;
export const STATUS: Omit<HubStatus, 'signIn'> = {
  version: '0',
  homeArea: null,
  homeBounds: null,
  boundaries: [],
  basemap: '/basemap',
  neverHeldReal: true,
  demonstration: true,
};

/** A gateway with sign-in on Fastify and Socket.IO, over a real embedded log on loopback. */
export class TestHub {
  base!: string;
  log!: EmbeddedEventLog;
  /** How far the hub's clock is off. */
  lateMs = 0;
  /** Its clock stands still there. */
  stoppedAtMs: number | null = null;
  readonly folder = mkdtempSync(join(tmpdir(), 'hinomi-gateway-'));
  private readonly sockets: Socket[] = [];
  private app!: NestFastifyApplication;
  private epoch = 0;
  private machines = 0;

  /** With a store it has accounts and a history; without, the demonstration clients only. */
  constructor(
    private readonly store?: Store,
    private readonly world: Boundaries = boundaries,
    private readonly settings: Partial<GatewaySettings> = {},
  ) {}

  /** Another part of the same process is not ready. */
  whileOtherIsDown<T>(ask: () => Promise<T>): Promise<T> {
    const withdraw = this.app.get(HealthRegistry, { strict: false }).add('other', () => false);
    return ask().finally(withdraw);
  }

  async start(): Promise<void> {
    this.log = await openEmbeddedLog({ dir: join(this.folder, 'log') });
    const [claim] = await this.log.append('picture', [encodeClaim('test')]);
    await this.log.append('drill.picture', [encodeClaim('test')]);
    this.epoch = claim!.offset;
    const adapter = new FastifyAdapter({ routerOptions: { maxParamLength: 2048 } });
    this.app = await NestFactory.create<NestFastifyApplication>(this.rootModule(), adapter, {
      logger: false,
      abortOnError: false,
    });
    acceptAttachments(adapter.getInstance());
    this.app.useGlobalFilters(new ProblemFilter());
    this.app.useWebSocketAdapter(new IoAdapter(this.app));
    await this.app.listen(0, '127.0.0.1');
    this.base = `http://127.0.0.1:${(this.app.getHttpServer().address() as AddressInfo).port}`;
    await until(async () => (await this.get('/readyz', null)).status === 200);
  }

  async stop(): Promise<void> {
    await Promise.all(this.sockets.map(closed));
    await this.app.close();
    await this.log.close();
    rmSync(this.folder, { recursive: true });
  }

  async write(...features: FeatureV1[]): Promise<void> {
    const topic = topicIn(features[0]?.exercise ? 'drill' : 'real', 'picture');
    await this.log.append(
      topic,
      features.map((each) => encodeUpsert(each, this.epoch)),
    );
  }

  async remove(...ids: string[]): Promise<void> {
    await this.log.append(
      'picture',
      ids.map((id) => encodeRemove(id as FeatureId, this.epoch)),
    );
  }

  async tokenOf(client: DemoClient = 'demo-public'): Promise<string> {
    const issued = await this.app.get(MachineTokens, { strict: false }).issue(client, DEMO_SECRET, true);
    return issued!.accessToken;
  }

  /** A machine of its own, with attributes. */
  async machine(attributes: object): Promise<{ id: string; token: string }> {
    const headers = {
      authorization: `Bearer ${await this.tokenOf('demo-admin')}`,
      'content-type': 'application/json',
    };
    const clientId = `machine-${++this.machines}`;
    const wish = { clientId, name: clientId, role: 'agency', agency: null, jurisdiction: null, ...attributes };
    const reply = await fetch(`${this.base}/api/v1/clients`, { method: 'POST', headers, body: JSON.stringify(wish) });
    const { client, secret } = (await reply.json()) as MachineClientReply;
    const issued = await this.app.get(MachineTokens, { strict: false }).issue(clientId, secret!, true);
    return { id: client.id, token: issued!.accessToken };
  }

  async changeMachine(id: string, change: object): Promise<void> {
    const headers = {
      authorization: `Bearer ${await this.tokenOf('demo-admin')}`,
      'content-type': 'application/json',
    };
    await fetch(`${this.base}/api/v1/clients/${id}`, { method: 'PATCH', headers, body: JSON.stringify(change) });
  }

  /** With a public token when none is given; `null` = without one. */
  async get(path: string, token?: string | null, headers: Record<string, string> = {}) {
    const bearer = token === null ? undefined : (token ?? (await this.tokenOf()));
    const reply = await fetch(`${this.base}${path}`, {
      headers: { ...headers, ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }) },
    });
    const text = await reply.text();
    return { status: reply.status, headers: reply.headers, text, json: <T>() => JSON.parse(text) as T };
  }

  async snapshot(query = '', client: DemoClient = 'demo-public'): Promise<PictureSnapshot> {
    return (await this.get(`/api/v1/picture${query}`, await this.tokenOf(client))).json<PictureSnapshot>();
  }

  socketWith(auth: object, transports = ['websocket'], namespace = '/picture'): Socket {
    const socket = io(`${this.base}${namespace}`, { auth, transports, reconnection: false, forceNew: true });
    this.sockets.push(socket);
    return socket;
  }

  /** A browser that keeps a picture by the rules; `heard` has every delta it applied. */
  async watching(interest: object = {}, client: DemoClient = 'demo-public', transports?: string[]) {
    const socket = this.socketWith({ token: await this.tokenOf(client) }, transports);
    const shown = new Set<string>();
    const heard: PictureDeltaV1[] = [];
    let cursor: string | null = null;
    const take = (delta: PictureDeltaV1): void => {
      if (delta.from !== cursor) throw new Error('the chain is broken');
      delta.upserts.forEach(({ id }) => shown.add(id));
      delta.removes.forEach((id) => shown.delete(id));
      cursor = delta.cursor;
      heard.push(delta);
    };
    socket.on('delta', take);
    const asked = { exercise: false, ...interest };
    const ask = (from = cursor): Promise<WatchReply> =>
      socket.emitWithAck('watch', { interest: asked, cursor: from }) as Promise<WatchReply>;
    const first = await ask();
    if (first.outcome !== 'fetch-snapshot') throw new Error(first.outcome);
    const query = Object.entries(asked).map(([name, value]) => `${name}=${String(value)}`);
    const whole = await this.snapshot(`?${query.join('&')}`, client);
    whole.features.forEach(({ id }) => shown.add(id));
    cursor = whole.cursor;
    const second = await ask();
    if (second.outcome !== 'watching') throw new Error(second.outcome);
    take(second.delta);
    return { socket, shown, heard, ask, first, cursor: () => cursor };
  }

  private rootModule() {
    const now = (): number => this.stoppedAtMs ?? Date.now() + this.lateMs;
    @Global()
    @Module({
      providers: [
        { provide: EVENT_LOG, useValue: this.log },
        { provide: BOUNDARIES, useValue: this.world },
        { provide: STORE, useValue: this.store ?? null },
      ],
      exports: [EVENT_LOG, BOUNDARIES, STORE],
    })
    class WorldModule {}
    @Module({
      imports: [
        WorldModule,
        AccessModule.register({
          issuer: () => 'http://localhost',
          demonstration: true,
          now,
          ...(this.store && { store: this.store }),
        }),
        GatewayModule.register({
          status: () => STATUS,
          now,
          steadyNow: now,
          easedAfterMs: 100,
          attachments: { dir: join(this.folder, 'attachments'), limitBytes: 1_000_000 },
          ...this.settings,
        }),
      ],
    })
    class TestModule {}
    return TestModule;
  }
}

export async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 10));
}

export const idsOf = ({ features }: PictureSnapshot): string[] => features.map(({ id }) => id).sort();

/** Until the connection below is closed too: a polling one says goodbye with a request of its own. */
async function closed(socket: Socket): Promise<void> {
  const { engine } = socket.io;
  const isClosed =
    engine?.readyState === 'closed' ? undefined : new Promise((resolve) => engine?.once('close', resolve));
  socket.disconnect();
  await isClosed;
}

/** Speaks just enough WebSocket by hand to stop reading: the library always reads. */
export async function stalledBrowser(base: string, token: string, cursor: string) {
  const { hostname, port } = new URL(base);
  const raw = connect(Number(port), hostname);
  let text = '';
  raw.on('data', (bytes) => (text += bytes.toString('utf8')));
  const say = (message: string): void => {
    const body = Buffer.from(message);
    const head =
      body.length < 126 ? [0x81, 0x80 | body.length] : [0x81, 0x80 | 126, body.length >> 8, body.length & 255];
    raw.write(Buffer.concat([Buffer.from(head), Buffer.alloc(4), body]));
  };
  raw.write(
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n' +
      'Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: aGlub21pLWhpbm9taS1oaQ==\r\n\r\n',
  );
  await until(() => text.includes('"sid"'));
  say(`40/picture,${JSON.stringify({ token })}`);
  await until(() => text.includes('40/picture,'));
  say(`42/picture,1["watch",${JSON.stringify({ interest: { exercise: false }, cursor })}]`);
  await until(() => text.includes('43/picture,1'));
  raw.pause();
  text = '';
  return {
    readUntil: async (mark: string): Promise<string> => {
      raw.resume();
      await until(() => text.slice(-600_000).includes(mark));
      raw.destroy();
      return text;
    },
  };
}
