import { describe, expect, it } from '@jest/globals';
import type { HazardId, RunId } from '@hinomi/contracts';
import { SameEarthquake } from './same-earthquake.js';

const id = (text: string): HazardId => text as HazardId;
const knowing = (...hazards: [string, string[], string?][]): SameEarthquake => {
  const same = new SameEarthquake();
  for (const [hazardId, aliases, run] of hazards) {
    same.learn({ hazardId: id(hazardId), aliases, exercise: (run ?? null) as RunId | null });
  }
  return same;
};

describe('SameEarthquake', () => {
  it('joins ids over a shared alias, and over others in between', () => {
    const same = knowing(['c', ['3', '2']], ['a', ['1']], ['b', ['2', '1']]);
    expect(same.group(id('c'))).toEqual(['a', 'b', 'c']);
    expect(same.group(id('a'))).toEqual(['a', 'b', 'c']);
  });

  it('keeps ids apart that share nothing', () => {
    expect(knowing(['a', ['1']], ['b', ['2']]).group(id('a'))).toEqual(['a']);
  });

  it('keeps the rehearsal of an event apart from the event', () => {
    expect(knowing(['a', ['1']], ['drill:r:a', ['1'], 'r']).group(id('a'))).toEqual(['a']);
  });
});
