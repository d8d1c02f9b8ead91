import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { HubError } from '@hinomi/contracts';
import type { CapAlert } from './cap-alert.js';
import { parseCap } from './parse-cap.js';

const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/cap/${name}.xml`, import.meta.url), 'utf8');
const parse = (xml: string): CapAlert => parseCap(new TextEncoder().encode(xml));

function refusal(xml: string): HubError {
  try {
    parse(xml);
  } catch (error) {
    if (error instanceof HubError) return error;
    throw error;
  }
  throw new Error('was read');
}

describe('parseCap', () => {
  it('reads an alert, its times in UTC and its positions as longitude, latitude', () => {
    const alert = parse(fixture('alert_two-languages'));
    expect(alert).toMatchObject({
      version: '1.2',
      sender: 'bousai@pref.example',
      identifier: 'flood-2026-017',
      sent: '2026-09-10T09:20:00.000Z',
      status: 'Actual',
      msgType: 'Alert',
      scope: 'Public',
      references: [],
    });
    expect(alert.infos.map((info) => info.language)).toEqual(['ja', 'en']);
    expect(alert.infos[0]).toMatchObject({
      event: '河川氾濫',
      responseTypes: ['Evacuate'],
      onset: '2026-09-10T09:00:00.000Z',
      expires: '2026-09-10T21:00:00.000Z',
    });
    expect(alert.infos[0]?.areas).toEqual([
      {
        description: '見本市南部',
        rings: [
          [
            [139, 35],
            [139.3, 35],
            [139.3, 35.2],
            [139, 35.2],
            [139, 35],
          ],
        ],
        circles: [{ center: [139.2, 35.1], radiusKm: 2.5 }],
        geocodes: [{ valueName: 'JISX0402', value: '99101' }],
        altitudeFeet: null,
        ceilingFeet: null,
      },
    ]);
  });

  it('reads for whom it is, what it is part of, and everything its sender adds', () => {
    const alert = parse(fixture('alert_whole'));
    expect(alert).toMatchObject({
      scope: 'Private',
      source: '観測所 2',
      restriction: '関係機関限り',
      addresses: ['見本 市役所', 'shobo@city.example'],
      codes: ['profile:EXAMPLE:1.0', 'layer:EXAMPLE:2'],
      incidents: ['見本山 2026', '2026-004'],
      note: '試行',
    });
    expect(alert.infos[0]).toMatchObject({
      categories: ['Geo', 'Transport'],
      responseTypes: ['Avoid', 'Monitor'],
      audience: '航空機',
      contact: 'bousai@pref.example',
      eventCodes: [{ valueName: 'SAME', value: 'VOW' }],
      parameters: [{ valueName: '火山', value: '見本山' }],
    });
  });

  it('measures a file that comes with an alert, and leaves it where it is', () => {
    expect(parse(fixture('alert_whole')).infos[0]?.resources).toEqual([
      {
        description: '噴煙の写真',
        mimeType: 'image/png',
        sizeBytes: 68,
        uri: 'cid:photo',
        digest: 'da39a3ee5e6b4b0d3255bfef95601890afd80709',
        embeddedBytes: 70,
      },
      {
        description: '地図',
        mimeType: 'application/pdf',
        sizeBytes: null,
        uri: 'https://bousai.pref.example/map.pdf',
        digest: null,
        embeddedBytes: null,
      },
    ]);
  });

  it('reads heights; a ceiling without an altitude means nothing', () => {
    expect(parse(fixture('alert_whole')).infos[0]?.areas).toMatchObject([
      { altitudeFeet: 15_000, ceilingFeet: 24_500.5 },
      { altitudeFeet: null, ceilingFeet: null },
    ]);
  });

  it('keeps geocodes of every vocabulary as they are given', () => {
    expect(parse(fixture('alert_whole')).infos[0]?.areas.flatMap(({ geocodes }) => geocodes)).toEqual([
      { valueName: 'EMMA_ID', value: 'JP001' },
      { valueName: 'JIS-X0402', value: '991015' },
      { valueName: 'UGC', value: 'XXZ001' },
    ]);
  });

  it('reads references with any offset', () => {
    expect(parse(fixture('update_replaces-two')).references).toEqual([
      { sender: 'bousai@pref.example', identifier: 'flood-2026-017', sent: '2026-09-10T09:20:00.000Z' },
      { sender: 'bousai@pref.example', identifier: 'flood-2026-018', sent: '2026-09-10T10:00:00.000Z' },
    ]);
  });

  it('reads a cancel without info', () => {
    expect(parse(fixture('cancel_without-info'))).toMatchObject({
      msgType: 'Cancel',
      infos: [],
      note: 'Sent in error.',
    });
  });

  it('reads CAP 1.0: Very Likely is Likely, a geocode is one text', () => {
    const alert = parse(fixture('alert_cap10'));
    expect(alert.version).toBe('1.0');
    expect(alert.infos[0]?.certainty).toBe('Likely');
    expect(alert.infos[0]?.areas[0]?.geocodes).toEqual([{ valueName: 'jis', value: '99101' }]);
  });

  it('does not take CAP 1.0 without a scope for public', () => {
    expect(parse(fixture('alert_cap10').replace('<scope>Public</scope>', '')).scope).toBe('Restricted');
  });

  it('reads CAP 1.0: event codes and parameters in one text', () => {
    const written = '<event>Landslide</event><eventCode>SAME=LAE</eventCode><parameter>depth=2=3 m</parameter>';
    const [info] = parse(fixture('alert_cap10').replace('<event>Landslide</event>', written)).infos;
    expect(info?.eventCodes).toEqual([{ valueName: 'SAME', value: 'LAE' }]);
    expect(info?.parameters).toEqual([{ valueName: 'depth', value: '2=3 m' }]);
  });

  it('reads a polygon with a space behind its commas', () => {
    const loose = fixture('alert_two-languages').replace('35.2,139.0 35.2,139.3', '35.2, 139.0\n 35.2 , 139.3');
    expect(parse(loose).infos[0]?.areas).toEqual(parse(fixture('alert_two-languages')).infos[0]?.areas);
  });

  it('cuts a polygon over the antimeridian in two', () => {
    const rings = parse(fixture('alert_over-antimeridian')).infos[0]?.areas[0]?.rings ?? [];
    expect(rings.map((ring) => [Math.min(...ring.map(([lng]) => lng)), Math.max(...ring.map(([lng]) => lng))])).toEqual(
      [
        [178, 180],
        [-180, -178],
      ],
    );
  });

  it('takes absent and empty urgency, severity and certainty as Unknown, and en-US as the language', () => {
    const xml = fixture('alert_two-languages')
      .replaceAll('<urgency>Immediate</urgency>', '')
      .replaceAll('<severity>Extreme</severity>', '<severity></severity>')
      .replaceAll('<certainty>Observed</certainty>', '<certainty/>')
      .replace('<language>en</language>', '');
    expect(parse(xml).infos[1]).toMatchObject({
      urgency: 'Unknown',
      severity: 'Unknown',
      certainty: 'Unknown',
      language: 'en-US',
    });
  });

  it.each([
    ['a trailing Z', '2026-09-10T09:20:00Z'],
    ['a fraction', '2026-09-10T18:20:00.000+09:00'],
    ['an unknown zone at UTC', '2026-09-10T09:20:00-00:00'],
  ])('reads a time with %s', (_what, sent) => {
    const xml = fixture('alert_two-languages').replace('2026-09-10T18:20:00+09:00', sent);
    expect(parse(xml).sent).toBe('2026-09-10T09:20:00.000Z');
  });

  it('does not take elements of another namespace for its own', () => {
    const xml = fixture('alert_two-languages').replace(
      '<status>Actual',
      '<x:status xmlns:x="urn:other">Exercise</x:status><status>Actual',
    );
    expect(parse(xml).status).toBe('Actual');
  });

  const alert = 'alert_two-languages';
  const update = 'update_replaces-two';
  it.each<[what: string, file: string, from: string, to: string, path: string]>([
    ['no identifier', alert, '<identifier>flood-2026-017</identifier>', '', '/alert/identifier'],
    ['no sender', alert, '<sender>bousai@pref.example</sender>', '', '/alert/sender'],
    ['no sent', alert, '<sent>2026-09-10T18:20:00+09:00</sent>', '', '/alert/sent'],
    ['no status', alert, '<status>Actual</status>', '', '/alert/status'],
    ['no message type', alert, '<msgType>Alert</msgType>', '', '/alert/msgType'],
    ['no scope', alert, '<scope>Public</scope>', '<scope/>', '/alert/scope'],
    ['two statuses', alert, '<status>Actual</status>', '<status>Test</status><status>Actual</status>', '/alert/status'],
    ['an identifier with a comma', alert, 'flood-2026-017', 'flood,17', '/alert/identifier'],
    ['a sender with a space', alert, 'bousai@pref.example', 'bousai pref', '/alert/sender'],
    ['an endless identifier', alert, 'flood-2026-017', 'x'.repeat(181), '/alert/identifier'],
    ['an unknown status', alert, 'Actual', 'Real', '/alert/status'],
    ['an unknown message type', alert, '>Alert<', '>Notice<', '/alert/msgType'],
    ['an unknown scope', alert, 'Public', 'public', '/alert/scope'],
    ['an unknown severity', alert, 'Extreme', 'Terrible', '/alert/info/severity'],
    ['an unknown certainty', alert, 'Observed', 'Sure', '/alert/info/certainty'],
    ['an unknown urgency', alert, 'Immediate', 'Now', '/alert/info/urgency'],
    ['an unknown response', alert, 'Evacuate', 'Run', '/alert/info/responseType'],
    ['a time without offset', alert, '18:20:00+09:00', '18:20:00', '/alert/sent'],
    ['a day that does not exist', alert, '2026-09-11T06', '2026-09-31T06', '/alert/info/expires'],
    ['an hour that does not exist', alert, '2026-09-11T06', '2026-09-11T26', '/alert/info/expires'],
    ['an open polygon', alert, '35.0,139.3 35.0,139.0<', '35.0,139.3<', '/alert/info/area/polygon'],
    [
      'a polygon of three points',
      alert,
      '35.2,139.3 35.0,139.3 35.0,139.0<',
      '35.0,139.0<',
      '/alert/info/area/polygon',
    ],
    ['a latitude beyond the pole', alert, '35.2,139.0', '95.2,139.0', '/alert/info/area/polygon'],
    ['longitude and latitude swapped', alert, '35.1,139.2 2.5', '139.2,35.1 2.5', '/alert/info/area/circle'],
    ['a pair that is none', alert, '35.2,139.0', '35.2 139.0', '/alert/info/area/polygon'],
    ['a circle without radius', alert, '35.1,139.2 2.5', '35.1,139.2', '/alert/info/area/circle'],
    ['a negative radius', alert, '139.2 2.5', '139.2 -2.5', '/alert/info/area/circle'],
    ['two message types', update, '>Update<', '>Update</msgType><msgType>Update<', '/alert/msgType'],
    ['a reference that is no triple', update, ',flood-2026-017,', ',', '/alert/references'],
    ['a reference without a time', update, '2026-09-10T10:00:00-00:00', 'yesterday', '/alert/references'],
  ])('refuses %s with line and path', (_what, file, from, to, path) => {
    const written = fixture(file);
    expect(written).toContain(from);
    const error = refusal(written.replace(from, to));
    expect(error).toMatchObject({ code: 'report.invalid', retryable: false, place: { path } });
    expect(error.place?.line).toBeGreaterThan(1);
  });

  it('leaves out a reference to the message itself, however its time is written', () => {
    const written = fixture('update_replaces-two');
    const xml = written.replace('flood-2026-018,2026-09-10T10:00:00-00:00', 'flood-2026-019,2026-09-10T11:00:00Z');
    const { references } = parseCap(new TextEncoder().encode(xml));
    expect(references).toHaveLength(1);
    expect(references.map(({ identifier }) => identifier)).not.toContain('flood-2026-019');
  });

  it.each(['Update', 'Cancel'])('refuses an %s that names no message', (msgType) => {
    const xml = fixture('alert_two-languages').replace('>Alert<', `>${msgType}<`);
    expect(refusal(xml).place).toMatchObject({ line: 2, path: '/alert/references' });
    expect(refusal(xml.replace('</scope>', '</scope><references/>')).place?.line).toBe(8);
  });

  it('refuses an alert that says nothing', () => {
    const xml = fixture('cancel_without-info').replace('>Cancel<', '>Alert<');
    expect(refusal(xml)).toMatchObject({ code: 'report.invalid', place: { path: '/alert/info' } });
  });

  it.each([
    ['another document', '<feed xmlns="http://www.w3.org/2005/Atom"/>'],
    ['an alert of no namespace', '<alert/>'],
  ])('does not take %s for CAP', (_what, xml) => {
    expect(refusal(xml)).toMatchObject({ code: 'report.unsupported', place: { line: 1 } });
  });

  it('refuses a document type', () => {
    expect(refusal('<!DOCTYPE alert [<!ENTITY x SYSTEM "file:///etc/passwd">]><alert>&x;</alert>').code).toBe(
      'report.unreadable',
    );
  });
});
