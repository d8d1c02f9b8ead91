import path from 'node:path';
import {
  instantFromMillis,
  millisOf,
  type FeatureId,
  type NeedsPublishedV1,
  type PublishedValue,
} from '@hinomi/contracts';
import { openEmbeddedLog } from '@hinomi/event-log';
import { minute, publishedNeeds, thingReport, toldNeeds, toldThing } from '@hinomi/testing';

const PERIOD_MS = 3 * 3_600_000;

interface Told {
  values: Readonly<Record<string, PublishedValue>>;
  /** Needs whose number stands from the publication before. */
  held?: readonly string[];
  coverage?: NeedsPublishedV1['coverage'];
  within?: string;
}

/** What a vault published last, put on the log of a hub that is not running: cells of areas, and of a shelter with them. */
export async function publishNeeds(dataDir: string): Promise<void> {
  const at = Math.floor((Math.floor(Date.now() / PERIOD_MS) * PERIOD_MS - millisOf(minute(0))) / 60_000);
  const cell = (area: NeedsPublishedV1['area'], { values, held = [], ...rest }: Told): NeedsPublishedV1 => {
    const told = publishedNeeds(area, at, values);
    const before = instantFromMillis(millisOf(told.period.from) - 2 * PERIOD_MS);
    const needs = Object.fromEntries(
      Object.entries(told.needs).map(([need, one]) => [need, held.includes(need) ? { ...one, asOf: before } : one]),
    );
    return { ...told, needs, ...rest };
  };
  const shelter = thingReport({
    ...{ dataset: null, key: 'gym', at },
    content: {
      name: '見本体育館',
      municipality: '17202',
      geometry: { type: 'Point', coordinates: [136.98, 37.05] },
      attributes: { eststts: { value: 'open' } },
    },
  });
  const log = await openEmbeddedLog({ dir: path.join(dataDir, 'log') });
  const records = [
    toldThing(shelter),
    ...[
      cell(
        { level: 'prefecture', code: '17' },
        {
          values: { insulin: 19, home_oxygen: 7, ventilator: 6, hypertension: 64, dialysis: 'below' },
          held: ['hypertension'],
          coverage: { open: 12, counting: 3 },
        },
      ),
      cell(
        { level: 'municipality', code: '17202' },
        {
          values: { insulin: 14, home_oxygen: 'hidden', hypertension: 40 },
          held: ['hypertension'],
          coverage: { open: 8, counting: 2 },
        },
      ),
      cell(
        { level: 'municipality', code: '17204' },
        { values: { insulin: 5, home_oxygen: 'hidden', infant_formula: 'below' }, coverage: { open: 4, counting: 1 } },
      ),
      cell({ level: 'shelter', code: 'alone/gym' as FeatureId }, { values: { insulin: 9 }, within: '17202' }),
    ].map(toldNeeds),
  ];
  try {
    for (const { topic, record } of records) await log.append(topic, [record]);
  } finally {
    await log.close();
  }
}
