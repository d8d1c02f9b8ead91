import { readdirSync, readFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { HubError, type EventId, type Instant, type RunId, type SourceId } from '@hinomi/contracts';
import { parseJmaXml } from '@hinomi/formats';
import { normaliseJmaXml } from '../normalise/normalise-jma-xml.js';
import { planReplay } from './plan-replay.js';
import { sampleTelegram } from './sample-telegrams.js';
import { readTelegramTime, shiftTelegram } from './shift-telegram.js';

const DAY_MS = 24 * 3_600_000;
const NOW = '2026-11-23T07:10:20.500Z' as Instant;
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const JMA = `<?xml version="1.0" encoding="UTF-8"?>
<Report xmlns="http://xml.kishou.go.jp/jmaxml1/">
<Control><Title>津波警報・注意報・予報a</Title><DateTime>2024-02-28T23:59:30Z</DateTime><Status>通常</Status></Control>
<Head xmlns="http://xml.kishou.go.jp/jmaxml1/informationBasis1/"><ReportDateTime>2024-02-29T08:59:00+09:00</ReportDateTime>
<EventID>20240229085900 20240229085901</EventID></Head>
<Body><Item><Kind><Status>発表</Status></Kind><DateTime type="予報" until="2024-02-29T20:00:00+09:00"/></Item></Body></Report>`;

const CAP = `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>A-20240101</identifier><sender>a@b</sender>
<sent>2024-01-01T00:00:00-05:00</sent><status>Actual</status><msgType>Update</msgType>
<references>a@b,A-1,2023-12-31T22:00:00-05:00</references>
<info><effective>2024-01-01T00:00:00.5-05:00</effective><expires>2024-01-02T00:00:00-00:00</expires></info></alert>`;

describe('moving a telegram in time', () => {
  it('moves every time of a JMA telegram by the same, keeps its offset, and marks it as training', () => {
    const text = decode(shiftTelegram('jma-xml', encode(JMA), DAY_MS));
    expect(text).toContain('<DateTime>2024-02-29T23:59:30Z</DateTime>');
    expect(text).toContain('<ReportDateTime>2024-03-01T08:59:00+09:00</ReportDateTime>');
    expect(text).toContain('until="2024-03-01T20:00:00+09:00"');
    expect(text).toContain('<EventID>20240301085900 20240301085901</EventID>');
    expect(text).toContain('<Status>訓練</Status>');
    expect(text).toContain('<Kind><Status>発表</Status></Kind>');
    expect(text).toContain('xmlns="http://xml.kishou.go.jp/jmaxml1/"');
  });

  it('leaves event ids alone that are no times', () => {
    const river = JMA.replace('20240229085900 20240229085901', '820209000400');
    expect(decode(shiftTelegram('jma-xml', encode(river), DAY_MS))).toContain('<EventID>820209000400</EventID>');
    const volcano = JMA.replace('20240229085900 20240229085901', '20240229085900_306');
    expect(decode(shiftTelegram('jma-xml', encode(volcano), DAY_MS))).toContain(
      '<EventID>20240301085900_306</EventID>',
    );
  });

  it('moves a CAP alert with what it refers to, and makes it an exercise', () => {
    const text = decode(shiftTelegram('cap', encode(CAP), DAY_MS));
    expect(text).toContain('<sent>2024-01-02T00:00:00-05:00</sent>');
    expect(text).toContain('a@b,A-1,2024-01-01T22:00:00-05:00');
    expect(text).toContain('<effective>2024-01-02T00:00:00.5-05:00</effective>');
    expect(text).toContain('<expires>2024-01-03T00:00:00-00:00</expires>');
    expect(text).toContain('<status>Exercise</status>');
    expect(text).toContain('<identifier>A-20240101</identifier>');
  });

  it('moves the milliseconds of USGS and nothing else', () => {
    const usgs = {
      type: 'FeatureCollection',
      metadata: { generated: 1000, count: 1 },
      features: [{ id: 'a', properties: { time: 1, updated: 2, tz: 540, sig: 3 } }],
    };
    const moved: unknown = JSON.parse(decode(shiftTelegram('usgs-geojson', encode(JSON.stringify(usgs)), 50)));
    expect(moved).toEqual({
      ...usgs,
      metadata: { generated: 1050, count: 1 },
      features: [{ id: 'a', properties: { time: 51, updated: 52, tz: 540, sig: 3 } }],
    });
  });

  it('moves the times and the EventID of P2P, and makes every body a test', () => {
    const body = {
      id: '2026/09/12',
      time: '2026/09/12 23:59:59.120',
      issue: { time: '2026/09/12 23:59:58', eventId: '20260912235950', serial: '1' },
      areas: [{ arrivalTime: null }],
    };
    const bytes = encode(JSON.stringify([body]));
    expect(readTelegramTime(bytes)).toEqual({ format: 'p2pquake', sentMs: Date.UTC(2026, 8, 12, 14, 59, 59) });
    expect(JSON.parse(decode(shiftTelegram('p2pquake', bytes, 2_000)))).toEqual([
      {
        ...body,
        test: true,
        time: '2026/09/13 00:00:01.120',
        issue: { time: '2026/09/13 00:00:00', eventId: '20260912235952', serial: '1' },
      },
    ]);
  });

  it('reads other encodings and writes UTF-8', () => {
    const latin = Buffer.from(
      `<?xml version="1.0" encoding="ISO-8859-1"?>${CAP.replace('a@b</sender>', 'é@b</sender>')}`,
      'latin1',
    );
    const text = decode(shiftTelegram('cap', latin, DAY_MS));
    expect(text).toContain('encoding="UTF-8"');
    expect(text).toContain('é@b');
  });

  it('says what it cannot place in time', () => {
    expect(() => readTelegramTime(encode('hello'))).toThrow(HubError);
    expect(() => readTelegramTime(encode('{}'))).toThrow(/time of sending/);
    expect(() => readTelegramTime(encode('{'))).toThrow(/JSON/);
    expect(readTelegramTime(encode(JMA))).toEqual({ format: 'jma-xml', sentMs: Date.parse('2024-02-28T23:59:30Z') });
  });
});

describe('a replay', () => {
  const at = (time: string): Uint8Array =>
    sampleTelegram('earthquake', { at: time as Instant, status: '通常', cancel: false });
  const file = (name: string, bytes: Uint8Array) => ({ name, base64: Buffer.from(bytes).toString('base64') });
  const understood = (): void => undefined;
  const late = file('a-late.xml', at('2020-01-01T00:10:00.000Z'));
  const early = file('z-early.xml', at('2020-01-01T00:00:00.000Z'));

  it('begins with the first sent, moved to now, whatever the order of the files', () => {
    const { playable, problems } = planReplay({ files: [late, early] }, NOW, understood);
    expect(problems).toEqual([]);
    expect(playable?.items.map((item) => [item.label, item.afterMs])).toEqual([
      ['z-early.xml', 0],
      ['a-late.xml', 3000],
    ]);
    const [first, second] = (playable?.items ?? []).map((item) => parseJmaXml(item.bytes(NOW)));
    expect(first?.control.dateTime).toBe('2026-11-23T07:10:00.000Z');
    expect(second?.control.dateTime).toBe('2026-11-23T07:20:00.000Z');
    expect(first?.control.status).toBe('訓練');
    expect(playable?.lastsMs).toBe(3000 + 600_000);
  });

  it('keeps the original spacing divided by a given speed', () => {
    const { playable } = planReplay({ files: [early, late], speed: 10 }, NOW, understood);
    expect(playable?.items.map((item) => item.afterMs)).toEqual([0, 60_000]);
  });

  it('brings telegrams of another day to now as well, instead of years ahead', () => {
    const files = [early, file('years-later.xml', at('2026-06-01T00:00:00.000Z')), late];
    const { playable } = planReplay({ files, speed: 1 }, NOW, understood);
    const sent = (playable?.items ?? []).map((item) => [item.afterMs, parseJmaXml(item.bytes(NOW)).control.dateTime]);
    expect(sent).toEqual([
      [0, '2026-11-23T07:10:00.000Z'],
      [600_000, '2026-11-23T07:20:00.000Z'],
      [603_000, '2026-11-23T07:20:00.000Z'],
    ]);
  });

  it('reports a broken file and goes on with the rest', () => {
    const refuse = (_format: string, bytes: Uint8Array): void => {
      if (decode(bytes).includes('2020-01-01T00:10')) throw new HubError('report.invalid', 'no event id');
    };
    const { playable, problems } = planReplay(
      { files: [late, early, file('notes.xml', encode('hello'))] },
      NOW,
      refuse,
    );
    expect(playable?.items).toHaveLength(1);
    expect(problems).toEqual([
      { name: 'a-late.xml', code: 'report.invalid', message: 'no event id' },
      { name: 'notes.xml', code: 'report.unsupported', message: expect.any(String) },
    ]);
  });

  it('has nothing to play when nothing is understood', () => {
    expect(planReplay({ files: [file('x', encode('x'))] }, NOW, understood).playable).toBeNull();
  });
});

const CORPUS = process.env['HINOMI_CORPUS'] ?? fileURLToPath(new URL('../../../../../shared/data', import.meta.url));
const FOLDER = path.join(CORPUS, 'jma/real-2021-2024');
const withCorpus = existsSync(FOLDER) ? describe : describe.skip;

withCorpus('real telegrams played again (needs a corpus: set HINOMI_CORPUS)', () => {
  const names = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => /VXSE5[123]|VTSE41/.test(name)) : [];

  it('say the same after being moved, only later', () => {
    for (const name of names) {
      const bytes = readFileSync(path.join(FOLDER, name));
      const context = {
        source: { id: 's' as SourceId, attribution: '' },
        exercise: 'replay' as RunId,
        rawId: 'r' as EventId,
        trace: 't',
        receivedAt: NOW,
      };
      const before = normaliseJmaXml(parseJmaXml(bytes), context);
      const after = normaliseJmaXml(parseJmaXml(shiftTelegram('jma-xml', bytes, DAY_MS)), context);
      expect({ name, count: after.length }).toEqual({ name, count: before.length });
      after.forEach((event, index) => {
        expect(Date.parse(event.data.issuedAt)).toBe(Date.parse(before[index]?.data.issuedAt ?? '') + DAY_MS);
        expect(event.data.statement?.hazard).toBe(before[index]?.data.statement?.hazard);
      });
    }
    expect(names.length).toBeGreaterThan(30);
  });
});
