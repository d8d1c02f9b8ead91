import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { canonicalFeature, instantFromMillis, PictureReader, type HazardReportedV1 } from '@hinomi/contracts';
import { EVENT_LOG, openEmbeddedLog, type EventLog } from '@hinomi/event-log';
import { BOUNDARIES } from '@hinomi/geo';
import { drillChange, drillRecord, felt, quakeReport, reported, type Addressed } from '@hinomi/testing';
import { AggregatorModule, AggregatorService } from './index.js';

@Global()
@Module({})
class ParentModule {
  static with(log: EventLog, checkpointDir: string): DynamicModule {
    const providers = [
      { provide: EVENT_LOG, useValue: log },
      { provide: BOUNDARIES, useValue: null },
    ];
    return {
      module: ParentModule,
      providers,
      exports: providers.map(({ provide }) => provide),
      imports: [AggregatorModule.register({ checkpointDir })],
    };
  }
}

/** The timer of the process is real here, so the hazards are of today. */
const now = Date.now();
const quake = (version: number, run: string | null): HazardReportedV1 => {
  const report = quakeReport('VXSE53', 'e1', { version, run, intensities: [felt('5+', '1720400')] });
  return { ...report, validTo: instantFromMillis(now + 3_600_000) };
};

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'hinomi-aggregator-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

async function pictureOn(log: EventLog, topic: string): Promise<string[]> {
  const reader = new PictureReader();
  const features = new Map<string, string>();
  for await (const record of log.read(topic, [])) {
    const change = reader.read(record);
    if (change?.change === 'upsert') features.set(change.feature.id, canonicalFeature(change.feature));
    else if (change?.change === 'remove') features.delete(change.id);
  }
  return [...features.keys()].sort();
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(5);
}

describe('AggregatorModule on the embedded log', () => {
  it('keeps both realms apart, over a restart', async () => {
    const log = await openEmbeddedLog({ dir: path.join(dir, 'log') });
    const append = async (...facts: Addressed[]): Promise<void> => {
      for (const { topic, record } of facts) await log.append(topic, [record]);
    };
    const open = () =>
      NestFactory.createApplicationContext(ParentModule.with(log, path.join(dir, 'state')), { logger: false });

    await append(reported(quake(1, null)));
    const first = await open();
    expect(await pictureOn(log, 'picture')).toEqual(['jma-quake:e1', 'jma-quake:e1:intensity:5+']);
    expect(await pictureOn(log, 'drill.picture')).toEqual([]);
    await append(drillRecord(drillChange('a', 1)), reported(quake(1, 'a')));
    const drill = (): number =>
      first
        .get(AggregatorService)
        .status()
        .find(({ realm }) => realm === 'drill')?.features ?? 0;
    await until(() => drill() === 3);
    await first.close();

    const second = await open();
    expect(second.get(AggregatorService).status()).toMatchObject([
      { realm: 'real', role: 'active', caughtUp: true, features: 2, inputs: { hazards: [1] }, undecodable: 0 },
      { realm: 'drill', caughtUp: true, features: 3 },
    ]);
    expect(await pictureOn(log, 'drill.picture')).toEqual([
      'drill:a:jma-quake:e1',
      'drill:a:jma-quake:e1:intensity:5+',
      'drill:state',
    ]);
    await second.close();
    await log.close();
  });
});
