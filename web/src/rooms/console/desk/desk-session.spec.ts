import { describe, expect, it } from '@jest/globals';
import type { FeatureId, Instant, ShelterReportId } from '@hinomi/contracts';
import { LANGUAGES } from '../../../words/languages.js';
import { plain } from '../../../words/ruby-text.js';
import { deskWords } from '../../../words/desk/desk-words.js';
import {
  change,
  choose,
  currentDraft,
  EMPTY_SESSION,
  leave,
  readSession,
  reopen,
  taken,
  waitingDrafts,
} from './desk-session.js';

const SEEN = '2026-11-26T03:00:00.000Z' as Instant;
const REPORT = '01JDK3E6M0000000000000000A' as ShelterReportId;
const a = { id: 'thing/a' as FeatureId, name: '甲小学校' };
const b = { id: 'thing/b' as FeatureId, name: '乙公民館' };
const written = change(choose(EMPTY_SESSION, a), { typed: { evacueeno: '12' } });

describe('what is being written at the desk', () => {
  it('waits while another shelter is written about, and stands again', () => {
    const other = choose(written, b);
    expect(currentDraft(other)).toMatchObject({ ...b, typed: {} });
    expect(waitingDrafts(other)).toMatchObject([a]);
    expect(currentDraft(choose(other, a))?.typed).toEqual({ evacueeno: '12' });
    expect(Object.keys(choose(other, a).drafts)).toEqual([a.id]);
    expect(currentDraft(leave(written))).toBeNull();
  });
  it('is gone once the hub has it, and can be put right as seen then', () => {
    const draft = currentDraft(written)!;
    const sent = taken(written, { draft, reportId: REPORT, seenAt: SEEN, receivedAt: SEEN });
    expect([currentDraft(sent), sent.drafts]).toEqual([null, {}]);
    expect(currentDraft(reopen(sent))).toMatchObject({
      ...a,
      typed: { evacueeno: '12' },
      seenThen: SEEN,
      corrects: REPORT,
    });
    const begun = leave(change(choose(sent, a), { typed: { water: 'enough' } }));
    expect(currentDraft(reopen(begun))).toMatchObject({ typed: { water: 'enough' }, corrects: null });
  });
  it('survives a reload; what is not its own is left', () => {
    expect(readSession(JSON.stringify(written))).toEqual(written);
    expect([readSession(null), readSession('{')]).toEqual([EMPTY_SESSION, EMPTY_SESSION]);
  });
});

describe('the words of the desk', () => {
  type Leaf = string | ((...given: never[]) => string);
  const leaves = (value: object, path = ''): [string, Leaf][] =>
    Object.entries(value).flatMap(([key, inner]: [string, Leaf | object]) =>
      typeof inner === 'object' ? leaves(inner, `${path}/${key}`) : [[`${path}/${key}`, inner] as [string, Leaf]],
    );
  const say = (leaf: Leaf): string => (typeof leaf === 'string' ? leaf : leaf(...([3, 3] as never[])));

  it.each(LANGUAGES)('%s: none is empty, every reading is closed, the keys are the Japanese ones', (language) => {
    const all = leaves(deskWords(language));
    expect(all.filter(([, leaf]) => say(leaf).trim() === '' || /[{}|]/.test(plain(say(leaf))))).toEqual([]);
    expect(all.map(([path]) => path)).toEqual(leaves(deskWords('ja')).map(([path]) => path));
  });
  it('leave no Japanese in English', () => {
    expect(leaves(deskWords('en')).filter(([, leaf]) => /[ぁ-んァ-ン一-龠]/.test(say(leaf)))).toEqual([]);
  });
});
