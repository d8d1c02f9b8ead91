import { describe, expect, it } from '@jest/globals';
import type { FeatureV1, Instant, SourceId } from '@hinomi/contracts';
import { shelter } from '../tiles/sites.suite.js';
import { listSilent } from './list-silent.js';
import { moment } from './rollup-world.suite.js';
import { silenceOf } from './silence.js';

type Said = Record<string, [value: string | number | null, hour: number, label?: string]>;

function told(said: Said, over: { id?: string; theme?: string; hazards?: boolean } = {}): FeatureV1 {
  const made = shelter(over.id ?? 'a', [136.9, 37.4], over.hazards ? { designated: 'yes' } : {});
  const attributes = Object.fromEntries(
    Object.entries(said).map(([name, [value, hour, label]]) => [
      name,
      { value, ...(label && { label }), observedAt: moment(hour), source: 'test' as SourceId, agency: '' },
    ]),
  );
  return {
    ...made,
    properties: { ...made.properties, theme: over.theme ?? 'shelter', attributes } as FeatureV1['properties'],
  };
}
const lastHeard = (said: Said): Instant | null | undefined => silenceOf(told(said))?.lastHeardAt;

describe('the silence of a shelter', () => {
  it('is since the newest word of it, whichever that is', () => {
    expect(lastHeard({ eststts: ['open', 3], evacueeno: [12, 5], crowdstts: ['free', 4] })).toBe(moment(5));
  });

  it('is for ever where only a registry speaks, or nobody knows', () => {
    const registry: Said = { capacity: [300, 8], address: ['町 1', 8], phoneno: ['1', 8] };
    expect(lastHeard(registry)).toBeNull();
    expect(lastHeard({ ...registry, eststts: ['unknown', 9], evacueeno: [null, 9] })).toBeNull();
    expect(lastHeard({ eststts: [null, 9, '様子見'] })).toBe(moment(9));
  });

  it('is none of a shelter that is closed or was not opened, nor of a road', () => {
    expect(silenceOf(told({ eststts: ['close', 1] }))).toBeNull();
    expect(silenceOf(told({ eststts: ['notopen', 1], evacueeno: [0, 1] }))).toBeNull();
    expect(silenceOf(told({ passstts: ['road_close', 1] }, { theme: 'road' }))).toBeNull();
  });

  it('is worse under a hazard', () => {
    expect(silenceOf(told({}, { hazards: true }))).toEqual({ lastHeardAt: null, underHazard: true });
  });
});

describe('the list of silent shelters', () => {
  const places = [
    told({ eststts: ['open', 7] }, { id: 'fresh' }),
    told({ eststts: ['open', 2] }, { id: 'old' }),
    told({ eststts: ['open', 4] }, { id: 'old-under-hazard', hazards: true }),
    told({}, { id: 'never-b' }),
    told({}, { id: 'never-a' }),
    told({ eststts: ['close', 0] }, { id: 'closed' }),
  ];
  const listed = (since: Instant | null, most = 10): string[] => listSilent(places, since, most).map(({ id }) => id);

  it('has those under a hazard first, then the longest silent', () => {
    expect(listed(moment(5))).toEqual(['old-under-hazard', 'never-a', 'never-b', 'old']);
    expect(listed(moment(5), 2)).toEqual(['old-under-hazard', 'never-a']);
  });

  it('has only those never heard from where no instant is given', () => {
    expect(listed(null)).toEqual(['never-a', 'never-b']);
    expect(listed(moment(0))).toEqual(['never-a', 'never-b']);
  });
});
