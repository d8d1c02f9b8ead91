import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DerivedNeed, type Evidence, type Instant } from '@hinomi/contracts';
import { deriveNeeds } from './derive-needs.js';
import { AT, evidence, needsOf, record, RULES } from './person.suite.js';

const yj = (code: string, more: Partial<Evidence> = {}): Evidence =>
  evidence({ codes: [{ system: 'yj', code }], origin: 'notebook', status: 'unknown', from: '2026-08-20', ...more });
const icd = (code: string, more: Partial<Evidence> = {}): Evidence =>
  evidence({ kind: 'condition', codes: [{ system: 'icd-10', code }], ...more });
const WARFARIN = '3332001F1024';

describe('a need', () => {
  it('is there once, with every reason and where it stands; the surest rule is named', () => {
    const found = [icd('I48'), yj(WARFARIN), yj('3339004F1020'), icd('J45')];
    expect(needsOf(found).map(({ need }) => need)).toEqual(['anticoagulant', 'asthma_copd', 'heart']);
    expect(needsOf(found)[0]).toMatchObject({
      rule: 'anticoagulant-drug',
      certainty: 'likely',
      reviewed: false,
      rulesVersion: RULES.version,
      evidence: [0, 1, 2],
      reasons: [
        { rule: 'anticoagulant-drug', evidence: [1, 2], certainty: 'likely' },
        { rule: 'anticoagulant-condition', evidence: [0], certainty: 'possible' },
      ],
    });
  });

  it('is sure when the person says it, whatever else is known', () => {
    const said = evidence({ kind: 'stated', origin: 'stated', codes: [{ system: 'stated', code: 'anticoagulant' }] });
    expect(needsOf([yj(WARFARIN), said])[0]).toMatchObject({ certainty: 'stated', rule: 'anticoagulant-stated' });
  });

  it('may follow from one thing several times over', () => {
    expect(new Set(needsOf([icd('N18.5')]).map(({ need }) => need))).toEqual(new Set(['dialysis', 'renal_diet']));
  });

  it.each([
    ['no longer so', icd('G40', { status: 'inactive' })],
    ['over', icd('G40', { status: 'unknown', until: '2020-01-01' })],
    ['stopped', yj('1139010F1024', { status: 'inactive' })],
  ])('does not follow from what is %s', (_what, found) => {
    expect(needsOf([found])).toEqual([]);
  });

  it('is only possible where a condition is suspected, or only named', () => {
    expect(needsOf([icd('G40', { status: 'unknown' })])[0]?.certainty).toBe('possible');
    expect(needsOf([evidence({ kind: 'condition', text: 'てんかん' })])[0]?.certainty).toBe('possible');
  });

  it('does not follow from a name that a code explains, or that denies', () => {
    const statin = yj('2189010F1020', { text: 'インスリンと書いてあるスタチン' });
    expect(needsOf([statin]).map(({ need }) => need)).toEqual(['other_regular_medicine']);
    expect(needsOf([evidence({ kind: 'condition', text: '糖尿病なし' })])).toEqual([]);
  });

  it('is the same for codes made like YJ, and for a code that a master translates', () => {
    expect(needsOf([evidence({ codes: [{ system: 'mhlw-drug', code: '3332001F1024' }] })])[0]?.need).toBe(
      'anticoagulant',
    );
    expect(needsOf([evidence({ codes: [{ system: 'drug-general', code: '3332001F1ZZZ' }] })])[0]?.need).toBe(
      'anticoagulant',
    );
    const codeMap = new Map([['receipt-drug 613330003', { system: 'yj', code: '3332001F1024' }]]);
    const rules = { ...RULES, index: { ...RULES.index, codeMap } };
    const bought = record([evidence({ codes: [{ system: 'receipt-drug', code: '613330003' }] })]);
    expect(deriveNeeds(bought, rules, AT)[0]?.need).toBe('anticoagulant');
    expect(deriveNeeds(bought, RULES, AT)[0]?.need).toBe('other_regular_medicine');
  });
});

