import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import type { DatasetId, Subject } from '@hinomi/contracts';
import { SameThing, type ThingFact } from './same-thing.js';

const fact = (subject: string, over: Partial<ThingFact> = {}): ThingFact => ({
  subject: subject as Subject,
  theme: 'shelter',
  dataset: subject.split('/')[0] as DatasetId,
  exercise: null,
  identifiers: [],
  name: '中央小学校',
  nameKana: null,
  lngLat: [136.9, 37.4],
  ...over,
});
/** Of itself it says neither name nor place; `over` is what its thing had. */
const report = (subject: string, about: string, over: Partial<ThingFact> = {}): ThingFact =>
  fact(subject, { dataset: null, about: about as Subject, name: '', lngLat: null, ...over });
const knowing = (...facts: ThingFact[]): SameThing => {
  const same = new SameThing();
  for (const each of facts) same.learn(each.subject, each);
  return same;
};
const groupOf = (same: SameThing, subject: string): string[] => same.group(subject as Subject);

describe('which reports mean one thing', () => {
  it.each([
    [
      'a shared identifier, however far apart',
      { identifiers: ['n|1'] },
      { identifiers: ['n|1'], name: '別名', lngLat: [137.5, 37] },
    ],
    ['place and name, in other characters', { name: '市立澤田小學校' }, { name: '沢田小学校（体育館）' }],
    [
      'place and reading',
      { name: '見本會館', nameKana: 'みほんかいかん' },
      { name: '見本センター', nameKana: 'ミホンカイカン' },
    ],
  ] as const)('goes by %s', (_why, a, b) => {
    const same = knowing(fact('town/1', a as Partial<ThingFact>), fact('pref/1', b as Partial<ThingFact>));
    expect(groupOf(same, 'town/1')).toEqual(['pref/1', 'town/1']);
  });

  it.each([
    ['too far apart', { lngLat: [136.9025, 37.4] }],
    ['otherwise named', { name: '港公民館' }],
    ['of another theme', { theme: 'hospital' }],
    ['of an exercise', { exercise: 'run-a' }],
    ['without a place', { lngLat: null }],
  ])('never for what is %s', (_why, other) => {
    const same = knowing(fact('town/1'), fact('pref/1', other as Partial<ThingFact>));
    expect(groupOf(same, 'town/1')).toEqual(['town/1']);
  });

  it('never makes two rows of one provider one, and gives the nearer to another provider', () => {
    const same = knowing(
      fact('town/1'),
      fact('town/2', { lngLat: [136.9008, 37.4] }),
      fact('pref/1', { lngLat: [136.9007, 37.4] }),
    );
    expect(groupOf(same, 'town/1')).toEqual(['town/1']);
    expect(groupOf(same, 'pref/1')).toEqual(['pref/1', 'town/2']);
  });

  it('gives a report to what it is about, whatever it is named and wherever that is', () => {
    const same = knowing(report('r1', 'town/1'), fact('town/1'), fact('pref/1'), fact('town/2', { name: '港公民館' }));
    expect(groupOf(same, 'r1')).toEqual(['pref/1', 'r1', 'town/1']);
    expect(groupOf(same, 'pref/1')).toEqual(['pref/1', 'r1', 'town/1']);
    expect(groupOf(same, 'town/2')).toEqual(['town/2']);
  });

  it('lets a report wait for what nobody tells of, or only as another kind or in an exercise', () => {
    const same = knowing(
      report('r1', 'nowhere/1'),
      report('r2', 'town/1'),
      report('r3', 'r2'),
      fact('town/1', { theme: 'hospital' }),
      fact('town/2', { exercise: 'run-a' as never, name: '港公民館' }),
      report('r4', 'town/2'),
    );
    for (const alone of ['r1', 'r2', 'r3', 'r4']) expect(groupOf(same, alone)).toEqual([alone]);
  });

  it('never makes two things one by a report', () => {
    const bridge = { identifiers: ['n|1', 'n|2'], name: '中央小学校', lngLat: [136.9, 37.4] as [number, number] };
    const same = knowing(
      fact('town/1', { identifiers: ['n|1'], lngLat: [136.5, 37.4] }),
      fact('pref/1', { identifiers: ['n|2'], lngLat: [137.5, 37.4] }),
      report('r1', 'gone/1', bridge),
    );
    expect(groupOf(same, 'town/1')).not.toContain('pref/1');
    expect(groupOf(same, 'r1')).toHaveLength(2);
  });

  it('finds what a report is about under another id, once nobody tells of it under its own', () => {
    const was = { name: '中央小学校', lngLat: [136.9, 37.4] as [number, number] };
    const same = knowing(fact('pref/1'), report('r1', 'town/1', was));
    expect(groupOf(same, 'r1')).toEqual(['pref/1', 'r1']);
    same.decide(['town/1', 'pref/1'] as [Subject, Subject], 'never-same');
    expect(groupOf(same, 'r1')).toEqual(['r1']);
  });

  it('keeps a report from what operators told it apart from', () => {
    const same = knowing(fact('town/1'), report('r1', 'town/1'));
    same.decide(['r1', 'town/1'] as [Subject, Subject], 'never-same');
    expect([groupOf(same, 'r1'), groupOf(same, 'town/1')]).toEqual([['r1'], ['town/1']]);
    same.decide(['r1', 'town/1'] as [Subject, Subject], null);
    expect(groupOf(same, 'r1')).toEqual(['r1', 'town/1']);
  });

  it('lets a report go over to another thing when it says so', () => {
    const same = knowing(fact('town/1'), fact('town/2', { name: '港公民館' }), report('r1', 'town/1'));
    same.learn('r1' as Subject, report('r1', 'town/2'));
    expect([groupOf(same, 'town/1'), groupOf(same, 'town/2')]).toEqual([['town/1'], ['r1', 'town/2']]);
  });

  it('does as operators say, until they say otherwise', () => {
    const same = knowing(fact('town/1'), fact('pref/1'), fact('town/2', { name: '港公民館' }));
    const pair = ['town/1', 'pref/1'] as [Subject, Subject];
    same.decide(pair, 'never-same');
    expect(groupOf(same, 'town/1')).toEqual(['town/1']);
    same.decide(pair, null);
    expect(groupOf(same, 'town/1')).toEqual(['pref/1', 'town/1']);
    same.decide(['town/1', 'town/2'] as [Subject, Subject], 'same');
    expect(groupOf(same, 'pref/1')).toEqual(['pref/1', 'town/1', 'town/2']);
  });

  it('says whose group may be another now, and depends on what is known, never on the order', () => {
    const some = fc.record({
      subject: fc.constantFrom('town/1', 'town/2', 'town/3', 'pref/1', 'pref/2', 'nation/1', 'nation/2', 'r1', 'r2'),
      about: fc.constantFrom('town/1', 'town/2', 'pref/1', 'r1'),
      name: fc.constantFrom('中央小学校', '港公民館'),
      lng: fc.constantFrom(136.9, 136.9008, 136.9016, 136.9024),
      identifiers: fc.subarray(['n|1', 'n|2'], { maxLength: 1 }),
      gone: fc.constantFrom(false, false, false, true),
    });
    const decided = fc.record({
      pair: fc.constantFrom<[string, string]>(
        ['town/1', 'pref/1'],
        ['town/1', 'town/2'],
        ['pref/2', 'nation/1'],
        ['r1', 'town/1'],
      ),
      decision: fc.constantFrom('same' as const, 'never-same' as const, null),
    });
    const steps = fc.array(fc.oneof({ arbitrary: some, weight: 5 }, { arbitrary: decided, weight: 1 }), {
      maxLength: 25,
    });
    const all = ['town/1', 'town/2', 'town/3', 'pref/1', 'pref/2', 'nation/1', 'nation/2', 'r1', 'r2'];
    fc.assert(
      fc.property(steps, fc.infiniteStream(fc.nat()), (told, random) => {
        const live = new SameThing();
        const groups = new Map<string, string>();
        const now = new Map<string, ThingFact>();
        const decisions = new Map<string, { pair: [string, string]; decision: 'same' | 'never-same' | null }>();
        for (const step of told) {
          let touched: Set<Subject>;
          if ('pair' in step) {
            decisions.set(step.pair.join(), step);
            touched = live.decide(step.pair as [Subject, Subject], step.decision);
          } else {
            const { subject, about, name, lng, identifiers, gone } = step;
            const said = { name, identifiers, lngLat: [lng, 37.4] as [number, number] };
            const standing = subject.startsWith('r') ? report(subject, about, said) : fact(subject, said);
            const known = gone ? null : standing;
            if (known === null) now.delete(subject);
            else now.set(subject, known);
            touched = live.learn(subject as Subject, known);
          }
          for (const subject of all) {
            const group = now.has(subject) ? groupOf(live, subject).join() : '';
            if (!touched.has(subject as Subject) && !('pair' in step && step.pair.includes(subject)))
              expect(group).toBe(groups.get(subject) ?? '');
            groups.set(subject, group);
          }
        }
        const fresh = new SameThing();
        const shuffled = [...now.values()]
          .map((each) => ({ each, by: random.next().value as number }))
          .sort((a, b) => a.by - b.by);
        for (const { pair, decision } of decisions.values()) fresh.decide(pair as [Subject, Subject], decision);
        for (const { each } of shuffled) fresh.learn(each.subject, each);
        for (const subject of now.keys()) expect(groupOf(live, subject)).toEqual(groupOf(fresh, subject));
      }),
      { numRuns: 300 },
    );
  });
});
