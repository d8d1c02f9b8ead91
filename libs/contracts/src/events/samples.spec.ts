import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import { PictureChangesV1 } from '../api/picture-changes.v1.js';
import { FeatureV1 } from '../picture/feature.v1.js';
import { InterestV1 } from '../picture/interest.v1.js';
import { NeedsCountedV1 } from '../health/needs-counted.v1.js';
import { NeedsPublishedV1 } from '../health/needs-published.v1.js';
import { BoundariesChangedV1 } from './boundaries-changed.v1.js';
import { DatasetListedV1 } from './dataset-listed.v1.js';
import { DrillChangedV1 } from './drill-changed.v1.js';
import { HazardExpiredV1 } from './hazard-expired.v1.js';
import { HazardReportedV1, HAZARD_FAMILIES } from './hazard-reported.v1.js';
import { DrawingWrittenV1 } from './drawing-written.v1.js';
import { LogEntryWrittenV1 } from './log-entry-written.v1.js';
import { ObservationReportedV1 } from './observation-reported.v1.js';
import { PopulationCountedV1 } from './population-counted.v1.js';
import { ObservationsReportedV1 } from './observations-reported.v1.js';
import { ReportQuarantinedV1 } from './report-quarantined.v1.js';
import { ThingDecidedV1 } from './thing-decided.v1.js';
import { ThingReportedV1 } from './thing-reported.v1.js';
import { VaultAuditedV1 } from '../vault/vault-audited.v1.js';
import { SensorDescribedV1 } from './sensor-described.v1.js';

/** Every version ever published stays in this table, and its samples parse for ever. */
const CONTRACTS: Readonly<Record<string, z.ZodType>> = {
  'boundaries-changed.v1': BoundariesChangedV1,
  'dataset-listed.v1': DatasetListedV1,
  'drill-changed.v1': DrillChangedV1,
  'feature.v1': FeatureV1,
  'hazard-expired.v1': HazardExpiredV1,
  'hazard-reported.v1': HazardReportedV1,
  'interest.v1': InterestV1,
  'drawing-written.v1': DrawingWrittenV1,
  'log-entry-written.v1': LogEntryWrittenV1,
  'needs-counted.v1': NeedsCountedV1,
  'needs-published.v1': NeedsPublishedV1,
  'observation-reported.v1': ObservationReportedV1,
  'observations-reported.v1': ObservationsReportedV1,
  'picture-changes.v1': PictureChangesV1,
  'population-counted.v1': PopulationCountedV1,
  'report-quarantined.v1': ReportQuarantinedV1,
  'thing-decided.v1': ThingDecidedV1,
  'thing-reported.v1': ThingReportedV1,
  'sensor-described.v1': SensorDescribedV1,
  'vault-audited.v1': VaultAuditedV1,
};

/** `<contract>.v<n>.sample.json`, or `<contract>.v<n>.<meaning>.sample.json` for further ones. */
const SAMPLE = /^(?:.*\/)?([a-z-]+\.v\d+)(?:\.[a-z-]+)?\.sample\.json$/;

const src = new URL('..', import.meta.url);
const samples = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.sample.json'))
  .sort()
  .map((file) => ({ file, contract: SAMPLE.exec(file)?.[1] ?? file }));

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, src), 'utf8'));

describe('contract samples', () => {
  it.each(samples)('$file parses, and nothing of it is lost', ({ file, contract }) => {
    const schema = CONTRACTS[contract];
    if (!schema) throw new Error(`${contract} is not in the table of contracts`);
    const sample = read(file);
    expect(schema.parse(sample)).toEqual(sample);
  });

  it('are there for every contract', () => {
    expect(new Set(samples.map(({ contract }) => contract))).toEqual(new Set(Object.keys(CONTRACTS)));
  });

  it('are there for every family of hazards, stated and voided, real and drill', () => {
    const reports = samples
      .filter(({ contract }) => contract === 'hazard-reported.v1')
      .map(({ file }) => HazardReportedV1.parse(read(file)));
    expect(new Set(reports.map(({ family }) => family))).toEqual(new Set(HAZARD_FAMILIES));
    expect(reports.some(({ statement }) => statement === null)).toBe(true);
    expect(reports.some(({ exercise }) => exercise !== null)).toBe(true);
  });

  it('would not parse without their exercise', () => {
    const { exercise: _exercise, ...rest } = HazardReportedV1.parse(read('events/hazard-reported.v1.sample.json'));
    expect(HazardReportedV1.safeParse(rest).success).toBe(false);
  });
});
