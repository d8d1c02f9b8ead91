import { describe, expect, it } from '@jest/globals';
import type { IntensityClass, Instant, TsunamiCategory } from '@hinomi/contracts';
import fc from 'fast-check';
import { parseJmaXml } from './parse.js';
import { warningStatus, writeAreaWarning, type CityWarning } from './write-area-warning.js';
import {
  writeEarthquake,
  writeEarthquakeCancellation,
  writeHypocentre,
  writeIntensityReport,
} from './write-earthquake.js';
import { eventIdOf, fullWidth, type TelegramEnvelope } from './write-report.js';
import { tsunamiKind, writeTsunamiInformation, writeTsunamiWarning } from './write-tsunami.js';
import { escapeXml } from '../xml/write-xml.js';

const AT = '2026-11-23T07:10:09.000Z' as Instant;
const envelope: TelegramEnvelope = {
  status: '訓練',
  eventId: '20261123161009',
  serial: 3,
  reportedAt: AT,
  sentAt: AT,
  headline: '強い揺れ & <警戒>',
};
const source = {
  originTime: AT,
  hypocentre: { name: '能登半島沖', code: '495', lngLat: [136.8, 37.4] as [number, number], depthKm: 10 },
  magnitude: { value: 7.6, type: 'Mj', description: 'Ｍ７．６' },
};
const city = (code: string, name: string, intensity: IntensityClass) => ({ code, name, intensity });

describe('what is written is what is read', () => {
  it('the envelope: status, times, event and serial', () => {
    const { control, head } = parseJmaXml(writeHypocentre(envelope, { ...source, comments: [] }));
    expect(control).toMatchObject({ status: '訓練', dateTime: AT, publishingOffice: '気象庁' });
    expect(head).toMatchObject({
      eventId: '20261123161009',
      serial: 3,
      infoType: '発表',
      reportDateTime: '2026-11-23T07:10:00.000Z',
    });
    expect(head.headline.text).toBe('＊＊＊これは訓練です＊＊＊\n強い揺れ & <警戒>');
  });

  it('an earthquake with its hypocentre, municipalities and a missing reading', () => {
    const report = parseJmaXml(
      writeEarthquake(envelope, {
        ...source,
        comments: ['津波警報等を発表中です。'],
        prefectures: [
          {
            code: '17',
            name: '石川県',
            areas: [
              {
                code: '390',
                name: '石川県能登',
                cities: [
                  city('1720400', '輪島市', '7'),
                  city('1746300', '能登町', '5-?'),
                  city('1720200', '七尾市', '6+'),
                ],
              },
            ],
          },
        ],
      }),
    );
    const text = JSON.stringify(report);
    expect(report.body.telegram).toBe('VXSE53');
    for (const fact of ['輪島市', '1746300', '"5-?"', '"6+"', '[136.8,37.4]', '7.6', '津波警報等を発表中です。']) {
      expect(text).toContain(fact);
    }
  });

  it('the first intensities, and their cancellation', () => {
    const written = writeIntensityReport(envelope, {
      prefectures: [{ code: '17', name: '石川県', areas: [{ code: '390', name: '石川県能登', intensity: '6-' }] }],
    });
    expect(parseJmaXml(written)).toMatchObject({ body: { telegram: 'VXSE51' } });
    expect(JSON.stringify(parseJmaXml(written))).toContain('"6-"');
    expect(parseJmaXml(writeEarthquakeCancellation(envelope, 'VXSE51')).head.infoType).toBe('取消');
  });

  it('the state of the coasts, and what was observed', () => {
    const warning = parseJmaXml(
      writeTsunamiWarning(envelope, {
        coasts: [
          {
            code: '360',
            name: '石川県能登',
            category: 'major-warning',
            last: 'warning',
            firstWave: { condition: '津波到達中と推測' },
            maxHeight: { meters: 5 },
          },
          { code: '350', name: '富山県', category: 'none', last: 'advisory' },
        ],
        earthquakes: [source],
        comments: [],
      }),
    );
    expect(warning.body.telegram).toBe('VTSE41');
    const stated = JSON.stringify(warning);
    for (const fact of ['"53"', '"60"', '津波到達中と推測', '５ｍ']) expect(stated).toContain(fact);

    const observed = JSON.stringify(
      parseJmaXml(
        writeTsunamiInformation(envelope, {
          coasts: [],
          observations: [
            {
              coast: { code: '360', name: '石川県能登' },
              stations: [
                {
                  code: '36020',
                  name: '輪島港',
                  firstWave: { arrivalTime: AT, initial: '引き' },
                  maxHeight: { at: AT, height: { meters: 1.2, bound: 'at-least' } },
                },
              ],
            },
          ],
          earthquakes: [source],
          comments: [],
        }),
      ),
    );
    for (const fact of ['輪島港', '１．２ｍ以上', '引き', '1.2']) expect(observed).toContain(fact);
  });

  it('warnings: what is in force, and what is lifted', () => {
    const area = {
      code: '430000',
      name: '熊本県',
      divisions: [
        {
          code: '430040',
          name: '球磨地方',
          groups: [
            {
              code: '430040',
              name: '球磨地方',
              cities: [
                { code: '4320300', name: '人吉市' },
                { code: '4351300', name: '球磨村' },
              ],
            },
          ],
        },
      ],
    };
    const cities = new Map<string, CityWarning>([
      ['4320300', { now: '43', last: '33' }],
      ['4351300', { now: null, last: '33' }],
    ]);
    const report = parseJmaXml(
      writeAreaWarning({ ...envelope, eventId: '', serial: null }, { telegram: 'VPWW55', area, cities }),
    );
    expect(report.body.telegram).toBe('VPWW55');
    const text = JSON.stringify(report);
    for (const fact of ['レベル４大雨危険警報', '特別警報から危険警報', '解除', '人吉市']) expect(text).toContain(fact);
  });

  it('any words, whatever characters they have', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (words) => {
        const headline = `見出し${words}。`;
        const { head } = parseJmaXml(
          writeHypocentre({ ...envelope, status: '通常', headline }, { ...source, comments: [] }),
        );
        // XML has no way to write the forbidden ones, and reads every line end as one kind.

        const legal = headline
          .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
          .replace(/\r\n?/g, '\n');
        expect(head.headline.text).toBe(legal);
      }),
    );
  });
});