describe('a medicine', () => {
  it.each([
    ['of no code and an unknown name', evidence({ text: '？' }), true],
    ['of a code that no rule knows', yj('2189010F1020'), true],
    ['of a code of another country', evidence({ codes: [{ system: 'https://example.org', code: '1' }] }), true],
    ['bought without a prescription', evidence({ codes: [{ system: 'otc', code: 'otc' }], text: 'かぜ薬' }), false],
    ['that a rule knows', yj(WARFARIN), false],
  ])('%s: other regular medicine %s', (_what, found, other) => {
    expect(needsOf([found]).some(({ need }) => need === 'other_regular_medicine')).toBe(other);
  });

  it.each([
    ['the last day of its supply', { until: '2026-09-01' }, true],
    ['90 days after it', { until: '2026-06-05' }, true],
    ['92 days after it', { until: '2026-05-31' }, false],
    ['dispensed 80 days ago, no end', { from: '2026-06-15' }, true],
    ['dispensed a year ago, no end', { from: '2025-08-20' }, false],
    ['dispensed a year ago and called current', { from: '2025-08-20', status: 'active', origin: 'record' }, true],
    [
      'prescribed a year ago, the order never closed',
      { from: '2025-08-20', status: 'active', origin: 'prescription' },
      false,
    ],
    ['of no date', { from: null }, true],
    ['of a year alone', { from: '2026' }, true],
    ['of a date to come', { from: '2026-10-01' }, true],
  ] as [string, Partial<Evidence>, boolean][])('%s counts: %s', (_what, more, counts) => {
    expect(needsOf([yj(WARFARIN, more)]).length > 0).toBe(counts);
  });
});

describe('how soon', () => {
  const soon = (...found: Evidence[]): unknown => {
    const [need] = needsOf(found);
    return [need?.urgencyHours, need?.urgency, need?.supplyUntil];
  };

  it('is the gap that can be borne when nothing is known of the supply, or it has ended', () => {
    expect(soon(yj(WARFARIN))).toEqual([24, 'day', null]);
    expect(soon(yj(WARFARIN, { until: '2026-08-30' }))).toEqual([24, 'day', '2026-08-29T15:00:00.000Z']);
  });

  it('is later by what is left of the supply', () => {
    // Midnight in Japan is 15:00 UTC of the day before: 39 hours and the gap of 24.
    expect(soon(yj(WARFARIN, { until: '2026-09-03' }))).toEqual([63, 'days', '2026-09-02T15:00:00.000Z']);
    expect(soon(yj(WARFARIN, { until: '2026-10-01' }))).toMatchObject([735, 'later', expect.any(String)]);
  });

  it('goes by the last supply of each medicine, and by the one that ends first', () => {
    const renewed = [yj(WARFARIN, { until: '2026-09-02' }), yj(WARFARIN, { until: '2026-09-20' })];
    expect(soon(...renewed)).toMatchObject([expect.any(Number), 'later', '2026-09-19T15:00:00.000Z']);
    expect(soon(...renewed, yj('3339004F1020', { until: '2026-09-05' }))).toMatchObject([
      expect.any(Number),
      'week',
      '2026-09-04T15:00:00.000Z',
    ]);
  });

  it('is all the time for what is no supply', () => {
    expect(soon(icd('H54'))).toEqual([null, 'continuous', null]);
  });

  it.each([...RULES.needs.values()].map((need) => ({ need })))(
    '$need.need: its step says what its hours say',
    ({ need }) => {
      const said = evidence({ kind: 'stated', origin: 'stated', codes: [{ system: 'stated', code: need.need }] });
      expect(needsOf([said])[0]).toMatchObject({ urgency: need.urgency.step, urgencyHours: need.urgency.hours });
    },
  );
});

it('has neither names nor codes nor words of the record in it, for any record', () => {
  const code = fc.constantFrom('yj 3332001F1024', 'yj 2492414G1020', 'icd-10 E10', 'atc N03AX14', 'x SECRET');
  const one = fc.record({
    kind: fc.constantFrom(
      'medicine',
      'condition',
      'allergy',
      'device',
      'observation',
      'procedure',
      'care-level',
      'stated',
    ),
    codes: fc.array(
      code.map((text) => ({ system: text.split(' ')[0] ?? '', code: text.split(' ')[1] ?? '' })),
      { maxLength: 2 },
    ),
    text: fc.constantFrom(null, 'SECRET', 'SECRET インスリン'),
    until: fc.constantFrom(null, '2026-09-04', '2026'),
    status: fc.constantFrom('active', 'inactive', 'unknown'),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 6 }), (found) => {
      const needs = needsOf(
        found.map((each) => evidence(each as Partial<Evidence>)),
        { names: ['SECRET'], birthDate: '2025-11-11' },
      );
      for (const need of needs) DerivedNeed.parse(need);
      expect(new Set(needs.map(({ need }) => need)).size).toBe(needs.length);
      expect(JSON.stringify(needs)).not.toMatch(/SECRET|2025-11-11|3332001|2492414/);
      expect(needs.every(({ certainty, reviewed }) => certainty === 'stated' || !reviewed)).toBe(true);
    }),
  );
});

it('is the same for the same record at the same moment, whatever else was derived between', () => {
  const mine = record([yj(WARFARIN), icd('G40')]);
  const first = deriveNeeds(mine, RULES, AT);
  deriveNeeds(record([yj('2492414G1020')]), RULES, '2020-01-01T00:00:00.000Z' as Instant);
  expect(deriveNeeds(mine, RULES, AT)).toEqual(first);
});
