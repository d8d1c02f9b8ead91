import { describe, expect, it } from '@jest/globals';
import { FeatureV1, type EventId, type StandingThing, type ThingReportedV1 } from '@hinomi/contracts';
import { minute, thingReport, type RowParts } from '@hinomi/testing';
import { deriveThing } from './derive-thing.js';

const standing = (parts: RowParts, registered = parts.at ?? 0): StandingThing => {
  const { original: _original, ...report }: ThingReportedV1 = thingReport(parts);
  return {
    known: { event: `${report.subject}/e` as EventId, appendedAt: minute(100), report },
    registeredAt: minute(registered),
    asOf: report.issuedAt,
    decidedAt: minute(100),
  };
};
const people = (dataset: string, value: number | null, at: number, rank = 5): StandingThing =>
  standing({ dataset, at, rank, content: { attributes: { evacueeno: { value } } } });
const valueOf = (...members: StandingThing[]): unknown => {
  const { properties } = deriveThing(members);
  return properties.type === 'thing' ? properties.attributes['evacueeno']?.value : undefined;
};

describe('one thing that several tell', () => {
  it('has of each attribute the value seen last, and a valid feature', () => {
    const draft = deriveThing([people('town', 12, 2), people('pref', 40, 3)]);
    expect(FeatureV1.parse({ ...draft, version: 1 })).toMatchObject({ layer: 'shelter', kind: 'shelter' });
    expect(valueOf(people('town', 12, 2), people('pref', 40, 3))).toBe(40);
    expect(valueOf(people('pref', 40, 3), people('town', 12, 2))).toBe(40);
  });

  it('goes by the source trusted more where both saw it at one moment, and says that they disagree', () => {
    const members = [people('town', 12, 3, 5), people('pref', 40, 3, 2)];
    expect(valueOf(...members)).toBe(40);
    expect(deriveThing(members).conflicts).toMatchObject([
      {
        field: 'evacueeno',
        values: [
          { agency: 'pref', value: 40 },
          { agency: 'town', value: 12 },
        ],
      },
    ]);
  });

  it('holds 0 for a statement and unknown for none, and what is only older for no conflict', () => {
    expect(valueOf(people('town', 0, 3), people('pref', null, 2))).toBe(0);
    expect(deriveThing([people('town', 0, 90), people('pref', 7, 2)]).conflicts).toEqual([]);
  });

  it('is named by the first registered, and known by the other id too', () => {
    const draft = deriveThing([people('pref', 1, 9), standing({ dataset: 'town', at: 8 }, 1)]);
    expect(draft.id).toBe('town/k1');
    expect(draft.properties).toMatchObject({ aliases: ['pref/k1'] });
  });

  it('is for responders when one of them tells it to responders only', () => {
    const secret = standing({ dataset: 'pref', content: { classification: 'responders' } });
    expect(deriveThing([people('town', 1, 1), secret]).label.classification).toBe('responders');
    expect(deriveThing([people('town', 1, 1)]).label.classification).toBe('public');
  });

  it('asks for attention by its theme: a full shelter, a closed road, and not what is over', () => {
    const severity = (theme: ThingReportedV1['theme'], values: Record<string, string>): number =>
      deriveThing([
        standing({
          content: {
            theme,
            attributes: Object.fromEntries(Object.entries(values).map(([k, value]) => [k, { value }])),
          },
        }),
      ]).severity;
    expect(severity('shelter', { eststts: 'notopen', crowdstts: 'full' })).toBe(0);
    expect(severity('shelter', { eststts: 'open', crowdstts: 'full' })).toBe(3);
    expect(severity('road', { passstts: 'road_close' })).toBe(3);
    expect(severity('road', { passstts: 'road_close', endtime: '2026-09-01T00:00:00.000Z' })).toBe(0);
  });
});
