import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  HazardReportedV1,
  type EventId,
  type HubEvent,
  type Instant,
  type RunId,
  type SourceId,
} from '@hinomi/contracts';
import { parseCap } from '@hinomi/formats';
import { normaliseCap } from './normalise-cap.js';
import type { SourceContext } from './source-context.js';

const root = new URL('../../../../', import.meta.url).pathname;
const corpus = `${process.env['HINOMI_CORPUS'] ?? `${root}../shared/data`}/cap`;
const present = existsSync(corpus);

const context = (over: Partial<SourceContext> = {}): SourceContext => ({
  source: { id: 'cap-test-list' as SourceId, attribution: 'A credit line' },
  exercise: null,
  rawId: 'raw/cap-test-list/1' as EventId,
  trace: 'trace-1',
  receivedAt: '2026-11-23T00:00:00.000Z' as Instant,
  ...over,
});

const read = (bytes: Uint8Array, over?: Partial<SourceContext>): HubEvent<HazardReportedV1>[] =>
  normaliseCap(parseCap(bytes), context(over));

function one(bytes: Uint8Array, over?: Partial<SourceContext>): HubEvent<HazardReportedV1> {
  const [event, ...more] = read(bytes, over);
  if (!event || more.length > 0) throw new Error('expected one event');
  expect(HazardReportedV1.parse(event.data)).toEqual(event.data);
  return event;
}

const fixture = (name: string): Uint8Array => readFileSync(`${root}libs/formats/fixtures/cap/${name}.xml`);
const edited = (name: string, from: string, to: string): Uint8Array =>
  new TextEncoder().encode(new TextDecoder().decode(fixture(name)).replace(from, to));

function alertOf(event: HubEvent<HazardReportedV1>) {
  const { statement } = event.data;
  if (statement?.hazard !== 'alert') throw new Error('not an alert');
  return statement;
}

