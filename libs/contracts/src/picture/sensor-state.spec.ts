import { describe, expect, it } from '@jest/globals';
import { millisOf, type Instant } from '../instant.js';
import { thresholdProblem } from '../sensors/sensor-description.js';
import { sensorStateAt } from './sensor-state.js';

const silentFrom = '2026-09-01T00:25:00.000Z' as Instant;
const at = millisOf(silentFrom);

describe('a sensor seen from now', () => {
  it('has no data once its silence is longer than its own rule', () => {
    expect(sensorStateAt({ state: 'ok', silentFrom }, at - 1)).toBe('ok');
    expect(sensorStateAt({ state: 'ok', silentFrom }, at)).toBe('no-data');
    expect(sensorStateAt({ state: 'sleeping', silentFrom }, at)).toBe('no-data');
  });

  it('says nothing by its silence when it has no rule', () => {
    expect(sensorStateAt({ state: 'ok', silentFrom: null }, at * 2)).toBe('ok');
  });

  it('stays in maintenance however long it is silent', () => {
    expect(sensorStateAt({ state: 'maintenance', silentFrom }, at + 1)).toBe('maintenance');
  });
});

describe('thresholds', () => {
  const thresholds = [
    { level: 4, value: 3 },
    { level: 2, value: 1 },
  ];

  it('are in order whatever order they are written in', () => {
    expect(thresholdProblem({ thresholds, reference: 'stage' })).toBeNull();
    expect(thresholdProblem({ thresholds: [], reference: 'below-crest' })).toBeNull();
  });

  it('are the other way round for metres below the crest', () => {
    expect(thresholdProblem({ thresholds, reference: 'below-crest' })).toBe(
      'level 4 (3) is reached before level 2 (1)',
    );
  });

  it('say each level once', () => {
    expect(thresholdProblem({ thresholds: [...thresholds, { level: 2, value: 2 }], reference: 'stage' })).toMatch(
      'level 2 has two thresholds',
    );
  });
});
