import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { FeatureV1, ThingReportedV1, type EventId, type Instant, type SourceId } from '@hinomi/contracts';
import { checkSip4dZip, parseCap, parseSip4dZip, writeCap, writeSip4dZip } from '@hinomi/formats';
import { zipBytes } from '@hinomi/testing';
import { normaliseCap } from '../normalise/normalise-cap.js';
import { normaliseSip4dZip } from '../normalise/normalise-sip4d-zip.js';
import type { SourceContext } from '../normalise/source-context.js';
import { unpackPackage } from './unpack-package.js';

const sample = new URL('../../../../libs/contracts/src/picture/', import.meta.url).pathname;
const featureOf = (name: string): FeatureV1 =>
  FeatureV1.parse(JSON.parse(readFileSync(`${sample}feature.v1.${name}.json`, 'utf8')));

const context: SourceContext = {
  source: { id: 'neighbour' as SourceId, attribution: '出典：となりの県', rank: 3 },
  exercise: null,
  rawId: 'raw/neighbour/1' as EventId,
  trace: 'trace-1',
  receivedAt: '2026-09-01T03:05:00.000Z' as Instant,
};

describe('what the hub writes', () => {
  it('is taken by another hub as the things that it was made of', async () => {
    const { packages } = writeSip4dZip([featureOf('thing.sample')], {
      layer: 'shelter',
      theme: 'shelter',
      author: { name: '石川県', mail: 'bosai@pref.example' },
      disaster: null,
      report: 1,
      updated: '2026-09-01T03:02:10.000Z' as Instant,
      exercise: null,
      audience: 'public',
      licence: 'cc-by',
    });
    const [pack] = packages;
    const zipped = zipBytes([...(pack?.files ?? [])].map(([name, bytes]) => ({ name, bytes })));
    const files = await unpackPackage(zipped);
    expect(checkSip4dZip(files)).toEqual([]);
    const { events, problems } = normaliseSip4dZip(parseSip4dZip(files), context);
    expect(problems).toEqual([]);
    const reports = events
      .filter(({ type }) => type === 'thing.reported.v1')
      .map(({ data }) => ThingReportedV1.parse(data));
    expect(reports).toMatchObject([
      {
        theme: 'shelter',
        name: '見本小学校',
        geometry: { type: 'Point', coordinates: [136.9675, 37.0431] },
        attributes: { eststts: { value: 'open' }, evacueeno: { value: 120 } },
        exercise: null,
      },
    ]);
    expect(events.map(({ type }) => type)).toContain('dataset.listed.v1');
  });

  it('is taken by another hub as an alert of the same severity, area and time', () => {
    const xml = writeCap(featureOf('by-area.sample'), {
      hub: 'hub.example.jp',
      sender: 'bosai@pref.example',
      sent: '2025-04-10T05:04:00.000Z' as Instant,
      references: [],
      expiresAfterMs: 3_600_000,
    });
    const events = normaliseCap(parseCap(new TextEncoder().encode(xml)), context);
    expect(events).toMatchObject([
      {
        data: {
          statement: {
            hazard: 'alert',
            segments: [
              {
                severity: 'Severe',
                expires: '2025-04-11T05:01:00.000Z',
                texts: [{ language: 'ja-JP' }, { language: 'en-US' }],
                geocodes: expect.arrayContaining([{ valueName: 'JIS-X0402', value: '172049' }]),
              },
            ],
          },
        },
      },
    ]);
  });
});

const corpus = `${process.env['HINOMI_CORPUS'] ?? new URL('../../../../../shared/data', import.meta.url).pathname}/sip4d`;
const present = existsSync(corpus);

/** What breaks a rule in the packages that come with the checker, and how often. */
const BROKEN: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  '0100902_style.zip': { 'meta.ttid': 1 },
  '0304-02.zip': { 'geojson.closed': 1, 'style.file': 1 },
  '052_20250801_0000000.zip': {},
  'kunren_023_01-001-01_20260414140049_1.zip': { 'meta.information_date': 1, 'style.file': 1 },
  'malformed/ttid_nashi.zip': { 'meta.ttid': 1, 'style.file': 1 },
};

(present ? describe : describe.skip)(`SIP4D corpus${present ? '' : ' (absent: set HINOMI_CORPUS)'}`, () => {
  it.each(Object.keys(BROKEN))('is checked: %s', async (file) => {
    const counts: Record<string, number> = {};
    for (const { rule } of checkSip4dZip(await unpackPackage(readFileSync(`${corpus}/${file}`)))) {
      counts[rule] = (counts[rule] ?? 0) + 1;
    }
    expect(counts).toEqual(BROKEN[file]);
  });
});
