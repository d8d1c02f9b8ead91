import { describe, expect, it } from '@jest/globals';
import type { Evidence, HealthPerson, Instant, Route } from '@hinomi/contracts';
import { GOLDEN } from './golden.suite.js';
import type { NeedRule } from './needs-rules.js';
import { AT, evidence, needsOf, RULES } from './person.suite.js';

/** `yj:2492414G1020@injection` as evidence of the kind that the rule is of. */
function written(token: string, rule: NeedRule): Evidence {
  const [, system = '', code = '', route] = /^([a-z0-9-]+):(.+?)(?:@([a-z-]+))?$/.exec(token) ?? [];
  const named = system === 'words' ? { text: code.replaceAll('_', ' ') } : { codes: [{ system, code }] };
  return evidence({ kind: rule.kinds?.[0] ?? 'medicine', route: (route ?? null) as Route | null, ...named });
}

const finds = (rule: NeedRule, token: string): boolean =>
  needsOf([written(token, rule)]).some(({ reasons }) => reasons.some((reason) => reason.rule === rule.id));

const byCode = RULES.rules.filter(({ id }) => Object.hasOwn(GOLDEN, id));
const cases = byCode.flatMap((rule) => {
  const { yes = '', no = '' } = GOLDEN[rule.id] ?? {};
  return [
    ...yes.split(' ').map((token) => ({ rule, token, found: true })),
    ...no.split(' ').map((token) => ({ rule, token, found: false })),
  ];
});

describe('every rule finds what it is for, and not what comes near', () => {
  it.each(cases)('$rule.id $token: $found', ({ rule, token, found }) => {
    expect(finds(rule, token)).toBe(found);
  });
});

/** Rules of the person, of values and of dates: a case that holds and one that comes near. */
interface Told {
  rule: string;
  yes: { evidence?: Partial<Evidence>[]; person?: Partial<HealthPerson> };
  no: { evidence?: Partial<Evidence>[]; person?: Partial<HealthPerson> };
}
const observed = (code: string, value: Evidence['value'], from: string | null = null): Partial<Evidence> => ({
  kind: 'observation',
  codes: [{ system: 'loinc', code }],
  value,
  from,
});
const status = (system: string, code: string): Evidence['value'] => ({ codes: [{ system, code }] });
const milk = { kind: 'allergy' as const, codes: [{ system: 'snomed', code: '425525006' }] };

const TOLD: readonly Told[] = [
  {
    rule: 'allergy-diet-food',
    yes: { evidence: [{ kind: 'allergy', category: 'food', text: 'X' }] },
    no: { evidence: [{ kind: 'allergy', category: 'medication', text: 'X' }] },
  },
  {
    rule: 'pregnancy-status',
    yes: { evidence: [observed('82810-3', status('loinc', 'LA15173-0'))] },
    no: { evidence: [observed('82810-3', status('loinc', 'LA26683-5'))] },
  },
  {
    rule: 'pregnancy-status',
    yes: { evidence: [observed('82810-3', status('snomed', '77386006'), '2026-06-01')] },
    no: { evidence: [observed('82810-3', status('snomed', '77386006'), '2025-06-01')] },
  },
  {
    rule: 'pregnancy-expected',
    yes: { evidence: [observed('11778-8', { date: '2026-12-24' })] },
    no: { evidence: [observed('11778-8', { date: '2026-08-01' })] },
  },
  {
    rule: 'pregnancy-expected',
    yes: { evidence: [observed('11780-4', { date: '2026-08-25' })] },
    no: { evidence: [observed('11779-6', { date: '2027-12-24' })] },
  },
  {
    rule: 'postpartum-expected',
    yes: { evidence: [observed('11779-6', { date: '2026-08-10' })] },
    no: { evidence: [observed('11779-6', { date: '2026-06-10' })] },
  },
  {
    rule: 'infant-formula-age',
    yes: { person: { birthDate: '2025-09-02' } },
    no: { person: { birthDate: '2025-09-01' } },
  },
  {
    rule: 'infant-allergy-formula-age',
    yes: { evidence: [milk], person: { birthDate: '2025-01-01' } },
    no: { evidence: [milk], person: { birthDate: '2023-01-01' } },
  },
  {
    rule: 'infant-allergy-formula-age',
    yes: { evidence: [{ kind: 'allergy', text: '牛乳' }], person: { birthDate: '2025-01-01' } },
    no: { evidence: [{ kind: 'allergy', text: '卵' }], person: { birthDate: '2025-01-01' } },
  },
  { rule: 'nappies-child-age', yes: { person: { birthDate: '2024' } }, no: { person: { birthDate: '2022' } } },
  {
    rule: 'language-none-of',
    yes: { person: { languages: ['vi', 'en-US'] } },
    no: { person: { languages: ['vi', 'ja-JP'] } },
  },
];

describe('rules of the person, of values and of dates', () => {
  it.each(TOLD)('$rule', ({ rule, yes, no }) => {
    const ids = (told: Told['yes']): string[] =>
      needsOf((told.evidence ?? []).map(evidence), told.person ?? {}, AT as Instant).flatMap(({ reasons }) =>
        reasons.map((reason) => reason.rule),
      );
    expect(ids(yes)).toContain(rule);
    expect(ids(no)).not.toContain(rule);
  });
});

describe('no rule lacks its cases', () => {
  const told = new Set(TOLD.map(({ rule }) => rule));
  const systemsIn = (text: string): Set<string> => new Set(text.split(' ').map((token) => token.split(':')[0] ?? ''));
  const stated = RULES.rules.filter(({ kinds }) => kinds?.[0] === 'stated');

  it.each(RULES.rules.filter((rule) => !stated.includes(rule)).map((rule) => ({ rule })))('$rule.id', ({ rule }) => {
    if (told.has(rule.id)) return;
    const golden = GOLDEN[rule.id];
    if (golden === undefined) throw new Error(`${rule.id} has no golden cases`);
    const systems = [...new Set((rule.codes ?? []).map(({ system }) => system)), ...(rule.words ? ['words'] : [])];
    for (const system of systems) {
      expect(systemsIn(golden.yes)).toContain(system);
      // A near miss of a system that only other codes come near is one of its own kind.
      if (system !== 'jfagy-food') expect(systemsIn(golden.no)).toContain(system);
    }
  });

  it('names no rule that is not there', () => {
    const ids = new Set(RULES.rules.map(({ id }) => id));
    expect([...Object.keys(GOLDEN), ...told].filter((id) => !ids.has(id))).toEqual([]);
  });

  it.each(stated.map((rule) => ({ rule })))('$rule.id: what somebody says counts, and only that', ({ rule }) => {
    const says = (code: string): string[] =>
      needsOf([evidence({ kind: 'stated', origin: 'stated', codes: [{ system: 'stated', code }] })]).map(
        ({ need }) => need,
      );
    expect(says(rule.need)).toEqual([rule.need]);
    expect(says(`${rule.need}_x`)).toEqual([]);
  });
});
