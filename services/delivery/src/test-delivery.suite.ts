import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACCESS_TABLES, AccessModule, MachineTokens } from '@hinomi/access';
import {
  DEMO_SECRET,
  encodeClaim,
  encodeRemove,
  encodeUpsert,
  topicIn,
  type DemoClient,
  type FeatureId,
  type FeatureV1,
  type MachineClientReply,
  type Realm,
  type SubscriptionId,
} from '@hinomi/contracts';
import { EVENT_LOG, openEmbeddedLog, type EmbeddedEventLog } from '@hinomi/event-log';
import { BOUNDARIES, type Boundaries } from '@hinomi/geo';
import { ProblemFilter } from '@hinomi/service-kit';
import { openTestStore, STORE, type TestStore } from '@hinomi/store';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DELIVERY_TABLES } from './journal/delivery-tables.js';
import { Journals } from './journal/journals.js';
import { DeliveryModule } from './delivery.module.js';
import type { DeliverySettings } from './delivery-settings.js';

const EDITION = 'jma-city@test-1';
const edition = { set: 'jma-city', edition: EDITION, digest: 'd', approximate: true, attribution: 'test' } as const;
export const boundaries: Boundaries = {
  inForce: () => edition,
  editions: () => [edition],
  find: (name) => (name === edition.edition ? edition : null),
  has: (name, code) => name === EDITION && code === '1720400',
  shape: () => ({
    type: 'Polygon',
    coordinates: [
      [
        [136.8, 37.2],
        [137, 37.2],
        [137, 37.5],
        [136.8, 37.5],
        [136.8, 37.2],
      ],
    ],
  }),
  bounds: () => [136.8, 37.2, 137, 37.5],
  isApproximate: () => true,
};

/** What several deliveries may share: one log and one store, of which each stands for a process. */
export class TestWorld {
  log!: EmbeddedEventLog;
  store!: TestStore;
  readonly folder = mkdtempSync(join(tmpdir(), 'hinomi-delivery-'));
  private readonly epochs: Record<Realm, number> = { real: 0, drill: 0 };

  async open(): Promise<void> {
    this.store = await openTestStore([ACCESS_TABLES, DELIVERY_TABLES]);
    this.log = await openEmbeddedLog({ dir: join(this.folder, 'log') });
    for (const realm of ['real', 'drill'] as const) {
      const [claim] = await this.log.append(topicIn(realm, 'picture'), [encodeClaim('test')]);
      this.epochs[realm] = claim!.offset;
    }
  }

  async close(): Promise<void> {
    await this.log.close();
    await this.store.remove();
    rmSync(this.folder, { recursive: true });
  }

  async write(...features: FeatureV1[]): Promise<void> {
    const realm = features[0]?.exercise ? 'drill' : 'real';
    await this.log.append(
      topicIn(realm, 'picture'),
      features.map((each) => encodeUpsert(each, this.epochs[realm])),
    );
  }

  async remove(...ids: string[]): Promise<void> {
    await this.log.append(
      'picture',
      ids.map((id) => encodeRemove(id as FeatureId, this.epochs.real)),
    );
  }
}

/** A delivery with sign-in on Fastify, over a real embedded log and store, on loopback. */
export class TestDelivery {
  base!: string;
  /** How far its clock is off. */
  lateMs = 0;
  private app!: NestFastifyApplication;
  private machines = 0;
  /** As `GET /api/v1/features/:id`. */
  readonly routes: string[] = [];

  constructor(
    private readonly world: TestWorld,
    private readonly settings: Partial<DeliverySettings> = {},
  ) {}

  async start(): Promise<void> {
    const adapter = new FastifyAdapter({ routerOptions: { maxParamLength: 2048 } });
    adapter.getInstance().addHook('onRoute', ({ method, url }) => {
      for (const each of [method].flat()) this.routes.push(`${each} ${url}`);
    });
    this.app = await NestFactory.create<NestFastifyApplication>(this.rootModule(), adapter, {
      logger: false,
      abortOnError: false,
    });
    this.app.useGlobalFilters(new ProblemFilter());
    await this.app.listen(0, '127.0.0.1');
    this.base = `http://127.0.0.1:${(this.app.getHttpServer().address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await this.app.close();
  }

  get<T>(token: new (...args: never[]) => T): T {
    return this.app.get(token, { strict: false });
  }

  /** The journal of a subscription forgets what it has up to a sequence, as after a week. */
  async forget(id: string, upTo = Number.MAX_SAFE_INTEGER): Promise<void> {
    await this.world.store.dataSource.query(
      'delete from delivery_changes where subscription_id = $1 and sequence <= $2',
      [id, upTo],
    );
    this.get(Journals)
      .of('real')
      .otherwise(id as SubscriptionId);
  }

  async tokenOf(client: DemoClient): Promise<string> {
    const issued = await this.app.get(MachineTokens, { strict: false }).issue(client, DEMO_SECRET, true);
    return issued!.accessToken;
  }

  /** A machine of its own, with attributes. */
  async machine(attributes: object): Promise<{ id: string; token: () => Promise<string> }> {
    const clientId = `machine-${++this.machines}`;
    const wish = { clientId, name: clientId, role: 'agency', agency: null, jurisdiction: null, ...attributes };
    const made = await this.ask('POST', '/api/v1/clients', { as: 'demo-admin', body: wish });
    const { client, secret } = made.json<MachineClientReply>();
    const token = async (): Promise<string> =>
      (await this.app.get(MachineTokens, { strict: false }).issue(clientId, secret!, true))!.accessToken;
    return { id: client.id, token };
  }

  /** With the token of a demonstration client, or the one given. */
  async ask(
    method: string,
    path: string,
    { as = 'demo-agency', body, headers = {} }: Asking = {},
  ): Promise<{ status: number; headers: Headers; text: string; json: <T>() => T }> {
    const token = as === null ? null : as.startsWith('demo-') ? await this.tokenOf(as as DemoClient) : as;
    const reply = await fetch(`${this.base}${path}`, {
      method,
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    return { status: reply.status, headers: reply.headers, text, json: <T>() => JSON.parse(text) as T };
  }

  private rootModule() {
    const now = (): number => Date.now() + this.lateMs;
    const { log, store } = this.world;
    @Global()
    @Module({
      providers: [
        { provide: EVENT_LOG, useValue: log },
        { provide: BOUNDARIES, useValue: boundaries },
        { provide: STORE, useValue: store },
      ],
      exports: [EVENT_LOG, BOUNDARIES, STORE],
    })
    class WorldModule {}
    @Module({
      imports: [
        WorldModule,
        AccessModule.register({ issuer: () => 'http://localhost', demonstration: true, now, store }),
        DeliveryModule.register({
          store,
          baseUrl: () => this.base,
          webhookRanges: ['loopback'],
          mqttUrl: null,
          publisher: { organisation: '見本県', contact: 'bosai@pref.example' },
          now,
          ...this.settings,
        }),
      ],
    })
    class TestModule {}
    return TestModule;
  }
}

/** `as`: a demonstration client, a token, or null for nobody. */
interface Asking {
  as?: string | null;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Asks rarely enough for the limit of a client. */
export async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 60));
}
