import { describe, expect, it } from '@jest/globals';
import { NeedsRulesInvalid, readNeedsRules, type RulesProblem } from './load-needs-rules.js';
import { RULES } from './person.suite.js';

const EDITION = 'version: 2026-11.1\n';
const NEED = `needs:
  - need: insulin
    name: { ja: あ, easy: い, en: a }
    kind: goods
    brings: { ja: あ, easy: い, en: a }
    urgency: { step: hours, hours: 6 }
    publishedFrom: shelter
    rules:
      - id: insulin-drug
        kinds: [medicine]
        codes:
          - { system: yj, prefixes: ['2492'] }
        certainty: likely
        source: test
`;

function problemsOf(contents: Record<string, string>): readonly RulesProblem[] {
  try {
    readNeedsRules(new Map(Object.entries(contents)));
    return [];
  } catch (error) {
    if (error instanceof NeedsRulesInvalid) return error.problems;
    throw error;
  }
}

describe('the rules of the project', () => {
  it('are an edition of their own, every rule unreviewed until somebody reviews it, and from somewhere', () => {
    expect(RULES.version).toMatch(/^\d{4}-\d\d\.\d+$/);
    for (const { id, reviewed, source } of RULES.rules) {
      expect(source).not.toBe('');
      expect([id, reviewed]).toEqual([id, id.endsWith('-stated')]);
    }
  });

  it('publish what is rare or held against people for large areas only', () => {
    const from = (need: string): unknown => [...RULES.needs.values()].find((one) => one.need === need)?.publishedFrom;
    expect(['haemophilia', 'opioid', 'ventilator'].map(from)).toEqual(['prefecture', 'prefecture', 'prefecture']);
    expect(['mental_health', 'dementia', 'epilepsy', 'pregnancy', 'immunosuppressed'].map(from)).toEqual(
      Array(5).fill('municipality'),
    );
  });
});

describe('a folder of rules', () => {
  it('is read, with what may be said of every need', () => {
    expect(problemsOf({ 'edition.yaml': EDITION, 'a.yaml': NEED })).toEqual([]);
    const { rules } = readNeedsRules(
      new Map([
        ['edition.yaml', EDITION],
        ['a.yaml', NEED],
      ]),
    );
    expect(rules.map(({ id }) => id)).toEqual(['insulin-drug', 'insulin-stated']);
  });

  it.each([
    ['no edition', { 'a.yaml': NEED }, 'edition.yaml', 1],
    ['a version that is none', { 'edition.yaml': 'version: 7\n', 'a.yaml': NEED }, 'edition.yaml', 1],
    ['what is no YAML', { 'edition.yaml': EDITION, 'a.yaml': `${NEED}  x: [` }, 'a.yaml', 15],
    [
      'an unknown field',
      { 'edition.yaml': EDITION, 'a.yaml': NEED.replace('kind: goods', 'sort: goods') },
      'a.yaml',
      2,
    ],
    [
      'a certainty that is none',
      { 'edition.yaml': EDITION, 'a.yaml': NEED.replace('likely', 'certain') },
      'a.yaml',
      13,
    ],
    [
      'a need of capitals',
      { 'edition.yaml': EDITION, 'a.yaml': NEED.replace('need: insulin', 'need: Tanaka Taro') },
      'a.yaml',
      2,
    ],
    ['no source', { 'edition.yaml': EDITION, 'a.yaml': NEED.replace('        source: test\n', '') }, 'a.yaml', 9],
    [
      'a rule that holds for everybody',
      { 'edition.yaml': EDITION, 'a.yaml': NEED.replace(/ {8}codes:\n.*\n/, '') },
      'a.yaml',
      9,
    ],
    [
      'a range without codes',
      { 'edition.yaml': EDITION, 'a.yaml': NEED.replace("yj, prefixes: ['2492']", 'icd-10, prefixes: [I25-I20]') },
      'a.yaml',
      12,
    ],
    [
      'a need twice',
      { 'edition.yaml': EDITION, 'a.yaml': NEED, 'b.yaml': NEED.replace('insulin-drug', 'other') },
      'b.yaml',
      2,
    ],
    [
      'a rule twice',
      { 'edition.yaml': EDITION, 'a.yaml': NEED, 'b.yaml': NEED.replace('need: insulin', 'need: other') },
      'b.yaml',
      9,
    ],
    ['a code map without its header', { 'edition.yaml': EDITION, 'a.yaml': NEED, 'm.csv': 'a,b\n' }, 'm.csv', 1],
    [
      'a row of a code map',
      { 'edition.yaml': EDITION, 'a.yaml': NEED, 'm.csv': 'system,code,to_system,to_code\nreceipt-drug,1,yj\n' },
      'm.csv',
      2,
    ],
  ])('%s is told by file and line', (_what, contents, file, line) => {
    const problems = problemsOf(contents as Record<string, string>);
    expect(problems.map((one) => [one.file, one.line])).toContainEqual([file, line]);
  });

  it('takes code maps', () => {
    const csv = 'system,code,to_system,to_code\r\nreceipt-drug,613330003,yj,3332001F1024\r\n';
    const { index } = readNeedsRules(
      new Map([
        ['edition.yaml', EDITION],
        ['a.yaml', NEED],
        ['m.csv', csv],
      ]),
    );
    expect(index.codeMap.get('receipt-drug 613330003')).toEqual({ system: 'yj', code: '3332001F1024' });
  });
});