describe('normaliseCap', () => {
  it('carries on everything the sender adds; a file is measured, not carried', () => {
    const event = one(fixture('alert_whole'));
    const alert = alertOf(event);
    expect(alert).toMatchObject({
      scope: 'Private',
      restriction: '関係機関限り',
      addresses: ['見本 市役所', 'shobo@city.example'],
      codes: ['profile:EXAMPLE:1.0', 'layer:EXAMPLE:2'],
      incidents: ['見本山 2026', '2026-004'],
      note: '試行',
    });
    expect(alert.segments[0]).toMatchObject({
      eventCodes: [{ valueName: 'SAME', value: 'VOW' }],
      parameters: [{ valueName: '火山', value: '見本山' }],
      heights: [{ area: '見本山の上空', altitudeFeet: 15_000, ceilingFeet: 24_500.5 }],
      texts: [{ audience: '航空機', contact: 'bousai@pref.example', resources: [{ uri: 'cid:photo' }, {}] }],
    });
    expect(JSON.stringify(event)).not.toContain('iVBORw0KGgo');
  });

  it('says the same codes of several languages once', () => {
    const code = '<eventCode><valueName>SAME</valueName><value>FLW</value></eventCode>';
    const written = new TextDecoder().decode(fixture('alert_two-languages'));
    const coded = written.replaceAll('</certainty>', `</certainty>${code}`);
    expect(alertOf(one(new TextEncoder().encode(coded))).segments).toMatchObject([
      { eventCodes: [{ valueName: 'SAME', value: 'FLW' }], texts: [{ language: 'ja' }, { language: 'en' }] },
    ]);
  });

  it('makes one event that names sender, identifier and time', () => {
    const event = one(fixture('alert_two-languages'));
    const hazardId = 'cap:bousai@pref.example,flood-2026-017,2026-09-10T09:20:00.000Z';
    expect(event).toMatchObject({ subject: hazardId, exercise: null, trace: 'trace-1', type: 'hazard.reported.v1' });
    expect(event.id.startsWith(`${hazardId}/0/`)).toBe(true);
    expect(event.data).toMatchObject({
      hazardId,
      family: 'alert',
      effect: 'states',
      title: '河川氾濫',
      headline: '見本川で氾濫が発生しました',
      text: '見本川の堤防を水が越えています。\n高い所へ逃げてください。',
      issuedAt: '2026-09-10T09:20:00.000Z',
      validFrom: '2026-09-10T09:00:00.000Z',
      validTo: '2026-09-10T21:00:00.000Z',
      source: { id: 'cap-test-list', agency: '見本県', attribution: 'A credit line' },
    });
  });

  it('puts languages of one thing into one segment, and phases into two', () => {
    const [segment, ...more] = alertOf(one(fixture('alert_two-languages'))).segments;
    expect(more).toEqual([]);
    expect(segment?.texts.map((text) => [text.language, text.areaDescription])).toEqual([
      ['ja', '見本市南部'],
      ['en', 'South of Mihon City'],
    ]);
    expect(segment).toMatchObject({
      geometry: { type: 'Polygon' },
      circles: [{ center: [139.2, 35.1], radiusKm: 2.5 }],
    });

    const phases = alertOf(one(fixture('alert_two-phases-two-languages'))).segments;
    expect(phases.map(({ onset, texts }) => [onset, texts.map((text) => text.event)])).toEqual([
      ['2026-09-10T03:00:00.000Z', ['強風（昼）', 'Gale (day)']],
      ['2026-09-10T09:00:00.000Z', ['強風（夜）', 'Gale (night)']],
    ]);
  });

  it('keeps infos apart that differ in severity, or speak one language', () => {
    const minor = edited('alert_two-languages', '<severity>Extreme', '<severity>Minor');
    expect(alertOf(one(minor)).segments.map((segment) => segment.severity)).toEqual(['Minor', 'Extreme']);
    const alike = edited('alert_two-languages', '<language>ja', '<language>EN');
    expect(alertOf(one(alike)).segments).toHaveLength(2);
  });

  it('draws all parts as one MultiPolygon', () => {
    expect(alertOf(one(fixture('alert_over-antimeridian'))).segments[0]?.geometry?.type).toBe('MultiPolygon');
  });

  it('names what an update replaces by the ids those messages got', () => {
    const update = alertOf(one(fixture('update_replaces-two')));
    expect(update.msgType).toBe('Update');
    expect(update.supersedes).toEqual([
      one(fixture('alert_two-languages')).data.hazardId,
      'cap:bousai@pref.example,flood-2026-018,2026-09-10T10:00:00.000Z',
    ]);
  });

  it('leaves nothing in force after a cancel, and keeps its note', () => {
    const cancel = one(fixture('cancel_without-info'));
    expect(alertOf(cancel)).toMatchObject({
      msgType: 'Cancel',
      supersedes: [one(fixture('update_replaces-two')).data.hazardId],
      segments: [],
    });
    expect(cancel.data).toMatchObject({
      effect: 'states',
      text: 'Sent in error.',
      validTo: '2026-09-11T20:00:00.000Z',
    });
  });

  it('gives an alert without an end the end of the in-force table', () => {
    const endless = edited('alert_exercise', '<expires>2026-09-01T12:00:00+09:00</expires>', '');
    expect(one(endless).data.validTo).toBe('2026-09-02T01:00:00.000Z');
  });

  it.each([
    ['Exercise', 'cap-exercise'],
    ['Test', 'cap-test'],
    ['System', 'cap-test'],
    ['Draft', 'cap-test'],
  ])('keeps status %s out of the real world', (status, run) => {
    const event = one(edited('update_replaces-two', '<status>Actual', `<status>${status}`));
    expect(event.exercise).toBe(run);
    expect(event.data.exercise).toBe(run);
    expect(event.subject).toBe(`drill:${run}:cap:bousai@pref.example,flood-2026-019,2026-09-10T11:00:00.000Z`);
    expect(alertOf(event).supersedes.every((id) => id.startsWith(`drill:${run}:cap:`))).toBe(true);
  });

  it('lets the run of a drill win over the status', () => {
    const event = one(fixture('alert_exercise'), { exercise: 'night-run' as RunId });
    expect(event.data.hazardId).toMatch(/^drill:night-run:cap:/);
  });

  it('marks what is not meant for the public', () => {
    expect(alertOf(one(fixture('alert_exercise'))).scope).toBe('Restricted');
    expect(alertOf(one(fixture('alert_two-languages')))).not.toHaveProperty('scope');
  });

  it.each(['Ack', 'Error'])('stays quiet on %s', (msgType) => {
    expect(read(edited('update_replaces-two', '>Update<', `>${msgType}<`))).toEqual([]);
  });

  it('says the same twice, whenever it is received', () => {
    const again = one(fixture('alert_two-languages'), { receivedAt: '2027-01-01T00:00:00.000Z' as Instant });
    expect(again.id).toBe(one(fixture('alert_two-languages')).id);
  });
});

interface Golden {
  hazardId: string;
  agency: string;
  validTo: string;
  exercise: string | null;
  /** severity, texts, geometry, circles, geocodes of each segment. */
  segments: [string, number, string | null, number, number][];
  supersedes?: number;
}

