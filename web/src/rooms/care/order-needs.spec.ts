import { describe, expect, it } from '@jest/globals';
import type { DerivedNeed, PersonInCare } from '@hinomi/contracts';
import { ageOf, countNeeds, daysUntil, orderNeeds, orderPersons } from './order-needs.js';

const need = (code: string, urgencyHours: number | null, over: Partial<DerivedNeed> = {}): DerivedNeed =>
  ({
    ...{ need: code, urgencyHours, urgency: 'hours', certainty: 'likely', rule: `${code}-drug`, reviewed: false },
    ...over,
  }) as DerivedNeed;
const person = (name: string, ...needs: DerivedNeed[]): PersonInCare =>
  ({ id: name, name, kana: name, needs }) as never;
const codes = (needs: readonly DerivedNeed[]): string[] => needs.map((one) => one.need);

describe('needs of one person', () => {
  it('are in order of how soon they have to be met, those of all the time last', () => {
    expect(codes(orderNeeds([need('mobility', null), need('heart', 24), need('ventilator', 1)]))).toEqual([
      'ventilator',
      'heart',
      'mobility',
    ]);
  });

  it('are there once: as soon as the sooner record says, as sure as the surer', () => {
    const said = need('insulin', 40, { certainty: 'stated', rule: 'insulin-stated', reviewed: true });
    expect(orderNeeds([need('insulin', 6), said])).toEqual([{ ...need('insulin', 6), ...pick(said) }]);
  });
});

const pick = ({ certainty, rule, reviewed }: DerivedNeed) => ({ certainty, rule, reviewed });

describe('persons of a shelter', () => {
  it('come in order of their soonest need, then by name; who needs nothing comes last', () => {
    const persons = [
      person('ア'),
      person('カ', need('mobility', null)),
      person('サ', need('heart', 24)),
      person('タ', need('mobility', null), need('insulin', 6)),
      person('イ', need('heart', 24)),
    ];
    expect(orderPersons(persons).map(({ name }) => name)).toEqual(['タ', 'イ', 'サ', 'カ', 'ア']);
  });

  it('are counted once for each need, whatever number of records says so', () => {
    const persons = [person('a', need('heart', 24), need('heart', 20)), person('b', need('heart', 1), need('x', 1))];
    expect(countNeeds(persons)).toEqual([
      ['heart', 2],
      ['x', 1],
    ]);
  });
});

describe('days and years', () => {
  const nowMs = Date.parse('2026-11-26T03:00:00Z');

  it('count whole days that are left, and below zero what is over', () => {
    expect(daysUntil('2026-11-28T15:00:00Z', nowMs)).toBe(2);
    expect(daysUntil('2026-11-26T02:00:00Z', nowMs)).toBe(-1);
  });

  it('turn a year on the birthday in Japan; of a year alone nothing is said', () => {
    expect(ageOf('1950-11-26', nowMs)).toBe(76);
    expect(ageOf('1950-11-27', nowMs)).toBe(75);
    expect(ageOf('1950', nowMs)).toBeNull();
  });
});
