import { describe, expect, it } from '@jest/globals';
import type { FeatureV1, SensorProperties } from '@hinomi/contracts';
import { sensor } from '../hazards/test-feature.suite.js';
import { SENSOR_MARKS, sensorMark, sensorPoint } from './sensor-marks.js';

const at = Date.parse('2026-06-01T00:25:00.000Z');
const given: Pick<SensorProperties, 'state' | 'silentFrom' | 'level'> = {
  state: 'ok',
  silentFrom: '2026-06-01T00:25:00.000Z' as SensorProperties['silentFrom'],
  level: 3,
};

describe('the mark of a sensor', () => {
  it('is its level while it speaks, and that there is no data from its own moment on', () => {
    expect(sensorMark(given, at - 1)).toBe('level:3');
    expect(sensorMark(given, at)).toBe('no-data');
  });

  it.each([
    [{ state: 'sleeping' as const }, 'sleeping'],
    [{ state: 'suspect' as const }, 'suspect:3'],
    [{ state: 'maintenance' as const }, 'maintenance'],
    [{ level: null }, 'level:0'],
  ])('of %j is %s', (more, mark) => {
    expect(sensorMark({ ...given, ...more }, at - 1)).toBe(mark);
    expect(SENSOR_MARKS).toContain(mark);
  });
});

describe('a sensor on the map', () => {
  it('carries the moment of its silence, so that it need not be drawn anew for it', () => {
    expect(sensorPoint(sensor({ id: 's', value: 2.5, level: 3 }))?.properties).toEqual({
      id: 's',
      severity: 3,
      icon: 'sensor:level:3',
      silentFromMs: at,
      label: '2.5 m',
    });
  });

  it('never falls silent in maintenance, or without a rule', () => {
    const never = Number.MAX_SAFE_INTEGER;
    expect(sensorPoint(sensor({ id: 's', state: 'maintenance' }))?.properties).toMatchObject({ silentFromMs: never });
    expect(sensorPoint(sensor({ id: 's', silentFrom: null }))?.properties).toMatchObject({ silentFromMs: never });
  });

  it('is none without a place', () => {
    expect(sensorPoint({ ...sensor({ id: 's' }), geometry: null } as FeatureV1)).toBeNull();
  });
});
