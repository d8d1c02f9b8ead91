import { describe, expect, it } from '@jest/globals';
import { SEEN_AT, thing } from '../things/test-thing.suite.js';
import { drawnThing, markPlace, partsOfImage, thingImage } from './thing-shapes.js';

const NOW_MS = Date.parse(SEEN_AT);
const HOUR_MS = 3_600_000;

const road = (passstts: string, endtime?: string) =>
  drawnThing(
    thing({
      id: 'r',
      theme: 'road',
      geometry: {
        type: 'LineString',
        coordinates: [
          [0, 0],
          [1, 0],
          [4, 0],
        ],
      },
      attributes: { passstts, ...(endtime === undefined ? {} : { endtime }) },
    }),
    NOW_MS,
  );

describe('what is drawn of a thing', () => {
  it('is a sign that says what it is, its state and how much it needs', () => {
    const { point, shape, quiet } = drawnThing(
      thing({ id: 's', attributes: { eststts: 'open', crowdstts: 'full' } }),
      NOW_MS,
    );
    expect(point?.properties).toMatchObject({ id: 's', severity: 3, icon: 'thing|shelter|on|3', label: '見本小学校' });
    expect([shape, quiet]).toEqual([null, false]);
  });

  it('is a grey sign with a clock once an open shelter is no longer heard of, whatever it needs', () => {
    const drawn = (eststts: string, hours: number) =>
      drawnThing(thing({ id: 's', attributes: { eststts, crowdstts: 'full' } }), NOW_MS + hours * HOUR_MS).point;
    expect(drawn('open', 5.9)?.properties).toMatchObject({ icon: 'thing|shelter|on|3', silent: 0 });
    expect(drawn('open', 6)?.properties).toMatchObject({ icon: 'thing|shelter|silent|3', silent: 1 });
    expect(drawn('close', 99)?.properties).toMatchObject({ icon: 'thing|shelter|off|0', silent: 0 });
  });

  it('is drawn from near only while it is closed', () => {
    expect(drawnThing(thing({ id: 's', attributes: { eststts: 'notopen' } }), NOW_MS)).toMatchObject({ quiet: true });
  });

  it('tells a closed road from a restricted one and from one that is free again', () => {
    expect(road('road_close').shape?.properties).toMatchObject({ look: 'closed' });
    expect(road('lane_regulation').shape?.properties).toMatchObject({ look: 'limited' });
    expect(road('road_close', '2026-06-01T00:00:00.000Z')).toMatchObject({
      quiet: true,
      shape: { properties: { look: 'quiet' } },
      point: { properties: { icon: 'thing|road|off|0' } },
    });
  });

  it('is nothing where nobody says where it is', () => {
    expect(drawnThing(thing({ id: 's', geometry: null }), NOW_MS)).toMatchObject({ point: null, shape: null });
  });
});

describe('where a sign stands', () => {
  it('is half the way along a line and in the middle of an area', () => {
    expect(road('road_close').point?.geometry).toEqual({ type: 'Point', coordinates: [2, 0] });
    expect(
      markPlace({
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [4, 0],
            [4, 2],
            [0, 0],
          ],
        ],
      }),
    ).toEqual([2, 1]);
    const lines = [
      [
        [0, 0],
        [1, 0],
      ],
      [
        [5, 0],
        [6, 0],
        [7, 0],
      ],
    ] as [number, number][][];
    expect(markPlace({ type: 'MultiLineString', coordinates: lines })).toEqual([6, 0]);
    expect(
      markPlace({
        type: 'LineString',
        coordinates: [
          [3, 3],
          [3, 3],
        ],
      }),
    ).toEqual([3, 3]);
    expect(markPlace({ type: 'MultiPoint', coordinates: [] })).toBeNull();
  });

  it('names its image by what is on it, and no other image so', () => {
    expect(partsOfImage(thingImage('hospital', 'on', 4))).toEqual(['hospital', 'on', '4']);
    expect(partsOfImage('severity:3')).toBeNull();
  });
});
