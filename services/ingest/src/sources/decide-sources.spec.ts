import { describe, expect, it } from '@jest/globals';
import type { SourceId } from '@hinomi/contracts';
import { Secret } from '@hinomi/service-kit';
import { decideSources } from './decide-sources.js';
import { sameSource, Source, type ReadEntry } from './source.js';

const source = (over: Record<string, unknown> = {}): Source =>
  Source.parse({
    id: 'a',
    title: 'A',
    kind: 'single',
    format: 'cap',
    url: 'https://feed.example/alert.xml',
    intervalSeconds: 60,
    attribution: 'A',
    licence: 'L',
    enabled: true,
    ...over,
  });
const credentials = { bearer: { env: 'HINOMI_SECRET_A' } };
const access = { way: 'bearer', bearer: new Secret('one') } as const;
const PROBLEM = { file: 'a.yaml', path: '/url', message: 'expected an address' };
const entry = (over: Partial<ReadEntry> = {}): ReadEntry => ({
  id: 'a' as SourceId,
  file: 'a.yaml',
  source: null,
  problems: [PROBLEM],
  ...over,
});
const right = (one: Source): ReadEntry => entry({ source: one, problems: one.problems ?? [] });

describe('decideSources', () => {
  it('takes what is right: added, changed and switched off', () => {
    for (const before of [[], [source()], [source({ enabled: false })]]) {
      for (const after of [source({ intervalSeconds: 30 }), source({ enabled: false })]) {
        expect(decideSources(before, [right(after)])).toEqual({ sources: [after], unread: [] });
      }
    }
  });

  it('ends what is gone', () => {
    expect(decideSources([source()], [])).toEqual({ sources: [], unread: [] });
  });

  it('leaves a source as it was when its edit is wrong, and takes the next right one', () => {
    const kept = decideSources([source()], [entry()]);
    expect(kept).toEqual({ sources: [{ ...source(), problems: [PROBLEM] }], unread: [] });
    expect(sameSource(source(), kept.sources[0])).toBe(true);
    expect(decideSources(kept.sources, [right(source())])).toEqual({ sources: [source()], unread: [] });
  });

  it('tells of an entry that never was right', () => {
    expect(decideSources([], [entry()])).toEqual({ sources: [], unread: [entry()] });
  });

  it('leaves a source that works as it was when its new secret is missing', () => {
    const working = { ...source({ credentials }), access };
    const edited = { ...source({ credentials, intervalSeconds: 30 }), problems: [PROBLEM] };
    expect(decideSources([working], [right(edited)]).sources).toEqual([{ ...working, problems: [PROBLEM] }]);
    expect(decideSources([], [right(edited)]).sources).toEqual([edited]);
    const again = { ...edited, title: 'B' } as Source;
    expect(decideSources([edited], [right(again)]).sources).toEqual([again]);
  });
});

describe('sameSource', () => {
  it('sees another secret, and nothing in an equal one', () => {
    const one = { ...source({ credentials }), access };
    expect(sameSource(one, { ...one, access: { way: 'bearer', bearer: new Secret('one') } })).toBe(true);
    expect(sameSource(one, { ...one, access: { way: 'bearer', bearer: new Secret('two') } })).toBe(false);
    expect(sameSource(one, source({ credentials }))).toBe(false);
    expect(sameSource(one, undefined)).toBe(false);
  });
});
