import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { HubError } from '@hinomi/contracts';
import { parseSensorJson } from './parse-sensor-json.js';
import { readTime } from './read-time.js';
import { SensorMapping } from './sensor-mapping.js';

const fixture = (name: string): Uint8Array =>
  readFileSync(new URL(`../../fixtures/sensor-json/${name}.json`, import.meta.url));
const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

const STAGE = SensorMapping.parse({
  readings: '/min10Values/*',
  id: '#/obsStn/code',
  time: { at: 'obsTime', format: 'yyyy/MM/dd HH:mm', zone: '+09:00' },
  value: 'stg',
  quality: { at: 'stgCcd', good: [0] },
  name: '#/obsStn/name',
  lng: '#/obsStn/lon',
  lat: '#/obsStn/lat',
});
const STATIONS = {
  readings: '/stations/*/rows/*',
  id: '2#',
  time: { at: ['d', 't'], format: 'yyyyMMdd HHmm', zone: '+09:00' },
  missing: ['-', -9999],
};

describe('JSON of any provider', () => {
  it('is read as the mapping says: missing by code, the end of the day, each bad reading with its place', () => {
    const { readings, sensors, problems } = parseSensorJson(fixture('stage_ten-minutes'), [STAGE]);
    expect(readings.map(({ id, time, value, path }) => [id, time, value, path])).toEqual([
      ['9990001234567', '2026-06-01T02:50:00.000Z', 1.23, '/min10Values/0'],
      ['9990001234567', '2026-06-01T15:00:00.000Z', null, '/min10Values/1'],
      ['9990001234567', '2026-06-01T03:10:00.000Z', null, '/min10Values/2'],
    ]);
    expect(problems.map(({ path }) => path)).toEqual(['/min10Values/3/obsTime', '/min10Values/4/stg']);
    expect(sensors).toMatchObject([{ id: '9990001234567', name: '試験橋', lngLat: [138.25, 36.7] }]);
  });

  it('may have several values in one reading, keys for ids, and units of its own', () => {
    const { readings, sensors } = parseSensorJson(fixture('stations_two-values'), [
      SensorMapping.parse({ ...STATIONS, value: 'cm', factor: 0.01 }),
      SensorMapping.parse({ ...STATIONS, value: 'rain', idSuffix: ':rain' }),
    ]);
    expect(readings.map(({ id, time, value }) => [id, time, value])).toEqual([
      ['K-17', '2026-06-01T03:00:00.000Z', 1.23],
      ['K-18', '2026-06-01T03:10:00.000Z', null],
      ['K-17:rain', '2026-06-01T03:00:00.000Z', null],
      ['K-18:rain', '2026-06-01T03:10:00.000Z', 4.5],
    ]);
    expect(sensors).toEqual([]);
  });

  it('marks what its provider doubts', () => {
    const mapping = SensorMapping.parse({
      ...STATIONS,
      readings: '',
      id: { const: 'a' },
      time: { at: 't' },
      value: 'v',
      quality: { at: 'q', good: ['A'], doubtful: ['B'] },
    });
    const read = (q: unknown): unknown =>
      parseSensorJson(json({ t: '2026-06-01T00:00:00Z', v: 1, q }), [mapping]).readings[0];
    expect(read('A')).toMatchObject({ value: 1, doubtful: false });
    expect(read('B')).toMatchObject({ value: 1, doubtful: true });
    expect(read('C')).toMatchObject({ value: null, doubtful: false });
  });

  it('is refused whole when nothing of it can be used', () => {
    const refused = (bytes: Uint8Array): unknown => {
      try {
        return parseSensorJson(bytes, [STAGE]);
      } catch (error) {
        return error;
      }
    };
    expect(refused(json({ values: [] }))).toMatchObject({ code: 'report.invalid', place: { path: '/min10Values/*' } });
    expect(refused(json({ min10Values: [{ stg: 1 }] }))).toMatchObject({ place: { path: '/obsStn/code' } });
    expect(refused(new Uint8Array([0xff]))).toBeInstanceOf(HubError);
  });

  it('states nothing where the list is empty', () => {
    expect(parseSensorJson(json({ min10Values: [] }), [STAGE])).toEqual({ readings: [], sensors: [], problems: [] });
  });

  it('reads only what the document itself says', () => {
    const mapping = SensorMapping.parse({ id: '__proto__', time: { at: 't' }, value: 'constructor' });
    expect(() => parseSensorJson(json({ t: '2026-06-01T00:00:00Z' }), [mapping])).toThrow(/id of a sensor/);
  });
});

describe('a mapping', () => {
  it('is refused where a time has no zone, or half a position', () => {
    const whole = { id: 'a', value: 'v', time: { at: 't', format: 'yyyy/MM/dd HH:mm', zone: '+09:00' } };
    expect(SensorMapping.safeParse(whole).success).toBe(true);
    expect(SensorMapping.safeParse({ ...whole, time: { at: 't', format: 'yyyy/MM/dd HH:mm' } }).success).toBe(false);
    expect(SensorMapping.safeParse({ ...whole, time: { at: 't', format: 'HH:mm', zone: 'Z' } }).success).toBe(false);
    expect(SensorMapping.safeParse({ ...whole, lng: 'x' }).success).toBe(false);
    expect(SensorMapping.safeParse({ ...whole, valeu: 'v' }).success).toBe(false);
  });
});

describe('times', () => {
  it.each([
    [['2026-06-01T12:00:00+09:00'], 'rfc3339', undefined, '2026-06-01T03:00:00.000Z'],
    [['2026-06-01 12:00'], 'rfc3339', '+09:00', '2026-06-01T03:00:00.000Z'],
    [['2026-06-01T12:00:00'], 'rfc3339', undefined, null],
    [[1780282800], 'unix-seconds', undefined, '2026-06-01T03:00:00.000Z'],
    [['1780282800500'], 'unix-millis', undefined, '2026-06-01T03:00:00.500Z'],
    [[1e300], 'unix-seconds', undefined, null],
    [['2026/6/1 9:05'], 'yyyy/MM/dd HH:mm', '+09:00', '2026-06-01T00:05:00.000Z'],
    [['2026年06月01日24時00分'], 'yyyy年MM月dd日HH時mm分', '+09:00', '2026-06-01T15:00:00.000Z'],
    [['2026/06/01 24:10'], 'yyyy/MM/dd HH:mm', '+09:00', null],
    [['2026/02/30 10:00'], 'yyyy/MM/dd HH:mm', '+09:00', null],
    [['20260601', '1200'], 'yyyyMMdd HHmm', '+09:00', '2026-06-01T03:00:00.000Z'],
    [[null], 'rfc3339', undefined, null],
  ])('%j as %s %s is %s', (written, format, zone, instant) => {
    expect(readTime(written, { at: 't', format, ...(zone && { zone }) })).toBe(instant);
  });
});
