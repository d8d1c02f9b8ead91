import { describe, expect, it } from '@jest/globals';
import { SensorPace } from './sensor-pace.js';

function pace() {
  const clock = { ms: 0 };
  const sensors = new SensorPace({ elapsed: () => clock.ms });
  const write = (tookMs: number): void => {
    const begun = clock.ms;
    clock.ms += tookMs;
    sensors.wrote(begun);
  };
  return { clock, sensors, write };
}

describe('sensors', () => {
  it('are written at once while nothing waits', () => {
    const { sensors, write } = pace();
    write(100);
    expect(sensors.room(0)).toBeGreaterThan(0);
  });

  it('are written half of the time while readings wait', () => {
    const { clock, sensors, write } = pace();
    expect(sensors.room(1)).toBeGreaterThan(0);
    write(100);
    clock.ms += 99;
    expect(sensors.room(1)).toBe(0);
    clock.ms += 1;
    expect(sensors.room(1)).toBeGreaterThan(0);
  });
});
