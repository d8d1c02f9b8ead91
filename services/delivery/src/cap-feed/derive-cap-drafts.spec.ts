import { describe, expect, it } from '@jest/globals';
import type { FeatureV1, Instant } from '@hinomi/contracts';
import { PictureEntry } from '@hinomi/interest';
import { pictureFeature } from '@hinomi/testing';
import { CapHistory, type HazardStep } from './cap-history.js';
import { deriveCapDrafts } from './derive-cap-drafts.js';

const NAMES = { hub: 'hub.example', sender: 'hinomi@hub.example' };
const atSecond = (second: number): Instant => new Date(Date.UTC(2026, 8, 1, 0, 0, second)).toISOString() as Instant;

function entry(version: number, over: Partial<Omit<FeatureV1, 'id'>> = {}, id = 'a'): PictureEntry {
  return new PictureEntry(pictureFeature({ id, version, recordedAt: atSecond(version), ...over }), version, null);
}

function steps(...entries: (PictureEntry | null)[]): HazardStep[] {
  return entries.map((each, index) => ({ entry: each, at: atSecond(index + 1) }));
}

const isOpen = ({ feature }: PictureEntry): boolean => feature.label.classification === 'public';
const HIDDEN = { label: { classification: 'responders', jurisdiction: null } } as const;
const told = (all: readonly HazardStep[]) => {
  const { inForce, over } = deriveCapDrafts(all, isOpen, NAMES);
  const lines = (drafts: typeof inForce): string[] =>
    drafts.map(({ identifier, sent, earlier }) => {
      const [, name = ''] = identifier.split('hub.example.');
      return `${name.replace(/\.\d{17}/, '')} ${sent.slice(17, 19)} after ${earlier.length}`;
    });
  return { inForce: lines(inForce), over: lines(over) };
};

describe('deriveCapDrafts', () => {
  it('makes an alert of the first version, and updates of the next', () => {
    expect(told(steps(entry(1), entry(2)))).toEqual({ inForce: ['a.1 01 after 0', 'a.2 02 after 1'], over: [] });
  });

  it('cancels what was removed, or may not be seen any more, and begins anew', () => {
    expect(told(steps(entry(1), entry(2), null))).toEqual({ inForce: [], over: ['a.2.end 03 after 2'] });
    expect(told(steps(entry(1), entry(2, HIDDEN), entry(3)))).toEqual({
      inForce: ['a.3 03 after 0'],
      over: ['a.1.end 02 after 1'],
    });
  });

  it('says nothing of what was never seen', () => {
    expect(told(steps(entry(1, HIDDEN), null))).toEqual({ inForce: [], over: [] });
    expect(told(steps(null))).toEqual({ inForce: [], over: [] });
  });

  it('is never sent before what it refers to', () => {
    expect(told(steps(entry(2), entry(1))).inForce).toEqual(['a.2 02 after 0', 'a.1 02 after 1']);
  });
});

describe('CapHistory', () => {
  const idsOf = (history: CapHistory): string[] =>
    Array.from(history.all(), (each) => `${each.find((step) => step.entry)!.entry!.feature.id} ${each.length}`);

  it('keeps the last versions, and what is over for two days or as long as there is room', () => {
    const history = new CapHistory(2);
    const write = (id: string, second: number): void => {
      history.hear({ id, before: null, after: entry(1, {}, id) }, atSecond(second));
    };
    const end = (id: string, second: number): void => {
      history.hear({ id, before: entry(1, {}, id), after: null }, atSecond(second));
    };
    for (let version = 1; version <= 25; version++) write('long', version);
    for (const id of ['x', 'y', 'z']) write(id, 30);
    expect(idsOf(history)).toEqual(['long 20', 'x 1', 'y 1', 'z 1']);
    end('x', 31);
    end('y', 32);
    expect(idsOf(history)).toEqual(['long 20', 'x 2', 'y 2', 'z 1']);
    end('z', 33);
    expect(idsOf(history)).toEqual(['long 20', 'y 2', 'z 2']);
    // What came back is not over.
    write('y', 34);
    write('w', 32 + 48 * 3_600 + 2);
    expect(idsOf(history)).toEqual(['long 20', 'y 3', 'w 1']);
  });

  it('hears of hazards alone', () => {
    const history = new CapHistory();
    history.hear({ id: 'a', before: null, after: entry(1, { kind: 'impact', layer: 'impact' }) }, atSecond(1));
    expect([history.revision, idsOf(history)]).toEqual([0, []]);
  });
});
