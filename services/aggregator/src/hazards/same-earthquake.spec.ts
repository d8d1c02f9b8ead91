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
    areas: null,
    toldMs: MINUTE,
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
});

/** 震度速報: the minute it was felt in, and areas with the rank of their class. */
const prompt = (network: 'jma' | 'p2p-prompt', seconds: number, areas: Record<string, number>): QuakeFact =>
  fact(network, seconds, { lngLat: null, magnitude: null, areas });

describe('three networks', () => {
  const NOTO = { 390: 7, 381: 3 };

  it('tell one earthquake together', () => {
    const quakes: Quake[] = [
      ['jma:1', fact('jma', 0, { areas: NOTO })],
      ['p2p:a', prompt('p2p-prompt', 60, NOTO)],
      ['p2p:b', fact('p2p', 0)],
      ['usgs:1', fact('abroad', 22, { lngLat: [137.4, 37.3] })],
    ];
    expect(groups(telling(...quakes), quakes)).toEqual(['jma:1+p2p:a+p2p:b+usgs:1']);
  });

  it('do so before JMA is heard, and before a hypocentre is known', () => {
    const told: Quake = ['p2p:a', prompt('p2p-prompt', 0, NOTO)];
    const same = telling(told, ['p2p:b', fact('p2p', 0)], ['usgs:1', fact('abroad', 22)]);
    expect(same.group(id('usgs:1'))).toEqual(['p2p:a', 'p2p:b', 'usgs:1']);
    expect(telling(told, ['jma:1', prompt('jma', 0, { 390: 7 })]).group(id('jma:1'))).toEqual(['jma:1', 'p2p:a']);
  });

  it.each([
    ['another minute, elsewhere', fact('p2p', 60, { lngLat: [137.6, 37.5] })],
    ['another minute, of another size', fact('p2p', 60, { magnitude: 6.9 })],
    ['another minute but one', fact('p2p', 120)],
    ['the same minute, far away', fact('p2p', 0, { lngLat: [141, 37.5] })],
    ['areas that have nothing in common', prompt('p2p-prompt', 0, { 250: 4 })],
    ['areas of minutes later', prompt('p2p-prompt', 120, NOTO)],
  ])('tell two when one is of %s', (_what, other) => {
    const quakes: Quake[] = [
      ['jma:1', fact('jma', 0, { areas: NOTO })],
      ['p2p:a', other],
    ];
    expect(groups(telling(...quakes), quakes)).toEqual(['jma:1', 'p2p:a']);
  });

  it('may have a minute that JMA revised', () => {
    const revised = fact('p2p', 60, { lngLat: [137.3, 37.5], magnitude: 7.4 });
    expect(telling(['jma:1', fact('jma', 0)], ['p2p:a', revised]).group(id('p2p:a'))).toEqual(['jma:1', 'p2p:a']);
  });

  it('have each of two earthquakes of one minute once', () => {
    const swarm: Quake[] = [
      ['jma:1', fact('jma', 0, { magnitude: 4.1, areas: { 390: 3 } })],
      ['jma:2', fact('jma', 0, { magnitude: 4.6, lngLat: [137.4, 37.6], areas: { 390: 4, 391: 3 } })],
      ['p2p:a', fact('p2p', 0, { magnitude: 4.6, lngLat: [137.4, 37.6] })],
      ['p2p:b', fact('p2p', 0, { magnitude: 4.1 })],
      ['p2p:c', prompt('p2p-prompt', 0, { 390: 4, 391: 3 })],
      ['usgs:x', fact('abroad', 12, { magnitude: 4.5, lngLat: [137.45, 37.6] })],
    ];
    expect(groups(telling(...swarm), swarm)).toEqual(['jma:1+p2p:b', 'jma:2+p2p:a+p2p:c+usgs:x']);
  });

  it('have a message with an alias of another leave its neighbours of before', () => {
    const same = new SameEarthquake();
    const learn = (hazardId: string, aliases: string[], known: QuakeFact): string[] =>
      same.learn({ hazardId: id(hazardId), aliases, exercise: null, fact: known });
    learn('jma:1', [], fact('jma', 0));
    learn('p2p:a', ['x'], fact('p2p', 0));
    expect(same.group(id('jma:1'))).toEqual(['jma:1', 'p2p:a']);
    const touched = learn('p2p:b', ['x'], fact('p2p', 0, { lngLat: [141, 37.5], toldMs: MINUTE + 1 }));
    expect(touched.sort()).toEqual(['jma:1', 'p2p:a', 'p2p:b']);
    expect(same.group(id('jma:1'))).toEqual(['jma:1']);
    expect(same.group(id('p2p:a'))).toEqual(['p2p:a', 'p2p:b']);
  });
});

