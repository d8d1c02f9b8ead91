import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { HubError } from '@hinomi/contracts';
import { parseGdacs, type GdacsFeed } from './parse-gdacs.js';

const fixture = readFileSync(new URL('../../fixtures/gdacs/list_three.xml', import.meta.url), 'utf8');
const parse = (xml: string): GdacsFeed => parseGdacs(new TextEncoder().encode(xml));
const corpus = `${process.env['HINOMI_CORPUS'] ?? new URL('../../../../../shared/data', import.meta.url).pathname}/gdacs`;
const present = existsSync(corpus);

describe('parseGdacs', () => {
  it('reads an event with its levels, figures and place', () => {
    const { published, events, problems } = parse(fixture);
    expect(published).toBe('2026-09-12T06:00:00.000Z');
    expect(problems).toEqual([]);
    expect(events[0]).toEqual({
      eventType: 'TC',
      eventId: '1009001',
      episodeId: '3',
      name: 'MIHON-26',
      title: 'Orange alert for tropical cyclone MIHON-26.',
      description: 'The cyclone MIHON-26 affects two countries.',
      modified: '2026-09-12T05:40:00.000Z',
      alertLevel: 'Orange',
      alertScore: 1.5,
      episodeAlertLevel: 'Green',
      fromDate: '2026-09-09T12:00:00.000Z',
      toDate: '2026-09-12T00:00:00.000Z',
      isCurrent: true,
      severity: { value: 212.4, unit: 'km/h', text: 'Category 4 (maximum wind speed of 212 km/h)' },
      population: { value: 125_000, unit: 'Pop74', text: '125 thousand people affected' },
      vulnerability: 'Medium',
      countries: ['Japan', 'Philippines'],
      iso3: 'JPN',
      glide: null,
      lngLat: [131.2, 18.5],
      bbox: [121, 10, 141, 26],
      url: 'https://www.gdacs.org/report.aspx?eventtype=TC&eventid=1009001',
      capUrl: 'https://www.gdacs.org/contentdata/resources/TC/1009001/cap_1009001.xml',
    });
  });

  it('knows what is over, a point of the other vocabulary, and an item that says little', () => {
    const [, quake, drought] = parse(fixture).events;
    expect(quake).toMatchObject({ isCurrent: false, lngLat: [-76.5, -12.25], modified: '2026-09-11T03:10:00.000Z' });
    expect(drought).toMatchObject({
      eventType: 'DR',
      eventId: '1010101',
      alertLevel: null,
      lngLat: null,
      bbox: [170, -20, 200, -10],
      isCurrent: true,
    });
  });

  it.each([
    ['no identity', '<gdacs:eventid>1009001</gdacs:eventid>', '<gdacs:eventid>x</gdacs:eventid>', '/eventid'],
    ['no type', '<gdacs:eventtype>TC<', '<gdacs:eventtype>Cyclone<', '/eventtype'],
    ['no place', /<geo:Point>.*\n.*bbox>\s*<georss:point>.*\n/, '', '/point'],
    [
      'a place off the earth',
      /<geo:Point>.*\n.*bbox>\s*<georss:point>.*\n/,
      '<georss:point>95 0</georss:point>',
      '/point',
    ],
    [
      'no time',
      /<pubDate>Sat, 12 Sep 2026 00.*\n|<gdacs:todate>Sat.*\n|<gdacs:datemodified>.*\n/g,
      '',
      '/datemodified',
    ],
  ] as const)('leaves out an item with %s and says where', (_what, from, to, path) => {
    const { events, problems } = parse(fixture.replace(from, to));
    expect(events.map(({ eventType }) => eventType)).toEqual(['EQ', 'DR']);
    expect(problems[0]).toMatchObject({
      code: 'report.invalid',
      place: { line: 6, path: `/rss/channel/item${path}` },
    });
  });

  it.each([
    ['another document', '<alert/>'],
    ['an RSS of others', '<rss><channel><item><title>x</title></item></channel></rss>'],
  ])('does not take %s for a GDACS list', (_what, xml) => {
    expect(() => parse(xml)).toThrow(expect.objectContaining({ code: 'report.unsupported' }));
  });

  it('reads a list without events', () => {
    expect(parse('<rss><channel/></rss>')).toEqual({ published: null, events: [], problems: [] });
    expect(() => parse('<rss/>')).toThrow(HubError);
  });
});

(present ? describe : describe.skip)(
  `GDACS corpus, as read by a person${present ? '' : ' (absent: set HINOMI_CORPUS)'}`,
  () => {
    const read = (file: string): GdacsFeed => parseGdacs(readFileSync(`${corpus}/${file}`));
    const line = ({
      eventType,
      eventId,
      alertLevel,
      lngLat,
      severity,
      countries,
      isCurrent,
    }: GdacsFeed['events'][number]) =>
      `${eventType}${eventId} ${alertLevel} ${String(lngLat)} ${severity?.value} ${severity?.unit} ${countries.join('+')} ${isCurrent ? 'current' : 'over'}`;

    it('a list of four kinds of event', () => {
      const { events, problems, published } = read('fixture-1.xml');
      expect(problems).toEqual([]);
      expect(published).toBe('2019-12-30T01:35:11.000Z');
      expect(events.map(line)).toEqual(GOLDEN);
    });

    it('every event of a whole list', () => {
      const { events, problems } = read('gdacs-rss.xml');
      expect(problems).toEqual([]);
      expect(events).toHaveLength(16);
      expect(new Set(events.map(({ eventType, eventId }) => eventType + eventId)).size).toBe(16);
      expect(events.filter(({ isCurrent }) => !isCurrent).map(({ eventType }) => eventType)).toEqual(
        Array(9).fill('DR'),
      );
      expect(events.map(line)).toContain('TC1000641 Orange 112.1,14.6 175.9248 km/h Philippines current');
      expect(events.map(line)).toContain('TC1000642 Green -178.8,-20.5 129.6288 km/h Fiji current');
      expect(
        events.filter(({ title, alertLevel }) => title.includes('alert') && !title.startsWith(String(alertLevel))),
      ).toEqual([]);
      expect(events.every(({ modified }) => modified <= '2019-12-30T01:35:11.000Z')).toBe(true);
    });

    it('an item with only a box', () => {
      expect(read('fixture-2.xml').events).toMatchObject([
        { eventType: 'TC', eventId: '1000643', lngLat: null, alertLevel: null, modified: '2019-12-29T12:00:00.000Z' },
      ]);
    });
  },
);

/** Taken down from the list by eye. */
const GOLDEN = [
  'TC1000643 Green 59.8,-19.4 92.592 km/h Mauritius current',
  'EQ1199929 Green 37.087,-44.5653 5.5 M South Africa current',
  'DR1013682 Green 31.926,39.544 349846 km2 Bulgaria+Iraq+Iran+Turkey current',
  'DR1013588 Green 117.197,-31.67 168217 km2 Australia current',
];
