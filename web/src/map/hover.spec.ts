import { describe, expect, it } from '@jest/globals';
import { warning } from '../hazards/test-feature.suite.js';
import { foremost } from './hover.js';

const at = (minute: number): string => new Date(Date.UTC(2026, 5, 1, 0, minute)).toISOString();
const given = (id: string, severity: 1 | 3, minute: number) =>
  warning({ id, severity, issuedAt: at(minute) as ReturnType<typeof warning>['issuedAt'] });

describe('foremost', () => {
  it('is the worst, whatever is newer', () => {
    expect(foremost([given('mild', 1, 9), given('bad', 3, 0)])?.id).toBe('bad');
  });
  it('is the newest of those that are as bad', () => {
    expect(foremost([given('new', 3, 5), given('old', 3, 1)])?.id).toBe('new');
  });
  it('is none of nothing', () => {
    expect(foremost([])).toBeNull();
  });
});
