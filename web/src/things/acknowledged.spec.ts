import { describe, expect, it } from '@jest/globals';
import type { DecisionEntry, Instant } from '@hinomi/contracts';
import { noteOf, readWaiting, standingAlarms, undo, withoutEased, type Alarm, type WaitingWord } from './acknowledged.js';
import { thing } from './test-thing.suite.js';
import { urgentThings } from './urgent-things.js';

const at = (minute: number): Instant => `2026-06-01T01:${String(minute).padStart(2, '0')}:00.000Z` as Instant;
const dry = (minute: number) => {
  const feature = thing({
    id: 'd',
    attributes: { eststts: 'open', water: { value: 'not_today', observedAt: at(minute) as never } },
  });
  return urgentThings(new Map([[feature.id, feature]]));
};
const entry = (
  id: string,
  minute: number,
  seen: number,
  withdrawn: DecisionEntry['withdrawn'] = null,
): DecisionEntry => ({
  decisionId: id as DecisionEntry['decisionId'],
  decision: noteOf(dry(seen)[0]!),
  ...{ note: '', by: { subject: 'o', name: '本部' }, at: at(minute), exercise: null, withdrawn },
});
const take = (seen: number): WaitingWord => ({ do: 'take', decision: noteOf(dry(seen)[0]!), drill: false, at: at(30) });

describe('an alarm that somebody has taken note of', () => {
  it('is known with who and when, by the first of several', () => {
    const [alarm] = standingAlarms(dry(5), [entry('b', 9, 5), entry('a', 7, 5)], []);
    expect(alarm).toMatchObject({ taken: { at: at(7), by: '本部' }, before: null });
    expect([...(alarm?.taken?.decisions ?? [])].sort()).toEqual(['a', 'b']);
  });

  it('is open again when it is said anew, and says who knew of it before', () => {
    expect(standingAlarms(dry(20), [entry('a', 7, 5)], [])).toMatchObject([{ taken: null, before: { at: at(7) } }]);
  });

  it('stays open where nobody has, or took it back', () => {
    expect(standingAlarms(dry(5), [], [])).toMatchObject([{ taken: null, before: null }]);
    const back = entry('a', 7, 5, { by: { subject: 'o', name: '本部' }, at: at(8) });
    expect(standingAlarms(dry(5), [back], [])).toMatchObject([{ taken: null, before: null }]);
  });

  it('is taken here before the hub hears of it, and taken back the same way', () => {
    const [waiting] = standingAlarms(dry(5), [], [take(5)]);
    expect(waiting).toMatchObject({ taken: { by: null, at: at(30) } });
    expect(undo([take(5)], waiting!, false, at(31))).toEqual([]);
    const [known] = standingAlarms(dry(5), [entry('a', 7, 5)], []);
    const words = undo([], known!, false, at(31));
    expect(words).toEqual([{ do: 'undo', decisionId: 'a', drill: false, at: at(31) }]);
    expect(standingAlarms(dry(5), [entry('a', 7, 5)], words)).toMatchObject([{ taken: null }]);
  });

  it('waits in what the browser keeps, whatever else stands there', () => {
    expect(readWaiting(JSON.stringify([take(5), 7, null, { do: 'x' }]))).toEqual([take(5)]);
    expect(readWaiting('{')).toEqual([]);
    expect(readWaiting(null)).toEqual([]);
  });
});

describe('a hazard that somebody has taken note of', () => {
  const flood = (severity: number, ids = ['flood']): Alarm => ({
    ...{ key: 'flood', is: 'hazard', ids, severity, since: at(severity) },
  });
  const noted = (severity: number, withdrawn: DecisionEntry['withdrawn'] = null): DecisionEntry => ({
    ...entry('a', 7, 5, withdrawn),
    decision: noteOf(flood(severity)),
  });

  it('stays so however often it is reported, and under the id that it was merged into', () => {
    expect(standingAlarms([{ ...flood(4), since: at(50) }], [noted(4)], [])).toMatchObject([{ taken: { by: '本部' } }]);
    expect(standingAlarms([flood(4, ['river', 'flood'])], [noted(4)], [])).toMatchObject([{ taken: { by: '本部' } }]);
  });

  it('calls again once it is worse, and says who knew of it before', () => {
    expect(standingAlarms([flood(5)], [noted(4)], [])).toMatchObject([{ taken: null, before: { by: '本部' } }]);
    expect(standingAlarms([flood(3)], [noted(4)], [])).toMatchObject([{ taken: { by: '本部' } }]);
    const back = { by: { subject: 'hub:gateway', name: 'Hinomi' }, at: at(9) };
    expect(standingAlarms([flood(4)], [noted(4, back)], [])).toMatchObject([{ taken: null, before: null }]);
  });

  it('is forgotten by a browser that may tell nobody once it eased or is over', () => {
    const word: WaitingWord = { do: 'take', decision: noteOf(flood(4)), drill: false, at: at(1) };
    const kept = [take(5), word];
    expect(withoutEased(kept, [flood(5)], false)).toBe(kept);
    expect(withoutEased(kept, [], true)).toBe(kept);
    expect(withoutEased(kept, [flood(3)], false)).toEqual([take(5)]);
    expect(withoutEased(kept, [], false)).toEqual([take(5)]);
  });
});
