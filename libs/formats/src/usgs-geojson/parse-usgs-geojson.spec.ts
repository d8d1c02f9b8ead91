import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseUsgsGeoJson } from './parse-usgs-geojson.js';

const corpus = `${process.env['HINOMI_CORPUS'] ?? new URL('../../../../../shared/data', import.meta.url).pathname}/usgs`;
const present = existsSync(corpus);

const quake = (over: Record<string, unknown> = {}, properties: Record<string, unknown> = {}) => ({
  type: 'Feature',
  id: 'us7000test',
  geometry: { type: 'Point', coordinates: [137.27, 37.49, 10] },
  properties: {
    mag: 7.5,
    magType: 'mww',
    place: '10 km N of Mihon, Japan',
    title: 'M 7.5 - 10 km N of Mihon, Japan',
    time: Date.UTC(2026, 0, 1, 7, 10, 9),
    updated: Date.UTC(2026, 0, 1, 7, 30),
    url: 'https://usgs.example/us7000test',
    alert: 'orange',
    status: 'reviewed',
    ids: ',us7000test,at00s6j5me,',
    type: 'earthquake',
    ...properties,
  },
  ...over,
});
const parse = (features: unknown[]) => parseText(JSON.stringify({ type: 'FeatureCollection', features }));
const parseText = (text: string) => parseUsgsGeoJson(new TextEncoder().encode(text));

describe('parseUsgsGeoJson', () => {
  it('reads an earthquake with all its ids', () => {
    expect(parse([quake()])).toEqual({
      problems: [],
      earthquakes: [
        {
          id: 'us7000test',
          ids: ['at00s6j5me', 'us7000test'],
          originTime: '2026-01-01T07:10:09.000Z',
          updated: '2026-01-01T07:30:00.000Z',
          deleted: false,
          lngLat: [137.27, 37.49],
          depthKm: 10,
          magnitude: 7.5,
          magnitudeType: 'mww',
          place: '10 km N of Mihon, Japan',
          title: 'M 7.5 - 10 km N of Mihon, Japan',
          url: 'https://usgs.example/us7000test',
          pagerAlert: 'orange',
        },
      ],
    });
  });

  it('reads what is not known yet as unknown', () => {
    const unknown = { mag: null, magType: null, place: null, title: null, url: null, alert: null, ids: null };
    const [read] = parse([quake({ geometry: { type: 'Point', coordinates: [1, 2, null] } }, unknown)]).earthquakes;
    expect(read).toMatchObject({
      ids: ['us7000test'],
      depthKm: null,
      magnitude: null,
      title: 'M ? - ',
      pagerAlert: null,
    });
  });

  it('keeps an earthquake whose alert colour is new', () => {
    expect(parse([quake({}, { alert: 'violet' })]).earthquakes).toMatchObject([{ pagerAlert: null }]);
  });

  it('stays quiet on what is no earthquake, and on an empty feed', () => {
    expect(parse([quake({ geometry: null }, { type: 'quarry blast' })])).toEqual({ earthquakes: [], problems: [] });
    expect(parse([])).toEqual({ earthquakes: [], problems: [] });
  });

  it('uses the good features of a feed and says where the bad ones are', () => {
    const read = parse([
      quake(),
      quake({ geometry: { type: 'Point', coordinates: [137, 97, 0] } }),
      quake({}, { time: 'noon' }),
      quake({ id: 'a b' }),
      'nothing',
      quake({ id: 'us7000last' }),
    ]);
    expect(read.earthquakes.map((event) => event.id)).toEqual(['us7000test', 'us7000last']);
    expect(read.problems.map((problem) => problem.path)).toEqual([
      '/features/1/geometry/coordinates/1',
      '/features/2/properties/time',
      '/features/3/id',
      '/features/4',
    ]);
  });

  it.each([
    ['{"type":"FeatureCollection",\n "features":[,]}', 2],
    ['{"type":"FeatureCollection","features":[', 1],
    ['<html/>', 1],
  ])('refuses what is not JSON: %s', (text, line) => {
    expect(() => parseText(text)).toThrow(
      expect.objectContaining({ code: 'report.unreadable', place: expect.objectContaining({ line }) }),
    );
  });

  it.each([
    ['[]', ''],
    ['{"type":"Feature"}', '/type'],
    ['{"type":"FeatureCollection","features":{}}', '/features'],
  ])('refuses what is not a feature collection: %s', (text, path) => {
    expect(() => parseText(text)).toThrow(expect.objectContaining({ code: 'report.invalid', place: { path } }));
  });
});

(present ? describe : describe.skip)(`USGS corpus${present ? '' : ' (absent: set HINOMI_CORPUS)'}`, () => {
  const read = (file: string) => parseUsgsGeoJson(readFileSync(`${corpus}/${file}`));

  it('reads every earthquake of a week and none of its blasts', () => {
    const { earthquakes, problems } = read('all_week.geojson');
    expect(problems).toEqual([]);
    expect(earthquakes).toHaveLength(2071);
    expect(earthquakes.filter((event) => event.ids.length > 1)).not.toHaveLength(0);
  });

  it('finds nothing in an empty feed, nor in one whose kinds are placeholders', () => {
    expect(read('fixture-empty.geojson')).toEqual({ earthquakes: [], problems: [] });
    expect(read('fixture-small.geojson')).toEqual({ earthquakes: [], problems: [] });
  });
});
