import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type HubError } from '@hinomi/contracts';
import { datastreamInPath, parseSensorThings } from './parse-sensorthings.js';

const fixture = (name: string): Uint8Array =>
  readFileSync(new URL(`../../fixtures/sensorthings/${name}.json`, import.meta.url));
const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

function refusal(bytes: Uint8Array, from: string | null = null): HubError {
  try {
    parseSensorThings(bytes, from);
  } catch (error) {
    return error as HubError;
  }
  throw new Error('it was read');
}

describe('observations', () => {
  it('belong to the Datastream of the path they came by', () => {
    expect(parseSensorThings(fixture('observation_by-topic'), '1')).toEqual({
      datastreams: [],
      observations: [
        {
          datastreamId: '1',
          phenomenonTime: '2026-06-01T03:10:00.000Z',
          value: 2.34,
          doubtful: false,
          resultTime: '2026-06-01T03:12:00.000Z',
          path: '',
        },
      ],
      problems: [],
    });
  });

  it('are refused when nothing says whose they are', () => {
    expect(refusal(fixture('observation_by-topic'))).toMatchObject({
      code: 'report.invalid',
      place: { path: '/Datastream' },
    });
  });

  it('are read from data arrays, whatever the order of the columns; a bad row does not cost the others', () => {
    const { observations, problems } = parseSensorThings(fixture('data-array_create'));
    expect(observations.map(({ datastreamId, value, path }) => [datastreamId, value, path])).toEqual([
      ['1', 2.2, '/0/dataArray/0'],
      ['1', null, '/0/dataArray/2'],
      ['gauge-b', 1.5, '/1/dataArray/0'],
    ]);
    expect(problems).toEqual([{ path: '/0/dataArray/1/0', message: expect.stringContaining('expected a time') }]);
  });

  it('are read from an answer: by their link, the end of an interval, doubted as the server doubts them', () => {
    const { observations, problems } = parseSensorThings(fixture('answer_observations'));
    expect(observations).toEqual([
      {
        datastreamId: '9',
        phenomenonTime: '2026-06-01T03:00:00.000Z',
        value: 12.5,
        doubtful: true,
        resultTime: null,
        path: '/value/0',
      },
    ]);
    expect(problems.map(({ path }) => path)).toEqual(['/value/1/result', '/value/2/Datastream']);
  });

  it.each([
    ['without a time', { result: 1 }, '/phenomenonTime'],
    [
      'that ends before it begins',
      { result: 1, phenomenonTime: '2026-06-01T01:00:00Z/2026-06-01T00:00:00Z' },
      '/phenomenonTime',
    ],
    ['without a zone', { result: 1, phenomenonTime: '2026-06-01T01:00:00' }, '/phenomenonTime'],
    ['of words', { result: 'high', phenomenonTime: '2026-06-01T01:00:00Z' }, '/result'],
    ['without a result', { phenomenonTime: '2026-06-01T01:00:00Z' }, '/result'],
    ['beyond every number', { result: '1e999', phenomenonTime: '2026-06-01T01:00:00Z' }, '/result'],
  ])('%s are refused with their place', (_what, observation, path) => {
    expect(refusal(json(observation), '1')).toMatchObject({ code: 'report.invalid', place: { path } });
  });
});

describe('datastreams', () => {
  it('say what they are and where, with everything that is expanded', () => {
    const { datastreams, observations } = parseSensorThings(fixture('datastream_expanded'));
    expect(datastreams).toEqual([
      {
        id: '1',
        name: '大橋 水位',
        unit: 'm',
        observed: ['Water level', 'https://example.org/def/water-level', '大橋 水位'],
        thing: '大橋観測所',
        lngLat: [138.21, 36.62],
        properties: { owner: '例示県河川課', intervalSeconds: 600, thresholds: [{ level: 2, value: 3 }] },
        path: '',
      },
    ]);
    expect(observations).toMatchObject([{ datastreamId: '1', phenomenonTime: '2026-06-01T03:10:00.500Z', value: 2.4 }]);
  });

  it('stand in their Thing', () => {
    const { datastreams } = parseSensorThings(fixture('thing_with-datastreams'));
    expect(datastreams).toMatchObject([
      { id: '10', thing: '気象観測装置', unit: 'mm/10min', lngLat: [138.3, 36.7], path: '/value/0/Datastreams/0' },
      { id: '11', unit: '°C' },
    ]);
  });

  it('say nothing where only their id is given', () => {
    const { datastreams } = parseSensorThings(
      json({ phenomenonTime: '2026-06-01T00:00:00Z', result: 1, Datastream: { '@iot.id': 5 } }),
    );
    expect(datastreams).toEqual([]);
  });
});

describe('what is none of these', () => {
  it.each([
    ['an empty object', {}, ''],
    ['a number', 5, ''],
    ['columns that are missing', { Datastream: { '@iot.id': 1 }, dataArray: [[1]] }, '/components'],
  ])('is refused: %s', (_what, value, path) => {
    expect(refusal(json(value))).toMatchObject({ code: 'report.invalid', place: { path } });
  });

  it('is refused where it is no JSON, with its line', () => {
    expect(refusal(new TextEncoder().encode('{\n "result": }'))).toMatchObject({
      code: 'report.unreadable',
      place: { line: 2 },
    });
  });

  it('states nothing where a list is empty', () => {
    expect(parseSensorThings(json({ value: [] }))).toEqual({ datastreams: [], observations: [], problems: [] });
  });

  it('ends at a depth', () => {
    const deep = JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`) as unknown;
    expect(refusal(json(deep)).message).toMatch(/too deeply/);
  });
});

describe('a path', () => {
  it.each([
    ['v1.1/Datastreams(1)/Observations', '1'],
    ["Datastreams('a/b''c')", "a/b'c"],
    ['city/v1.1/Datastreams(gauge-b)/Observations?$select=result', 'gauge-b'],
    ['v1.1/Observations', null],
    ['v1.1/MyDatastreams(1)', null],
  ])('%s is of Datastream %s', (path, id) => {
    expect(datastreamInPath(path)).toBe(id);
  });
});
