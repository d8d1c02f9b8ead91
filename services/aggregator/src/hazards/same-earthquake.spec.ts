import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HazardId, RunId } from '@hinomi/contracts';
import { SameEarthquake, type QuakeFact } from './same-earthquake.js';

const id = (text: string): HazardId => text as HazardId;
const knowing = (...hazards: [string, string[], string?][]): SameEarthquake => {
  const same = new SameEarthquake();
  for (const [hazardId, aliases, run] of hazards) {
    same.learn({ hazardId: id(hazardId), aliases, exercise: (run ?? null) as RunId | null, fact: null });
  }
  return same;
};

const MINUTE = Date.UTC(2024, 0, 1, 7, 10);

/** `seconds` from JMA's minute; JMA itself at 0. */
function fact(network: QuakeFact['network'], seconds: number, change: Partial<QuakeFact> = {}): QuakeFact {
  return {
    network,
    originMs: MINUTE + seconds * 1_000,
    lngLat: [137.2, 37.5],
    magnitude: 7.5,
    distant: false,
    ...change,
  };
}

type Quake = [string, QuakeFact | null, string?];
function telling(...quakes: Quake[]): SameEarthquake {
  const same = new SameEarthquake();
  for (const [hazardId, known, run] of quakes)
    same.learn({ hazardId: id(hazardId), aliases: [], exercise: (run ?? null) as RunId | null, fact: known });
  return same;
}
const groups = (same: SameEarthquake, quakes: readonly Quake[]): string[] =>
  [...new Set(quakes.map(([hazardId]) => same.group(id(hazardId)).join('+')))].sort();

describe('ids of one network', () => {
  it('join over a shared alias, and over others in between', () => {
    const same = knowing(['c', ['3', '2']], ['a', ['1']], ['b', ['2', '1']]);
    expect(same.group(id('c'))).toEqual(['a', 'b', 'c']);
    expect(same.group(id('a'))).toEqual(['a', 'b', 'c']);
  });

  it('stay apart that share nothing', () => {
    expect(knowing(['a', ['1']], ['b', ['2']]).group(id('a'))).toEqual(['a']);
  });

  it('keep the rehearsal of an event apart from the event', () => {
    expect(knowing(['a', ['1']], ['drill:r:a', ['1'], 'r']).group(id('a'))).toEqual(['a']);
  });
});

describe('two networks', () => {
  it.each([
    ['within the minute JMA gives', fact('abroad', 59)],
    ['a little off in place and size', fact('abroad', 22, { lngLat: [137.9, 37.1], magnitude: 7.2 })],
    ['without a magnitude yet', fact('abroad', 22, { magnitude: null })],
  ])('tell one earthquake %s', (_what, abroad) => {
    const same = telling(['jma:1', fact('jma', 0)], ['usgs:1', abroad]);
    expect(same.group(id('usgs:1'))).toEqual(['jma:1', 'usgs:1']);
  });

  it.each([
    ['minutes later', fact('abroad', 180)],
    ['far away', fact('abroad', 22, { lngLat: [141, 37.5] })],
    ['of quite another size', fact('abroad', 22, { magnitude: 5.5 })],
    ['of the same network', fact('jma', 0)],
  ])('tell two when the other is %s', (_what, other) => {
    const same = telling(['jma:1', fact('jma', 0)], ['other:1', other]);
    expect(same.group(id('other:1'))).toEqual(['other:1']);
  });

  it('may be further apart on an earthquake abroad', () => {
    const far = fact('abroad', 22, { lngLat: [139.5, 37.5] });
    expect(telling(['jma:1', fact('jma', 0)], ['usgs:1', far]).group(id('jma:1'))).toEqual(['jma:1']);
    const same = telling(['jma:1', fact('jma', 0, { distant: true })], ['usgs:1', far]);
    expect(same.group(id('jma:1'))).toEqual(['jma:1', 'usgs:1']);
  });

  it('have two earthquakes of one minute each for itself, the nearest first', () => {
    const swarm: Quake[] = [
      ['jma:1', fact('jma', 0, { magnitude: 5.5 })],
      ['jma:2', fact('jma', 0, { magnitude: 6.1 })],
      ['usgs:a', fact('abroad', 12, { magnitude: 6.0 })],
      ['usgs:b', fact('abroad', 40, { magnitude: 5.4 })],
    ];
    expect(groups(telling(...swarm), swarm)).toEqual(['jma:1+usgs:b', 'jma:2+usgs:a']);
  });

  it('leave over what has no partner', () => {
    const quakes: Quake[] = [
      ['jma:1', fact('jma', 0)],
      ['usgs:a', fact('abroad', 12)],
      ['usgs:b', fact('abroad', 40, { magnitude: 7.0 })],
    ];
    expect(groups(telling(...quakes), quakes)).toEqual(['jma:1+usgs:a', 'usgs:b']);
  });

  it('keep a rehearsal apart', () => {
    const same = telling(['jma:1', fact('jma', 0)], ['drill:r:usgs:1', fact('abroad', 5), 'r']);
    expect(same.group(id('jma:1'))).toEqual(['jma:1']);
  });

  it('are told who may have another partner now', () => {
    const same = telling(['jma:1', fact('jma', 0)], ['usgs:a', fact('abroad', 40, { magnitude: 7.0 })]);
    const touched = same.learn({
      hazardId: id('usgs:b'),
      aliases: [],
      exercise: null,
      fact: fact('abroad', 12),
    });
    expect(touched.sort()).toEqual(['jma:1', 'usgs:a', 'usgs:b']);
    expect(same.group(id('usgs:a'))).toEqual(['usgs:a']);
  });

  it('come out the same in any order, also when facts were others before', () => {
    const anyFact = fc.record({
      network: fc.constantFrom('jma' as const, 'abroad' as const),
      seconds: fc.integer({ min: 0, max: 150 }),
      east: fc.integer({ min: 0, max: 30 }),
      magnitude: fc.constantFrom(null, 5, 5.6, 6.2),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(anyFact, fc.option(anyFact)), { maxLength: 7 }), fc.nat(), (told, turn) => {
        const quakes = told.map(([now, before], index): { quake: Quake; before: QuakeFact | null } => {
          const read = ({ network, seconds, east, magnitude }: typeof now): QuakeFact =>
            fact(network, network === 'jma' ? Math.floor(seconds / 60) * 60 : seconds, {
              lngLat: [137 + east / 10, 37.5],
              magnitude,
            });
          return {
            quake: [`${now.network}:${index}`, read(now)],
            before: before && { ...read(before), network: now.network },
          };
        });
        const straight = telling(...quakes.map(({ quake }) => quake));
        const turned = quakes.map((_, index) => quakes[(index + turn) % quakes.length]).flatMap((one) => one ?? []);
        const first = turned.map(({ quake, before }): Quake => [quake[0], before]);
        const again = telling(...first, ...turned.map(({ quake }) => quake).reverse());
        const all = quakes.map(({ quake }) => quake);
        expect(groups(again, all)).toEqual(groups(straight, all));
      }),
    );
  });
});