const GOLDEN: Record<string, Golden> = {
  'world/noaa-2.49.0.1.840.0.bde6c30c43ead9c23c42bea7977652a7de76d87d.002.1.xml': {
    hazardId:
      'cap:w-nws.webmaster@noaa.gov,urn:oid:2.49.0.1.840.0.bde6c30c43ead9c23c42bea7977652a7de76d87d.002.1,2025-02-28T19:38:00.000Z',
    agency: 'NWS Wakefield VA',
    validTo: '2025-03-01T11:00:00.000Z',
    exercise: null,
    segments: [['Moderate', 1, 'MultiPolygon', 0, 8]],
  },
  'google/canada.cap': {
    hazardId: 'cap:cap@ec.gc.ca,2.49.0.1.124.6bddbc91.2012,2012-05-02T23:21:04.000Z',
    agency: 'Environment Canada',
    validTo: '2012-05-03T00:20:00.000Z',
    exercise: null,
    segments: [['Minor', 2, 'MultiPolygon', 0, 13]],
    supersedes: 2,
  },
  'world/gdacs-cap_1470644.xml': {
    hazardId: 'cap:info-gdacs@gdacs.org,GDACS_EQ_1470644_1625617,2025-03-01T22:52:24.000Z',
    agency: 'Global Disaster Alert and Coordination System',
    validTo: '2025-03-02T22:52:24.000Z',
    exercise: null,
    segments: [['Moderate', 1, 'MultiPolygon', 0, 0]],
  },
  'world/ie-2.49.0.1.372.0.250413231648.N_Norm002_SmallCraft.xml': {
    hazardId: 'cap:forecasts@met.ie,2.49.0.1.372.0.250413231648.N_Norm002_SmallCraft,2025-04-13T23:16:48.000Z',
    agency: 'Met Éireann',
    validTo: '2025-04-14T19:00:00.000Z',
    exercise: null,
    segments: [['Moderate', 1, null, 0, 4]],
  },
  'world/ru-20250301222516-0086037.xml': {
    hazardId: 'cap:web@mecom.ru,2.49.0.1.643.0.20250301.222516.0086037.00.RU,2025-03-01T22:25:16.000Z',
    agency: 'web@mecom.ru',
    validTo: '2025-03-03T09:00:00.000Z',
    exercise: null,
    segments: [['Moderate', 1, 'MultiPolygon', 0, 0]],
  },
  'sahana/Myanmar-Tsunami-MultiLanguage.xml': {
    hazardId:
      'drill:cap-exercise:cap:mm.aidiq.com/10,MyanmarDMH-2.49.0.0.104.0-20150910-057-alert,2015-09-10T02:21:53.000Z',
    agency: 'ဆူနာမီသတိေပးဗဟိုဌာန',
    validTo: '2015-09-12T02:21:02.000Z',
    exercise: 'cap-exercise',
    segments: [['Severe', 2, 'Polygon', 0, 0]],
  },
  'google/australia.cap': {
    hazardId: 'cap:webmaster@rfs.nsw.gov.au,tag:www.rfs.nsw.gov.au2011-10-06:40184,2011-10-05T13:04:00.000Z',
    agency: 'NSW Rural Fire Service',
    validTo: '2011-10-06T13:04:00.000Z',
    exercise: null,
    segments: [
      ['Minor', 1, null, 1, 1],
      ['Minor', 1, null, 1, 1],
    ],
  },
  'oasis-ipaws/ipaws-5e6dd9de023f1930ef6548d9.xml': {
    hazardId: 'cap:bbrundage@dps.state.nv.us,AS-NV-58d33e3a-1f9a-4909-9d59-34e90b33b3e8,2019-04-19T17:46:20.000Z',
    agency: 'bbrundage@dps.state.nv.us',
    validTo: '2019-04-20T17:46:20.000Z',
    exercise: null,
    segments: [],
    supersedes: 1,
  },
  'google/earthquake-iso8859-1.cap': {
    hazardId:
      'cap:http://earthquake.usgs.gov/research/monitoring/anss/neic/,USGS-earthquakes-usB000D5T4.3947362.7.20121014T225304.360Z.0,2012-10-14T22:53:04.000Z',
    agency: 'U.S. Geological Survey',
    validTo: '2012-10-21T22:53:04.000Z',
    exercise: null,
    segments: [['Unknown', 1, null, 1, 0]],
  },
};

(present ? describe : describe.skip)(`CAP corpus${present ? '' : ' (absent: set HINOMI_CORPUS)'}`, () => {
  it.each(Object.entries(GOLDEN))('normalises %s', (file, golden) => {
    const event = one(readFileSync(`${corpus}/${file}`));
    const { supersedes, segments } = alertOf(event);
    expect({
      hazardId: event.data.hazardId,
      agency: event.data.source.agency,
      validTo: event.data.validTo,
      exercise: event.exercise,
      segments: segments.map(({ severity, texts, geometry, circles, geocodes }) => [
        severity,
        texts.length,
        geometry?.type ?? null,
        circles.length,
        geocodes.length,
      ]),
      ...(supersedes.length > 0 ? { supersedes: supersedes.length } : {}),
    }).toEqual(golden);
  });
});
