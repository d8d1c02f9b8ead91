import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  decodeEvent,
  encodeClaim,
  encodeUpsert,
  instantFromMillis,
  thingReported,
  topicIn,
  type FeatureId,
  type FeatureV1,
  type LogRecord,
  type NewRecord,
  type Realm,
  type ShelterReport,
  type ShelterReportReceipt,
  type ThingReportedV1,
} from '@hinomi/contracts';
import { openEmbeddedLog, type EmbeddedEventLog, type EventLog } from '@hinomi/event-log';
import { ShelterIndexes } from './index/shelter-indexes.js';
import { KnownReports } from './reports/known-reports.js';
import { ReportDoor } from './reports/report-door.js';

export const NOW_MS = Date.parse('2026-11-26T03:00:00.000Z');
export const at = (minute: number) => instantFromMillis(NOW_MS + minute * 60_000);

export const SENDER = { subject: 'demo-shelter', name: '受付' };

/** A ULID of a number. */
export const ulid = (number: number): string => String(number).padStart(26, '0');

/** What a spec says of a report; everything else is the builder's. */
export type ReportParts = Partial<Omit<ShelterReport, 'attributes' | 'device'>> & {
  device?: number;
  people?: number | null;
  attributes?: Record<string, { value: unknown; observedAt: string }>;
  minute?: number;
};

export function report(number: number, parts: ReportParts = {}): Record<string, unknown> {
  const { device = 1, people = 10, minute = -60, ...over } = parts;
  return {
    reportId: ulid(number),
    device: ulid(900_000 + device),
    counter: number,
    shelter: 'town/k1',
    by: 'tablet',
    toldBy: null,
    observedAt: at(minute),
    writtenAt: at(minute),
    attributes: { evacueeno: { value: people, observedAt: at(minute) } },
    confirmed: [],
    ...over,
  };
}

/** Between the service and its log: may fail before anything is written, or after all of it is. */
export type Fault = (topic: string, records: readonly NewRecord[]) => 'before' | 'after' | null;

/** The service's doors over a real log on disk, through as many lives as a spec likes. */
export class ShelterDesk {
  readonly folder = mkdtempSync(join(tmpdir(), 'hinomi-shelter-'));
  fault: Fault = () => null;
  log!: EmbeddedEventLog;
  door!: ReportDoor;
  indexes!: ShelterIndexes;
  private known!: KnownReports;
  private epoch = 0;

  async start(): Promise<this> {
    this.log = await openEmbeddedLog({ dir: join(this.folder, 'log') });
    const faulty: EventLog = Object.assign(Object.create(this.log) as EventLog, {
      append: async (topic: string, records: readonly NewRecord[]) => {
        const fails = this.fault(topic, records);
        if (fails === 'before') throw new Error('cut before');
        const appended = await this.log.append(topic, records);
        if (fails === 'after') throw new Error('cut after');
        return appended;
      },
    });
    const settings = { now: () => NOW_MS };
    this.indexes = new ShelterIndexes(this.log);
    this.known = new KnownReports(this.log, settings);
    await Promise.all([this.indexes.onModuleInit(), this.known.onModuleInit()]);
    this.door = new ReportDoor(faulty, this.known, this.indexes, settings);
    return this;
  }

  async stop(): Promise<void> {
    await Promise.all([this.indexes.onModuleDestroy(), this.known.onModuleDestroy()]);
    await this.log.close();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async end(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Puts features into a picture, as its writer does. */
  async show(...features: readonly FeatureV1[]): Promise<void> {
    for (const feature of features) {
      const topic = topicIn(feature.exercise === null ? 'real' : 'drill', 'picture');
      const [claim] = await this.log.append(topic, [encodeClaim('spec')]);
      this.epoch = claim?.offset ?? 0;
      await this.log.append(topic, [encodeUpsert(feature, this.epoch)]);
    }
    while (features.some(({ id }) => this.indexes.find(id) === undefined)) await pause();
  }

  send(shelter: string, ...reports: readonly unknown[]): Promise<ShelterReportReceipt> {
    return this.door.receive(shelter, { sentAt: at(0), reports }, SENDER);
  }

  async told(realm: Realm = 'real'): Promise<ThingReportedV1[]> {
    return (await this.records(realm)).map((record) => decodeEvent(thingReported, record).data);
  }

  async records(realm: Realm = 'real'): Promise<LogRecord[]> {
    const found: LogRecord[] = [];
    for await (const record of this.log.read(topicIn(realm, 'shelters'), [])) found.push(record);
    return found;
  }
}

/** A shelter's feature as the picture has it. */
export function shelterFeature(id: string, over: Partial<Omit<FeatureV1, 'id'>> = {}): FeatureV1 {
  const seen = { observedAt: at(-600), source: 'town', agency: 'Town' };
  return {
    id: id as FeatureId,
    layer: 'shelter',
    kind: 'shelter',
    geometry: { type: 'Point', coordinates: [136.97, 37.04] },
    area: null,
    areaCodes: ['17', '17202'],
    severity: 0,
    alertLevel: null,
    levelEquivalent: null,
    valid: { from: at(-600), to: null },
    observedAt: at(-600),
    issuedAt: at(-600),
    recordedAt: at(-600),
    version: 1,
    properties: {
      type: 'thing',
      theme: 'shelter',
      name: '七尾市立澤野小學校',
      nameKana: 'さわのしょうがっこう',
      identifiers: [{ scheme: 'national-shelter', value: 'E1720200010112' }],
      attributes: { address: { value: '石川県七尾市沢野町1-2', ...seen } },
      aliases: [],
      oldestObservedAt: at(-600),
    } as unknown as FeatureV1['properties'],
    sources: [],
    conflicts: [],
    label: { classification: 'public', jurisdiction: null },
    exercise: null,
    ...over,
  };
}

export function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}
