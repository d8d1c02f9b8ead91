import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { AggregatorService } from '@hinomi/aggregator';
import { PictureReader, topicIn, type FeatureV1, type FeedReceipt, type Realm } from '@hinomi/contracts';
import { openIngest, type Ingest } from '@hinomi/ingest';
import { Metrics } from '@hinomi/service-kit';
import { MemoryEventLog } from '@hinomi/testing';

/** Ingest and aggregator over a log in memory: bytes in, the picture out. */
export class CapHub {
  private readonly dir = mkdtempSync(path.join(os.tmpdir(), 'hinomi-cap-'));
  private readonly log = new MemoryEventLog('log-1', () => new Date().toISOString() as never);
  private ingest: Ingest | null = null;
  private aggregator: AggregatorService | null = null;

  async open(): Promise<void> {
    this.ingest = await openIngest(this.log, {
      sourcesDir: this.dir,
      drillsDir: this.dir,
      polling: 'off',
      automaticDrill: false,
      loopback: true,
      demonstration: true,
      version: 'test',
      now: () => Date.now(),
      say: { info: () => undefined, warn: () => undefined },
    });
    this.aggregator = new AggregatorService({ checkpointDir: this.dir }, this.log, new Metrics(), null);
    await this.aggregator.onModuleInit();
  }

  async close(): Promise<void> {
    await this.aggregator?.onModuleDestroy();
    await this.ingest?.stop();
    rmSync(this.dir, { recursive: true, force: true });
  }

  async post(message: string | Uint8Array): Promise<FeedReceipt> {
    if (!this.ingest) throw new Error('not open');
    const bytes = typeof message === 'string' ? new TextEncoder().encode(message) : message;
    return this.ingest.door.receive(this.ingest.sources.ofClient('publisher', 'cap'), 'cap', bytes);
  }

  /** The picture once everything on the log is in it, by feature id. */
  async picture(realm: Realm = 'real'): Promise<FeatureV1[]> {
    const topic = topicIn(realm, 'hazards');
    const index = realm === 'real' ? 0 : 1;
    while ((this.aggregator?.status()[index]?.inputs[topic]?.[0] ?? 0) < this.log.recordsOf(topic).length) {
      await breathe();
    }
    for (let turn = 0; turn < 5; turn++) await breathe();
    const reader = new PictureReader();
    const features = new Map<string, FeatureV1>();
    for (const record of this.log.recordsOf(topicIn(realm, 'picture'))) {
      const change = reader.read(record);
      if (change?.change === 'upsert') features.set(change.feature.id, change.feature);
      else if (change?.change === 'remove') features.delete(change.id);
    }
    return [...features.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}

/** A moment as CAP writes it, so many minutes from now. */
export function inMinutes(minutes: number): string {
  const local = new Date(NOW + minutes * 60_000 + 9 * 3_600_000);
  return `${local.toISOString().slice(0, 19)}+09:00`;
}
const NOW = Math.floor(Date.now() / 1_000) * 1_000;

const lines = (fields: Readonly<Record<string, string | null>>): string =>
  Object.entries(fields)
    .filter((field): field is [string, string] => field[1] !== null)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('\n');

export const SQUARE = '35.0,139.0 35.2,139.0 35.2,139.3 35.0,139.3 35.0,139.0';
export const area = (inner: string): string => `<areaDesc>見本市</areaDesc>${inner}`;

/** One `info`; null leaves an element out, an area is its inner XML. */
export function info(over: Readonly<Record<string, string | null>> = {}): string {
  return lines({
    language: 'ja',
    category: 'Met',
    event: '大雨',
    urgency: 'Immediate',
    severity: 'Severe',
    certainty: 'Likely',
    expires: inMinutes(300),
    headline: '見本市で大雨',
    area: area(`<polygon>${SQUARE}</polygon>`),
    ...over,
  });
}

/** A message as a publisher would write it. */
export function message(
  identifier: string,
  over: Readonly<Record<string, string | null>> = {},
  ...infos: string[]
): string {
  const head = {
    identifier,
    sender: 'alerts@town.example',
    sent: inMinutes(-30),
    status: 'Actual',
    msgType: 'Alert',
    scope: 'Public',
    ...over,
  };
  const said = (infos.length === 0 ? [info()] : infos).map((inner) => `<info>${inner}</info>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">${lines(head)}${said.join('')}</alert>`;
}

/** What an Update or Cancel writes of the message it is about. */
export const about = (...ids: string[]): string =>
  ids.map((id) => `alerts@town.example,${id},${inMinutes(-30)}`).join(' ');