describe('the words of a telegram', () => {
  it.each([
    ['major-warning', 'warning', '53'],
    ['major-warning', 'major-warning', '52'],
    ['warning', 'none', '51'],
    ['advisory', 'warning', '62'],
    ['forecast', 'none', '71'],
    ['forecast', 'advisory', '72'],
    ['forecast', 'warning', '73'],
    ['none', 'major-warning', '50'],
    ['none', 'advisory', '60'],
    ['none', 'forecast', '00'],
  ] as [TsunamiCategory, TsunamiCategory, string][])('a coast at %s after %s is kind %s', (category, last, code) => {
    expect(tsunamiKind(category, last).code).toBe(code);
  });

  it.each([
    [{ now: '10', last: null }, '発表'],
    [{ now: '03', last: '03' }, '継続'],
    [{ now: '33', last: '43' }, '発表'],
    [{ now: '43', last: '33' }, '特別警報から危険警報'],
    [{ now: '10', last: '03' }, '警報から注意報'],
    [{ now: null, last: '10' }, '解除'],
    [{ now: null, last: null }, null],
  ] as [CityWarning, string | null][])('%j has the status %s', (warning, status) => {
    expect(warningStatus(warning)).toBe(status);
  });

  it('writes times and digits as Japanese texts do', () => {
    expect(eventIdOf('2023-12-31T22:05:09.000Z' as Instant)).toBe('20240101070509');
    expect(fullWidth('M7.6')).toBe('Ｍ７．６');
    expect(escapeXml('<a & "b">\u0000')).toBe('&lt;a &amp; &quot;b&quot;&gt;');
  });
});
