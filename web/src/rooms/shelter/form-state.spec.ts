import { describe, expect, it } from '@jest/globals';
import { ShelterReport, type Instant } from '@hinomi/contracts';
import { DEVICE, reportIdOf, reportOf as sample } from '../../offline/kept-report.suite.js';
import { earlierCounts } from './earlier-counts.js';
import {
  ageOf,
  answersOf,
  answersToReport,
  draftToCorrect,
  EMPTY_DRAFT,
  isChanged,
  needToReport,
  reportOf,
  shown,
  touch,
  untouch,
  type Answers,
  type FormState,
} from './form-state.js';

const MORNING = '2026-01-01T06:00:00.000Z' as Instant;
const NOON = '2026-01-01T12:00:00.000Z' as Instant;
const NOW = '2026-01-01T15:00:00.000Z' as Instant;
const at = (value: string | number | null, observedAt: Instant): Answers[string] => ({ value, observedAt });
const form = (over: Partial<FormState> = {}): FormState => ({
  own: { evacueeno: at(120, NOON), water: at('enough', MORNING) },
  hub: { evacueeno: at(80, MORNING), power: at('no', NOON) },
  ownNeed: undefined,
  draft: EMPTY_DRAFT,
  ...over,
});

describe('what the hub has', () => {
  it('says whether it was only heard by telephone or read on paper', () => {
    const seen = (source: string) => ({ value: 3, observedAt: '2026-11-26T03:00:00.000Z' as Instant, source });
    const answers = answersOf({
      evacueeno: seen('shelter:telephone'),
      careno: seen('shelter:paper'),
      toiletno: seen('town'),
    });
    expect(Object.values(answers).map(({ heardBy }) => heardBy)).toEqual(['telephone', 'paper', undefined]);
  });
});

describe('what stands in a field', () => {
  it('is what was changed, else the later of the device’s and the hub’s', () => {
    const changed = form({ draft: touch(EMPTY_DRAFT, 'water', 'few_days', NOW) });
    expect(shown(changed, 'water')).toEqual({ value: 'few_days', observedAt: NOW, from: 'draft' });
    expect(shown(changed, 'evacueeno')).toMatchObject({ value: 120, from: 'device' });
    expect(shown(changed, 'power')).toMatchObject({ value: 'no', from: 'hub' });
    expect(shown(form({ hub: { water: at('not_today', NOON) } }), 'water')).toMatchObject({ from: 'hub' });
  });

  it('tells nothing, unknown and none apart', () => {
    const draft = touch(touch(EMPTY_DRAFT, 'careno', 0, NOW), 'toiletno', null, NOW);
    expect(shown(form({ draft }), 'careno')?.value).toBe(0);
    expect(shown(form({ draft }), 'toiletno')?.value).toBeNull();
    expect(shown(form({ draft }), 'food')).toBeNull();
  });

  it('stands again as it was after a change is taken back', () => {
    const draft = untouch({ ...touch(EMPTY_DRAFT, 'urgent', 'yes', NOW), urgentNeed: '毛布' }, 'urgent');
    expect(isChanged(draft)).toBe(false);
    const other = untouch({ ...touch(EMPTY_DRAFT, 'water', 'enough', NOW), urgentNeed: '毛布' }, 'water');
    expect(other).toEqual({ touched: {}, urgentNeed: '毛布' });
  });
});

describe('the next report', () => {
  it('is the whole of what this device knows, each value as old as it is, and never what only the hub knows', () => {
    const draft = touch(EMPTY_DRAFT, 'evacueeno', null, NOW);
    expect(answersToReport(form({ draft }), NOW, false)).toEqual({
      evacueeno: at(null, NOW),
      water: at('enough', MORNING),
    });
  });

  it('sees everything anew after “no change”', () => {
    expect(answersToReport(form(), NOW, true)).toEqual({
      evacueeno: at(120, NOW),
      power: at('no', NOW),
      water: at('enough', NOW),
    });
  });

  it('keeps the moment of a change when the rest is confirmed later', () => {
    const draft = touch(EMPTY_DRAFT, 'water', 'few_days', NOON);
    expect(answersToReport(form({ draft }), NOW, true)['water']).toEqual(at('few_days', NOON));
  });

  it('says what is urgent, that nothing is, or nothing at all', () => {
    const yes = touch(EMPTY_DRAFT, 'urgent', 'yes', NOW);
    const need = (draft: FormState['draft'], ownNeed?: string): string | null | undefined => {
      const state = form({ draft, ownNeed });
      return needToReport(state, answersToReport(state, NOW, false));
    };
    expect(need({ ...yes, urgentNeed: ' 毛布50枚 ' })).toBe('毛布50枚');
    expect(need(yes, '前の要請')).toBe('前の要請');
    expect(need(touch(EMPTY_DRAFT, 'urgent', 'no', NOW), '前の要請')).toBeNull();
    expect(need(EMPTY_DRAFT)).toBeUndefined();
    expect(need(yes)).toBeUndefined();
  });

  it('is a report of the contract, seen when its newest value was', () => {
    const frame = { reportId: reportIdOf(1), device: DEVICE, counter: 1, shelter: 'a', writtenAt: NOW, confirmed: [] };
    const report = reportOf(frame as never, answersToReport(form(), NOW, false), undefined);
    expect(ShelterReport.parse(report)).toEqual(report);
    expect(report.observedAt).toBe(NOON);
    expect('urgentNeed' in report).toBe(false);
  });
});

describe('a refused report', () => {
  it('comes back into the form, with nothing in the future', () => {
    const report = sample(1, {
      attributes: { evacueeno: at(5, '2027-01-01T00:00:00.000Z' as Instant), water: at('enough', NOON) },
    });
    expect(draftToCorrect(report, NOW).touched).toEqual({ evacueeno: at(5, NOW), water: at('enough', NOON) });
  });

  it('leaves behind what the form does not ask', () => {
    expect(
      answersOf({
        nonsense: at(1, NOON),
        water: at('sea', NOON),
        eststts: at('permanent', NOON),
        food: at(null, NOON),
      }),
    ).toEqual({
      food: at(null, NOON),
    });
  });
});

describe('earlier counts', () => {
  it('are the device’s and the hub’s, one a moment', () => {
    const own = [sample(2), sample(1), sample(3, { attributes: { evacueeno: at(null, NOON) } })];
    expect(earlierCounts(own, { evacueeno: at(80, MORNING) }).map(({ people }) => people)).toEqual([2, 1, 80]);
  });
});

describe('the age of a value', () => {
  const minutes = (count: number): number => Date.parse(NOON) + count * 60_000;
  it.each([
    [-5, { unit: 'now' }],
    [0, { unit: 'now' }],
    [59, { unit: 'minutes', count: 59 }],
    [180, { unit: 'hours', count: 3 }],
    [47 * 60, { unit: 'hours', count: 47 }],
    [49 * 60, { unit: 'days', count: 2 }],
  ])('after %d minutes', (count, age) => {
    expect(ageOf(NOON, minutes(count))).toEqual(age);
  });
});
