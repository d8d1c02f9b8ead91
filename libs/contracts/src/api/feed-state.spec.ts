import { describe, expect, it } from '@jest/globals';
import type { Instant } from '../instant.js';
import { feedState, isTroubled } from './feed-state.js';

const at = (minute: number): Instant => new Date(Date.UTC(2026, 8, 1, 0, minute)).toISOString() as Instant;
const NOW = Date.parse(at(60));
const FEED = {
  mode: 'polled' as const,
  knownSince: at(0),
  lastSuccessAt: at(59),
  lastReportAt: null,
  lastErrorAt: null,
  silentAfterSeconds: 300,
  problems: [],
};
const PROBLEM = { file: 'a.yaml', path: '/credentials/bearer', message: 'is not set' };

describe('feedState', () => {
  it.each([
    ['answers', {}, 'ok'],
    ['answers without news for hours', { lastReportAt: at(1) }, 'ok'],
    ['failed after its last answer', { lastErrorAt: at(60) }, 'failing'],
    ['failed and answers again', { lastErrorAt: at(58) }, 'ok'],
    ['never answered, only failed', { lastSuccessAt: null, lastErrorAt: at(59) }, 'failing'],
    ['says nothing for longer than its rule', { lastSuccessAt: at(54) }, 'silent'],
    ['was switched on just now, and answered last long ago', { knownSince: at(59), lastSuccessAt: at(1) }, 'ok'],
    ['was never heard of, and should have been', { lastSuccessAt: null }, 'silent'],
    ['was never heard of, and may take its time', { lastSuccessAt: null, silentAfterSeconds: null }, 'never'],
    ['is off, whatever it did', { mode: 'off' as const, lastErrorAt: at(60) }, 'off'],
    ['is off because of its entry', { mode: 'off' as const, problems: [PROBLEM] }, 'unusable'],
    ['answers, and whose last edit is wrong', { problems: [PROBLEM] }, 'ok'],
    ['pushes, and pushed just now', { mode: 'pushed' as const, lastSuccessAt: null, lastReportAt: at(58) }, 'ok'],
    ['pushes, and stopped', { mode: 'pushed' as const, lastSuccessAt: null, lastReportAt: at(30) }, 'silent'],
    ['pushes when it likes', { mode: 'pushed' as const, lastReportAt: at(3), silentAfterSeconds: null }, 'ok'],
  ])('a source that %s', (_what, change, state) => {
    expect(feedState({ ...FEED, ...change }, NOW)).toBe(state);
  });

  it('calls for somebody when it fails, falls silent or cannot be asked', () => {
    const states = ['ok', 'failing', 'silent', 'never', 'unusable', 'off'] as const;
    expect(states.filter(isTroubled)).toEqual(['failing', 'silent', 'unusable']);
  });
});
