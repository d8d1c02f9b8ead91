import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AccessModule, MachineTokens } from '@hinomi/access';
import {
  encodeClaim,
  encodeUpsert,
  topicIn,
  type FeatureV1,
  type LogRecord,
  type Realm,
  ALL_TOPIC_NAMES,
} from '@hinomi/contracts';
import { EVENT_LOG, openEmbeddedLog, type EmbeddedEventLog, type EventLog } from '@hinomi/event-log';
import { NestLog, ProblemFilter } from '@hinomi/service-kit';
import { openStore, type Store } from '@hinomi/store';
import { acceptRecords } from './api/accept-records.js';
import { VaultHost } from './host/vault-host.js';
import { phrRules } from './host/phr-rules.js';
import { PhrModule } from './phr.module.js';
import { VAULT_TABLES } from './vault/vault-tables.js';

export const NOW_MS = Date.parse('2026-11-26T03:00:00.000Z');

const RULES_DIR = fileURLToPath(new URL('../../../infra/needs-rules', import.meta.url));

export interface Reply {
  status: number;
  type: string | null;
  text: string;
  body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- what a spec expects of it is its check
}

/** The service over a real log and store on disk, through as many lives as a spec likes. */
export class PhrApp {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'hinomi-phr-'));
  /** Before the service starts with it. */
  wrapLog: (log: EventLog) => EventLog = (log) => log;
  nowMs = NOW_MS;
  log!: EmbeddedEventLog;
  store!: Store;
  app!: NestFastifyApplication;
  private url = '';

  async start(): Promise<this> {
    this.log = await openEmbeddedLog({ dir: path.join(this.folder, 'log') });
    this.store = await openStore({ kind: 'embedded', dir: path.join(this.folder, 'store') }, [VAULT_TABLES]);
    const held = this.wrapLog(this.log);
    const rules = await phrRules(RULES_DIR, { threshold: 5, periodHours: 3 });

    @Global()
    @Module({ providers: [{ provide: EVENT_LOG, useValue: held }], exports: [EVENT_LOG] })
    class Log {}

    @Module({
      imports: [
        Log,
        AccessModule.register({ issuer: () => 'http://localhost', demonstration: true, now: Date.now }),
        PhrModule.register({
          ...rules,
          ...{ store: this.store, shared: false, keyDir: path.join(this.folder, 'keys'), now: () => this.nowMs },
        }),
      ],
    })
    class Hub {}

    this.app = await NestFactory.create<NestFastifyApplication>(Hub, new FastifyAdapter(), { logger: new NestLog() });
    this.app.useGlobalFilters(new ProblemFilter());
    acceptRecords(this.app.getHttpAdapter().getInstance());
    await this.app.listen(0, '127.0.0.1');
    this.url = (await this.app.getUrl()).replace('localhost', '127.0.0.1');
    return this;
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.store.close();
    await this.log.close();
  }

  async end(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get host(): VaultHost {
    return this.app.get(VaultHost);
  }

  async call(method: string, pathname: string, body?: unknown, client = 'demo-medic'): Promise<Reply> {
    const token = (await this.app.get(MachineTokens).issue(client, 'demo', true))?.accessToken ?? '';
    const bytes =
      body instanceof Uint8Array ? new Uint8Array(body) : body === undefined ? undefined : JSON.stringify(body);
    const reply = await fetch(`${this.url}${pathname}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
      ...(bytes !== undefined && { body: bytes }),
    });
    const text = await reply.text();
    const type = reply.headers.get('content-type');
    return { status: reply.status, type, text, body: type?.includes('json') ? JSON.parse(text) : null };
  }

  /** Puts shelters into a picture, as its writer does. */
  async show(...features: readonly FeatureV1[]): Promise<void> {
    for (const feature of features) {
      const topic = topicIn(feature.exercise === null ? 'real' : 'drill', 'picture');
      const [claim] = await this.log.append(topic, [encodeClaim('spec')]);
      await this.log.append(topic, [encodeUpsert(feature, claim!.offset)]);
    }
  }

  /** Everything on a topic, once the outbox is empty. */
  async records(topic: string): Promise<LogRecord[]> {
    const found: LogRecord[] = [];
    for await (const record of this.log.read(topic, [])) found.push(record);
    return found;
  }

  async sent(realm: Realm = 'real'): Promise<void> {
    while ((await this.host.waiting(realm)) > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  async everyRecord(): Promise<LogRecord[]> {
    const all: LogRecord[] = [];
    for (const topic of ALL_TOPIC_NAMES) all.push(...(await this.records(topic)));
    return all;
  }
}

export function shelterFeature(id: string, municipality: string): FeatureV1 {
  const at = new Date(NOW_MS).toISOString();
  return {
    ...{ id, layer: 'shelter', kind: 'shelter', geometry: { type: 'Point', coordinates: [136.97, 37.04] }, area: null },
    ...{ areaCodes: [municipality.slice(0, 2), municipality], severity: 0, alertLevel: null, levelEquivalent: null },
    ...{
      valid: { from: at, to: null },
      observedAt: at,
      issuedAt: at,
      recordedAt: at,
      version: 1,
      sources: [],
      conflicts: [],
    },
    properties: {
      ...{
        type: 'thing',
        theme: 'shelter',
        name: '避難所',
        nameKana: null,
        identifiers: [],
        attributes: {},
        aliases: [],
      },
      oldestObservedAt: at,
    },
    ...{ label: { classification: 'public', jurisdiction: null }, exercise: null },
  } as unknown as FeatureV1;
}
