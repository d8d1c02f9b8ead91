import { describe, expect, it } from '@jest/globals';
import type { Instant, Severity } from '@hinomi/contracts';
import type { AlarmKind, HazardAlarm } from './hazard-alarms.js';
import { AGAIN_MS, BURST_MS, NOTHING_RUNG, ring } from './ringing.js';

const alarm = (
  id: string,
  severity: Severity,
  kind: AlarmKind = severity === 5 ? 'level-5' : 'level-4',
): HazardAlarm => ({
  ...{ key: `${id} hazard`, is: 'hazard', kind, ids: [id], severity, since: '2026-06-01T00:00:00.000Z' as Instant },
  group: null as never,
});

describe('what rings', () => {
  it('is the worst of what came together, once', () => {
    const { sound, said } = ring(NOTHING_RUNG, [alarm('a', 4), alarm('t', 4, 'tsunami'), alarm('b', 5)], 0);
    expect(sound).toBe('tsunami');
    expect(said.map(({ ids }) => ids[0])).toEqual(['a', 't', 'b']);
  });

  it('rings again for the same hazard only when it is worse, or long after', () => {
    const first = ring(NOTHING_RUNG, [alarm('a', 4)], 0).rung;
    expect(ring(first, [alarm('a', 4)], BURST_MS + 1)).toMatchObject({ sound: null, said: [] });
    expect(ring(first, [alarm('a', 5)], BURST_MS + 1)).toMatchObject({ sound: 'level-5' });
    expect(ring(first, [alarm('a', 4)], AGAIN_MS)).toMatchObject({ sound: 'level-4' });
  });

  it('says each of a burst, and sounds once, or again for what is heard before it', () => {
    const first = ring(NOTHING_RUNG, [alarm('a', 4)], 0).rung;
    const second = ring(first, [alarm('b', 4)], 100);
    expect([second.sound, second.said.length]).toEqual([null, 1]);
    expect(ring(second.rung, [alarm('e', 4, 'eew')], 200).sound).toBe('eew');
    expect(ring(second.rung, [alarm('c', 4)], BURST_MS).sound).toBe('level-4');
  });

  it('knows a hazard by every name it had', () => {
    const first = ring(NOTHING_RUNG, [alarm('old', 5)], 0).rung;
    expect(ring(first, [{ ...alarm('new', 5), ids: ['new', 'old'] }], 10).said).toEqual([]);
  });
});