describe('whatever is told', () => {
  const anyFact = fc.record({
    network: fc.constantFrom('jma' as const, 'p2p' as const, 'p2p-prompt' as const, 'abroad' as const),
    alias: fc.constantFrom(null, null, 'x', 'y'),
    seconds: fc.integer({ min: 0, max: 150 }),
    east: fc.integer({ min: 0, max: 30 }),
    magnitude: fc.constantFrom(null, 5, 5.6, 6.2),
    areas: fc.constantFrom<QuakeFact['areas'][]>(null, { 390: 4 }, { 390: 4, 391: 3 }, { 391: 3 }),
    told: fc.integer({ min: 0, max: 2 }),
  });
  type AnyFact = typeof anyFact extends fc.Arbitrary<infer T> ? T : never;
  const read = ({ network, seconds, east, magnitude, areas, told }: AnyFact): QuakeFact => {
    const located = network !== 'p2p-prompt';
    return fact(network, network === 'abroad' ? seconds : Math.floor(seconds / 60) * 60, {
      lngLat: located ? [137 + east / 10, 37.5] : null,
      magnitude: located ? magnitude : null,
      areas: located ? areas : (areas ?? { 390: 3 }),
      toldMs: MINUTE + told,
    });
  };
  interface Told {
    hazardId: HazardId;
    aliases: string[];
    network: string;
    now: QuakeFact;
    before: QuakeFact | null;
  }
  const anyTold = fc.array(fc.tuple(anyFact, fc.option(anyFact)), { maxLength: 8 }).map((facts) =>
    facts.map(([now, before], index): Told => ({
      hazardId: id(`${now.network}:${index}`),
      aliases: now.alias === null ? [] : [`${now.network}-${now.alias}`],
      network: now.network,
      now: read(now),
      before: before && { ...read({ ...before, network: now.network }) },
    })),
  );
  const grouped = (same: SameEarthquake, told: readonly Told[]): string[] =>
    [...new Set(told.map(({ hazardId }) => same.group(hazardId).join('+')))].sort();

  it('comes out the same in any order, also when facts were others before', () => {
    fc.assert(
      fc.property(anyTold, fc.nat(), (told, turn) => {
        const straight = new SameEarthquake();
        for (const { hazardId, aliases, now } of told) straight.learn({ hazardId, aliases, exercise: null, fact: now });
        const again = new SameEarthquake();
        const turned = told.map((_, index) => told[(index + turn) % told.length]).flatMap((one) => one ?? []);
        const steps = [
          ...turned.map((one) => ({ ...one, fact: one.before })),
          ...turned.map((one) => ({ ...one, fact: one.now })).reverse(),
        ];
        for (const { hazardId, aliases, fact: known } of steps) {
          again.learn({ hazardId, aliases, exercise: null, fact: known });
          // Asked in between, as the picture does.
          grouped(again, told);
        }
        expect(grouped(again, told)).toEqual(grouped(straight, told));
      }),
      { numRuns: 200 },
    );
  });

  it('has every network once in a group, and says of every change whom it concerns', () => {
    fc.assert(
      fc.property(anyTold, (told) => {
        const same = new SameEarthquake();
        const seen = new Map<HazardId, string>();
        for (const { hazardId, aliases, now } of told) {
          const touched = new Set(same.learn({ hazardId, aliases, exercise: null, fact: now }));
          for (const known of seen.keys()) {
            if (!touched.has(known)) expect(same.group(known).join('+')).toBe(seen.get(known));
          }
          for (const known of [...seen.keys(), hazardId]) seen.set(known, same.group(known).join('+'));
        }
        for (const group of new Set(seen.values())) {
          const members = told.filter(({ hazardId }) => group.split('+').includes(hazardId));
          for (const { network, aliases, hazardId } of members) {
            const twins = members.filter((other) => other.network === network && other.hazardId !== hazardId);
            expect(twins.every((twin) => twin.aliases[0] !== undefined && twin.aliases[0] === aliases[0])).toBe(true);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
